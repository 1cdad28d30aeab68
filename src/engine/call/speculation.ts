/**
 * Asking the model before the end of the turn is certain.
 *
 * When the caller's words are all there and sound finished, only silence is still waited for. The model starts on them meanwhile, and what it
 * writes is kept aside: no voice, no tool, no record, no change of the agent. If the turn then ends with those very words and the agent wants
 * the model's answer to them, the reply takes over the request as if it had asked now (`reply.ts`). Otherwise the request is dropped unheard: it
 * has cost tokens and nothing else, and how often it may is limited. So speculation can make an answer earlier, never different.
 */
import type { Directive } from '../agent/agent.js'
import type { Millis } from '../audio/frame.js'
import type { CallEvent } from './event.js'
import { emit, type Moment, nextId, note, patch } from './moment.js'
import { completeness } from './patience.js'
import { isWaiting, turnText, turnTextSoFar } from './segments.js'
import type { Reply, Speculation, SpeculativePart } from './state.js'
import { wordsOf } from './words.js'

type Generate = Extract<Directive, { type: 'generate' }>

/** Less than this to wait for is not worth a request. */
const leastGainMs: Millis = 50

/** Starts, keeps or drops the early request, by what the caller has said so far. */
export function considerSpeculation(m: Moment): Moment {
  const { speculation, turn, reply, keypad } = m.state
  if (speculation === undefined) return mayStart(m) ? start(m) : m
  const goesOn = keypad.digits !== '' || !sameWords(turnTextSoFar(turn), speculation.text)
  return reply || goesOn ? dropSpeculation(m) : m
}

function mayStart(m: Moment): boolean {
  const { reply, held, turn, keypad, timers, speech, speculated, policy } = m.state
  const { perTurn, perCall } = policy.speculation
  if (reply || held.turn || held.fromTools.length > 0 || held.directives.length > 0) return false
  if (speech.kind === 'speaking' || keypad.digits !== '' || turn.segments.some(isWaiting))
    return false
  if (timers.endpoint === undefined || timers.endpoint - m.at < leastGainMs) return false
  if (speculated.dropped >= perCall) return false
  return timesThisTurn(m) < perTurn
}

const timesThisTurn = ({ state: { speculated, turn } }: Moment) =>
  speculated.turn === turn.id ? speculated.times : 0

function start(m: Moment): Moment {
  const { turn, conversation, ids, speculated } = m.state
  const text = turnText(turn)
  const sounds = completeness(text)
  if (text === '' || (sounds !== 'complete' && sounds !== 'neutral')) return m
  const wanted = whatTheAgentWould(m, text)
  if (wanted === undefined) return m
  const { instructions, tools } = wanted.generate
  const [numbered, request] = nextId(m, 'request')
  const reply = ids.reply + 1
  const user = { role: 'user', text: wanted.heardAs ?? text } as const
  const system = { role: 'system', text: instructions } as const
  const messages = [system, ...conversation, user]
  const asked = emit(numbered, { type: 'generate', reply, request, messages, tools })
  const times = timesThisTurn(m) + 1
  const base = conversation
  const next = patch(asked, {
    speculation: { request, reply, text, base, instructions, tools, parts: [] },
    speculated: { ...speculated, turn: turn.id, times },
  })
  return note(next, { kind: 'speculation', request, did: 'started' })
}

/** The agent is asked what it would do if the turn ended here. Its answer counts only for this; what changes its state is asked again. */
function whatTheAgentWould(
  { agent, state, at }: Moment,
  text: string,
): { readonly generate: Generate; readonly heardAs: string | undefined } | undefined {
  const turn = { turn: state.turn.id, text, digits: '', at }
  const { directives, heardAs } = agent.onCallerTurn(state.agent, turn)
  const [first, ...rest] = directives.filter((d) => d.type !== 'audit' && d.type !== 'record')
  return first?.type === 'generate' && rest.length === 0 ? { generate: first, heardAs } : undefined
}

/** What the model writes before it was wanted. */
export function hearSpeculation(m: Moment, event: CallEvent): Moment {
  const { speculation } = m.state
  const part = partOf(event)
  if (!speculation || !part || part.request !== speculation.request) return m
  if (part.type === 'provider.failed') return giveUp(dropSpeculation(m))
  return patch(m, { speculation: { ...speculation, parts: [...speculation.parts, part] } })
}

type Failed = { readonly type: 'provider.failed'; readonly request: number | undefined }

function partOf(event: CallEvent): SpeculativePart | Failed | undefined {
  switch (event.type) {
    case 'llm.text':
      return { type: event.type, request: event.request, text: event.text }
    case 'llm.toolCall':
      return { type: event.type, request: event.request, call: event.call }
    case 'llm.ended':
      return { type: event.type, request: event.request }
    case 'provider.failed':
      return event.part === 'llm' ? { type: event.type, request: event.of } : undefined
    default:
      return undefined
  }
}

/** What failed early is asked for again when it is needed, not before. */
function giveUp(m: Moment): Moment {
  const { speculated, policy } = m.state
  return patch(m, { speculated: { ...speculated, times: policy.speculation.perTurn } })
}

/** Nobody will hear it. */
export function dropSpeculation(m: Moment): Moment {
  const { speculation, speculated } = m.state
  if (!speculation) return m
  const { reply, request } = speculation
  const dropped = emit(m, { type: 'cancelRequest', reply, request })
  const next = patch(dropped, {
    speculation: undefined,
    speculated: { ...speculated, dropped: speculated.dropped + 1 },
  })
  return note(next, { kind: 'speculation', request, did: 'dropped' })
}

/** The early request, if it is the one this reply would make now: the same words after the same talk, under the same instructions. */
export function speculationFor(
  { state }: Moment,
  reply: Reply,
  { instructions, tools }: Generate,
): Speculation | undefined {
  const { speculation, conversation } = state
  if (!speculation || speculation.reply !== reply.id || reply.rounds.length > 0) return undefined
  const last = conversation.at(-1)
  const isSame =
    speculation.instructions === instructions &&
    speculation.tools.length === tools.length &&
    speculation.tools.every((tool, i) => tool === tools[i]) &&
    conversation.length === speculation.base.length + 1 &&
    speculation.base.every((message, i) => message === conversation[i]) &&
    last?.role === 'user'
  return isSame ? speculation : undefined
}

const sameWords = (a: string, b: string) => a === b || wordsOf(a).join(' ') === wordsOf(b).join(' ')
