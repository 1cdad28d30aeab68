/**
 * The life of a reply: from the agent's directives to its end. One reply is in flight at a time. It ends in one of two ways: heard in
 * full, or cut by the caller; either way the conversation gets exactly what was heard.
 */
import type { Directive, HeardLine } from '../agent/agent.js'
import type { Millis } from '../audio/frame.js'
import type { Evidence, InterruptedBy, ReplyCause } from './command.js'
import { heardMessages } from './conversation.js'
import { heardText } from './heard-text.js'
import { adopt, apologise, ask, flushTail, hearModel, sayOnce } from './model.js'
import {
  clearTimers,
  emit,
  type Moment,
  nextId,
  note,
  patch,
  patchPlayout,
  patchReply,
  setTimer,
} from './moment.js'
import {
  baseOf,
  clearPlayout,
  heardMs,
  mayHoldSpeech,
  newPlayout,
  remainingMs,
  totalMs,
} from './playout.js'
import { type Blocked, say } from './speaking.js'
import { dropSpeculation, speculationFor } from './speculation.js'
import type { Reply } from './state.js'
import { runOwnTool, startTools, wantTool } from './tools.js'
import { armTools, dropRequest, isRunning, leaveTools } from './unfinished.js'

/** Deadlines that belong to a reply and end with it. */
const replyTimers = [
  'pump',
  'heard',
  'pause',
  'filler',
  'model',
  'voice',
  'toolLine',
  'tool',
  'ending',
] as const

/** Begins a reply with these directives. Without anything to say or do no reply begins. */
export function startReply(
  m: Moment,
  directives: readonly Directive[],
  cause: ReplyCause,
  turn?: number,
): Moment {
  const silent = directives.every((d) => d.type === 'audit' || d.type === 'record')
  if (silent) return directives.reduce(follow, m)
  const [numbered, id] = nextId(m, 'reply')
  const begun = patch(clearTimers(numbered, 'callerSilence', 'greeting'), {
    reply: { ...newReply, id, cause, turn, startedAt: m.at },
    playout: newPlayout(m.state.playout),
    pause: undefined,
  })
  const ids = turn === undefined ? { reply: id } : { reply: id, turn }
  return directives.reduce(follow, note(begun, { kind: 'reply.started', cause, ...ids }))
}

const newReply: Reply = {
  id: 0,
  cause: 'turn',
  turn: undefined,
  startedAt: 0,
  voice: 'main',
  request: undefined,
  tail: '',
  tools: [],
  rounds: [],
  resume: { instructions: '', tools: [] },
  instead: [],
  closed: false,
  after: undefined,
}

/** Does what a directive asks for. */
export function follow(m: Moment, directive: Directive): Moment {
  switch (directive.type) {
    case 'audit':
      return emit(m, { type: 'audit', record: directive.record })
    case 'callTool':
      return runOwnTool(m, directive.name, directive.input)
    case 'record':
      return emit(m, { type: 'recording', on: directive.on })
    case 'say':
      return m.state.reply?.request ? later(m, directive) : sayLine(m, directive)
    case 'generate':
      return m.state.reply?.request || m.state.reply?.tools.some(isRunning)
        ? later(m, directive)
        : askOrAdopt(m, directive)
    case 'end':
    case 'transfer':
      return patchReply(m, { after: directive })
  }
}

/** The model may have been asked already, before the turn was over: then its answer so far counts from now on. */
function askOrAdopt(m: Moment, directive: Extract<Directive, { type: 'generate' }>): Moment {
  const { reply } = m.state
  const { instructions, tools } = directive
  const early = reply && speculationFor(m, reply, directive)
  if (!early) return ask(dropSpeculation(m), instructions, tools)
  const { request, parts } = early
  const noted = note(m, { kind: 'speculation', request, did: 'adopted' })
  const adopted = adopt(patch(noted, { speculation: undefined }), request, instructions, tools)
  return parts.reduce((next, part) => {
    if (next.state.reply?.request?.id !== request) return next
    if (part.type === 'llm.text') return hearWords(next, part.text)
    return part.type === 'llm.toolCall' ? wantTool(next, part.call) : modelEnded(next)
  }, adopted)
}

/** Speech behind the model's words is a reply of its own. */
function later(m: Moment, directive: Directive): Moment {
  const { held } = m.state
  return patch(m, { held: { ...held, directives: [...held.directives, directive] } })
}

/** Lines of the policy have no name: no agent waits to hear that they were heard. */
function sayLine(m: Moment, directive: Extract<Directive, { type: 'say' }>): Moment {
  const { text, id, interruptible } = directive
  const source = id === '' ? 'engine' : 'line'
  return say(m, { text, kind: 'line', source, line: id, interruptible })[0]
}

/** The model's next words. */
export function hearWords(m: Moment, text: string): Moment {
  return unlessBlocked(hearModel(m, text))
}

/** A blocked sentence ends the model's part of the reply. The agent decides what takes its place; without it a fixed line does, once. */
function unlessBlocked([m, blocked]: readonly [Moment, Blocked | undefined]): Moment {
  if (blocked === undefined) return m
  const stopped = dropRequest(m)
  const decision = m.agent.onBlocked?.(m.state.agent, { ...blocked, at: m.at })
  if (decision === undefined) return sayOnce(stopped, m.state.policy.lines.blocked)
  return decision.directives.reduce(follow, patch(stopped, { agent: decision.state }))
}

/** The model has finished its part: run its tools, or let the reply end, or say sorry for nothing at all. */
export function modelEnded(m: Moment): Moment {
  const flushed = unlessBlocked(flushTail(m))
  const { reply, playout } = flushed.state
  if (reply?.request?.id !== m.state.reply?.request?.id || !reply?.request) return flushed
  const done = clearTimers(flushed, 'model', 'filler')
  if (reply.tools.length > 0) return startRound(done, reply.request)
  const silent = playout.sentences.every((s) => s.kind === 'filler')
  return silent ? apologise(done, 'nothing to say') : patchReply(done, { request: undefined })
}

function startRound(m: Moment, { instructions, tools }: NonNullable<Reply['request']>): Moment {
  const started = startTools(patchReply(m, { request: undefined, resume: { instructions, tools } }))
  return continueRound(started)
}

/** When all tools of the round are back: the agent's directives, or the model's next words. */
export function continueRound(m: Moment, directives: readonly Directive[] = []): Moment {
  const { reply, policy } = m.state
  if (!reply) return m
  const wanted = [...reply.instead, ...directives]
  if (reply.tools.some(isRunning)) return patchReply(m, { instead: wanted })
  const over = patchReply(m, { rounds: [...reply.rounds, reply.tools], tools: [], instead: [] })
  if (wanted.length > 0) return wanted.reduce(follow, over)
  if (reply.tools.every(({ call }) => call.own)) return over
  if (reply.rounds.length + 1 >= policy.reply.maxToolRounds)
    return apologise(over, 'too many tools')
  return ask(over, reply.resume.instructions, reply.resume.tools)
}

/** Everything of the reply was heard. */
export function finishReply(m: Moment, evidence: Evidence): Moment {
  const { reply, playout } = m.state
  if (!reply) return m
  const total = totalMs(playout)
  const reported = reportLines(m, total, evidence, true)
  const text = heardText(playout.sentences, total, (s) => s.kind !== 'filler')
  const heard = note(reported, { kind: 'reply.heard', reply: reply.id, text, evidence })
  return leave(heard, heardMessages(reply, playout.sentences, total, false))
}

/** The reply is stopped where the caller has heard it. */
export function cutReply(m: Moment, by: InterruptedBy): Moment {
  const { reply, playout, policy } = m.state
  if (!reply) return m
  const heard = heardMs(playout, m.at, policy.playout)
  const all = reply.closed && playout.sentences.every((s) => s.ended) && heard >= totalMs(playout)
  const text = heardText(playout.sentences, heard, (s) => s.kind !== 'filler')
  let next = stopSound(m)
  next = emit(leaveTools(next), { type: 'cancel', reply: reply.id })
  next = reportLines(next, playout.provenTo, 'mark', false)
  next = note(next, { kind: 'agent.interrupted', reply: reply.id, by, heard: text })
  const { reply: left = reply, held } = next.state
  return leave(
    patch(next, { held: { ...held, directives: [] } }),
    heardMessages(left, playout.sentences, heard, !all),
  )
}

/** Takes back what the carrier has not played. Nothing to take back, nothing sent. */
export function stopSound(m: Moment): Moment {
  const { playout, policy } = m.state
  const cleared = patchPlayout(m, clearPlayout(playout, m.at, policy.playout))
  return mayHoldSpeech(playout, m.at, policy.playout) ? emit(cleared, { type: 'clear' }) : cleared
}

function leave(m: Moment, messages: ReturnType<typeof heardMessages>): Moment {
  const { conversation } = m.state
  const next = messages.length > 0 ? patch(m, { conversation: [...conversation, ...messages] }) : m
  const over = clearTimers(patch(next, { reply: undefined, pause: undefined }), ...replyTimers)
  return armTools(over)
}

/** Tells the agent of fixed lines that were heard up to `heard`; with `rest`, of all others too, as complete or as cut. */
export function reportLines(
  m: Moment,
  heard: Millis,
  evidence: Evidence,
  complete: boolean,
): Moment {
  return m.state.playout.sentences.reduce((next, sentence, i) => {
    if (sentence.line === '' || sentence.reported) return next
    const end = baseOf(m.state.playout.sentences, i) + sentence.ms
    const whole = sentence.ended && end <= heard
    if (!whole && complete) return next
    const line = { id: sentence.line, complete: whole, evidence }
    return tellAgent(markReported(next, sentence.id), line)
  }, m)
}

function markReported(m: Moment, id: number): Moment {
  return patchPlayout(m, {
    sentences: m.state.playout.sentences.map((s) => (s.id === id ? { ...s, reported: true } : s)),
  })
}

function tellAgent(m: Moment, line: Omit<HeardLine, 'at'>): Moment {
  const decision = m.agent.onHeard(m.state.agent, { ...line, at: m.at })
  const reply = m.state.reply?.id ?? 0
  const { complete, evidence } = line
  const noted = note(patch(m, { agent: decision.state }), {
    kind: 'line.heard',
    reply,
    line: line.id,
    complete,
    evidence,
  })
  return decision.directives.reduce((next, directive) => {
    if (directive.type === 'audit') return follow(next, directive)
    return complete ? later(next, directive) : next
  }, noted)
}

/** A reply that ends the call may not keep the line open. */
export function armEnding(m: Moment): Moment {
  const { reply, policy, timers } = m.state
  if (!reply?.after || !reply.closed || timers.ending !== undefined) return m
  const left = remainingMs(m.state.playout, m.at, policy.playout)
  return setTimer(m, 'ending', m.at + left + policy.limits.endingMs)
}
