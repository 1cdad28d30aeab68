/**
 * Asking the model, and what to do with its words as they stream in: whole sentences go to the voice at once.
 *
 * Three waits can run out, each with something audible: the first words (a filler line while the model may go on), words at all (the sorry
 * line), a failure (one silent retry if nothing was said yet and trying again can help, else the sorry line).
 */
import type { Millis } from '../audio/frame.js'
import { pendingMessages } from './conversation.js'
import type { FailureCode, RequestId } from './event.js'
import { emit, type Moment, nextId, note, patchReply, setTimer } from './moment.js'
import { isAudible, totalMs } from './playout.js'
import { cutSentences, speakable } from './sentences.js'
import { type Blocked, engineLine, say } from './speaking.js'
import type { ModelRequest } from './state.js'
import { dropRequest, waitingSince } from './unfinished.js'

/** Failures that a second request may not have. */
const worthRetrying: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'UNAVAILABLE',
  'RATE_LIMITED',
  'BAD_RESPONSE',
])

/** Asks the model to go on from the conversation and from what this reply has said and done so far. */
export function ask(
  m: Moment,
  instructions: string,
  tools: readonly string[],
  attempt = 0,
): Moment {
  const { reply, conversation, playout } = m.state
  if (!reply) return m
  const [numbered, request] = nextId(m, 'request')
  const asked = emit(numbered, {
    type: 'generate',
    reply: reply.id,
    request,
    messages: [
      { role: 'system', text: instructions },
      ...conversation,
      ...pendingMessages(reply, playout.sentences),
    ],
    tools,
  })
  return adopt(asked, request, instructions, tools, attempt)
}

/** From now on the reply waits for this request. */
export function adopt(
  m: Moment,
  id: RequestId,
  instructions: string,
  tools: readonly string[],
  attempt = 0,
): Moment {
  const { reply, policy } = m.state
  if (!reply) return m
  const request: ModelRequest = { id, instructions, tools, attempt, answered: false }
  const next = patchReply(m, { request, tail: '', closed: false })
  const waiting = setTimer(next, 'model', m.at + policy.reply.modelMs)
  return armFiller(waiting, waitingSince(m, reply))
}

/** The next line that bridges the wait, if there is one left in this round. */
function armFiller(m: Moment, since: Millis): Moment {
  const { fillerMs, fallbackMs } = m.state.policy.reply
  const wait = [fillerMs, fallbackMs][fillersSaid(m)]
  return wait === undefined ? m : setTimer(m, 'filler', Math.max(m.at, since + wait))
}

function fillersSaid({ state: { reply, playout } }: Moment): number {
  return playout.sentences.filter((s) => s.kind === 'filler' && s.round === reply?.rounds.length)
    .length
}

/** The model's words so far; whole sentences are said, up to the first that the agent blocks. */
export function hearModel(m: Moment, text: string): readonly [Moment, Blocked | undefined] {
  const { reply } = m.state
  if (!reply?.request) return [m, undefined]
  const request = { ...reply.request, answered: true }
  const said = m.state.playout.sentences.some((s) => s.kind === 'model')
  const mayEndAtClause = !said && m.agent.wholeSentences !== true
  const { pieces, rest } = cutSentences(reply.tail + text, mayEndAtClause)
  let next = setTimer(
    patchReply(m, { request, tail: rest }),
    'model',
    m.at + m.state.policy.reply.modelMs,
  )
  for (const piece of pieces) {
    const [said, blocked] = sayModel(next, piece)
    if (blocked) return [said, blocked]
    next = said
  }
  return [next, undefined]
}

/** What is left when the model has finished is a sentence too. */
export function flushTail(m: Moment): readonly [Moment, Blocked | undefined] {
  const last = speakable(m.state.reply?.tail ?? '')
  const next = patchReply(m, { tail: '' })
  return last === '' ? [next, undefined] : sayModel(next, last)
}

function sayModel(m: Moment, text: string): readonly [Moment, Blocked | undefined] {
  return say(m, { text, kind: 'model', source: 'model', line: '', interruptible: true })
}

/** The model has nothing for the caller: say so, so that they are not left in silence. */
export function apologise(m: Moment, why: string): Moment {
  const noted = note(m, { kind: 'fallback', part: 'llm', why, did: 'sorry' })
  return sayOnce(dropRequest(noted), m.state.policy.lines.sorry)
}

export function sayOnce(m: Moment, text: string): Moment {
  const already = m.state.playout.sentences.some((sentence) => sentence.text === text)
  return already ? m : say(m, engineLine(text))[0]
}

export function modelFailed(m: Moment, code: FailureCode): Moment {
  const request = m.state.reply?.request
  if (!request) return m
  if (!worthRetrying.has(code) || request.attempt > 0 || request.answered) return apologise(m, code)
  const noted = note(m, { kind: 'fallback', part: 'llm', why: code, did: 'retried' })
  return ask(noted, request.instructions, request.tools, request.attempt + 1)
}

/** The model is slow, and nothing of its answer is audible or on its way: bridge the wait, with one line and then another. */
export function sayFiller(m: Moment): Moment {
  const { reply, playout, policy, pause } = m.state
  if (!reply?.request) return m
  const waited = fillersSaid(m)
  const line = [policy.lines.filler, policy.lines.slow][waited]
  if (line === undefined) return m
  if (pause || isAnswering(m)) {
    return setTimer(m, 'filler', Math.max(m.at, playout.dryAt) + policy.reply.fillerMs)
  }
  const [said] = say(m, engineLine(line, 'filler'))
  const did = waited === 0 ? 'filler' : 'slow-line'
  return armFiller(
    note(said, { kind: 'fallback', part: 'llm', why: 'slow', did }),
    m.at - policy.reply.fillerMs,
  )
}

/** Speech is audible or on its way. The filler itself is no answer: the fallback line may follow right behind it. */
function isAnswering(m: Moment): boolean {
  const { playout, policy } = m.state
  const last = playout.sentences.at(-1)
  if (last?.kind === 'filler') return false
  const coming = playout.sentences.some((s) => !s.ended) || totalMs(playout) > playout.sentTo
  return coming || isAudible(playout, m.at, policy.playout)
}
