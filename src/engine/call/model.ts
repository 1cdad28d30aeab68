/**
 * Asking the model, and what to do with its words as they stream in: whole sentences go to the voice at once.
 *
 * Three waits can run out, each with something audible: the first words (a filler line while the model may go on), words at all (the sorry
 * line), a failure (one silent retry if nothing was said yet and trying again can help, else the sorry line).
 */
import { pendingMessages } from './conversation.js'
import type { FailureCode } from './event.js'
import { emit, type Moment, nextId, note, patchReply, setTimer } from './moment.js'
import { isAudible, totalMs } from './playout.js'
import { cutSentences, speakable } from './sentences.js'
import { type Blocked, engineLine, say } from './speaking.js'
import type { ModelRequest, Reply, Spoken } from './state.js'
import { dropRequest } from './unfinished.js'

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
  const { reply, conversation, playout, policy } = m.state
  if (!reply) return m
  const [numbered, id] = nextId(m, 'request')
  const request: ModelRequest = { id, instructions, tools, attempt, answered: false }
  const asked = emit(patchReply(numbered, { request, tail: '', closed: false }), {
    type: 'generate',
    reply: reply.id,
    request: id,
    messages: [
      { role: 'system', text: instructions },
      ...conversation,
      ...pendingMessages(reply, playout.sentences),
    ],
    tools,
  })
  const waiting = setTimer(asked, 'model', m.at + policy.reply.modelMs)
  return setTimer(waiting, 'filler', m.at + policy.reply.fillerMs)
}

/** The model's words so far; whole sentences are said, up to the first that the agent blocks. */
export function hearModel(m: Moment, text: string): readonly [Moment, Blocked | undefined] {
  const { reply } = m.state
  if (!reply?.request) return [m, undefined]
  const request = { ...reply.request, answered: true }
  const said = m.state.playout.sentences.some((s) => s.kind === 'model')
  const { pieces, rest } = cutSentences(reply.tail + text, !said)
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

/** The model is slow, nothing is audible and nothing is on its way to the voice: bridge the wait, once a round. */
export function sayFiller(m: Moment): Moment {
  const { reply, playout, policy, pause } = m.state
  if (!reply?.request || playout.sentences.some((s) => isFillerOf(s, reply))) return m
  const speaking = playout.sentences.some((s) => !s.ended) || totalMs(playout) > playout.sentTo
  if (speaking || pause || isAudible(playout, m.at, policy.playout)) {
    return setTimer(m, 'filler', Math.max(m.at, playout.dryAt) + policy.reply.fillerMs)
  }
  const [said] = say(m, engineLine(m.state.policy.lines.filler, 'filler'))
  return note(said, { kind: 'fallback', part: 'llm', why: 'slow', did: 'filler' })
}

const isFillerOf = (sentence: Spoken, reply: Reply) =>
  sentence.kind === 'filler' && sentence.round === reply.rounds.length
