/**
 * When the caller is done (endpointing), and what follows.
 *
 * A turn is its segments in order. It ends when the caller is silent, no segment waits for its words, and the silence has lasted as
 * long as those words deserve (`patience.ts`). Segments commit at the detector's stop, so transcription runs inside that wait. If the words
 * do not come in time the turn goes on with what there is; with nothing at all the agent asks again.
 */
import type { CallerTurn } from '../agent/agent.js'
import type { Millis } from '../audio/frame.js'
import type { TurnEndedBy } from './command.js'
import { clearTimers, type Moment, note, patch, setTimer } from './moment.js'
import { patience } from './patience.js'
import { startReply } from './reply.js'
import { isWaiting, loseSegments, turnText, turnTextSoFar } from './segments.js'
import { nothingHeld, type Segment, type Turn } from './state.js'

export const newTurn: Turn = { id: 1, segments: [], tookFloor: false, before: [] }

/** Sets the end of the turn if the caller may be done, or takes it back. */
export function considerEnd(m: Moment): Moment {
  const { speech, turn, keypad, timers } = m.state
  if (speech.kind === 'speaking' || turn.segments.some(isWaiting) || keypadIsOpen(m)) {
    return clearTimers(m, 'endpoint')
  }
  if (turn.segments.length === 0) return keypad.complete ? endTurn(m, 'keypad') : m
  if (turnText(turn) === '' && keypad.digits === '') return endWithoutWords(m)
  return timers.endpoint === undefined ? setTimer(m, 'endpoint', endOfPatience(m)) : m
}

const keypadIsOpen = (m: Moment) => m.state.keypad.digits !== '' && !m.state.keypad.complete

function endOfPatience(m: Moment): Millis {
  return Math.max(m.at, speechEndedAt(m) + patienceOf(m))
}

const patienceOf = (m: Moment) => patience(turnText(m.state.turn), m.state.policy.endpoint)

/** Call time at which the caller's last voiced sound ended. */
function speechEndedAt(m: Moment): Millis {
  return m.state.line.offset + Math.max(...m.state.turn.segments.map((s) => s.voicedTo))
}

/** All segments were silent or lost. Noise is forgotten; a caller who was cut off from being heard is asked again. */
function endWithoutWords(m: Moment): Moment {
  const { turn, reply } = m.state
  const lost = turn.segments.some((segment) => segment.state === 'lost')
  if (!lost && !turn.tookFloor) {
    const forgotten = turn.segments.reduce(
      (next, s) => note(next, { kind: 'words.ignored', segment: s.id, text: '', why: 'noise' }),
      m,
    )
    const left = patch(forgotten, { turn: { ...turn, segments: [], before: turn.segments } })
    return isFirstWord(m) ? sayOpening(left) : left
  }
  const segments = turn.segments.map((segment) => segment.id)
  const ended = note(m, { kind: 'turn.unheard', turn: turn.id, segments })
  const closed = patch(closeTurn(ended), { unheard: m.state.unheard + 1 })
  if (reply) return closed
  return isFirstWord(m) ? sayOpening(closed) : askAgain(closed)
}

/** The caller was to speak first, and has, though without words for us: whoever says "hello" into a line waits for an answer. */
const isFirstWord = ({ state: { reply, timers } }: Moment) =>
  !reply && timers.greeting !== undefined

/** What the agent opens a call with, said now. */
export function sayOpening(m: Moment): Moment {
  const { held } = m.state
  return startReply(patch(m, { held: { ...held, opening: [] } }), held.opening, 'opening')
}

function askAgain(m: Moment): Moment {
  const { policy, unheard } = m.state
  const last = unheard >= policy.limits.unheardTurns
  const did = last ? 'hung-up' : 'asked-again'
  const noted = note(m, { kind: 'fallback', part: 'stt', why: 'no words', did })
  const text = last ? policy.lines.trouble : policy.lines.unheard
  const line = { type: 'say', id: '', interruptible: true, text } as const
  const end = { type: 'end', why: 'the caller could not be heard' } as const
  return startReply(noted, last ? [line, end] : [line], 'unheard')
}

/** Words that were due did not come. */
export function transcriptOverdue(m: Moment): Moment {
  const limit = m.at - m.state.policy.endpoint.transcriptMs
  const isLate = (segment: Segment) => isWaiting(segment) && segment.committedAt <= limit
  return loseSegments(m, isLate)
}

export function endTurn(m: Moment, by: TurnEndedBy): Moment {
  const { turn, keypad, held } = m.state
  const text = turnText(turn)
  const spoke = turn.segments.length > 0
  const ended = note(m, {
    kind: 'turn.ended',
    turn: turn.id,
    text: withDigits(text, keypad.digits),
    by,
    segments: turn.segments.map((segment) => segment.id),
    patienceMs: spoke ? patienceOf(m) : 0,
    ...(spoke ? { speechEndedAt: speechEndedAt(m) } : {}),
  })
  const said: CallerTurn = { turn: turn.id, text, digits: keypad.digits, at: m.at }
  const joined = held.turn ? joinTurns(held.turn, said) : said
  const closed = patch(closeTurn(ended), {
    held: { ...held, turn: joined },
    reprompts: 0,
    unheard: 0,
  })
  return m.state.reply ? closed : answerHeld(closed)
}

function closeTurn(m: Moment): Moment {
  const { turn } = m.state
  const next: Turn = { id: turn.id + 1, segments: [], tookFloor: false, before: turn.segments }
  const closed = patch(m, { turn: next, keypad: { digits: '', complete: false } })
  return clearTimers(closed, 'endpoint', 'transcript', 'keypad')
}

/** The call is over in the middle of the caller's turn: what they said so far is kept, though nobody answers. */
export function keepLastWords(m: Moment): Moment {
  const { turn, keypad, held } = m.state
  const text = withDigits(turnTextSoFar(turn), keypad.digits)
  const segments = turn.segments.map((segment) => segment.id)
  const last = { turn: turn.id, text, segments, patienceMs: 0 }
  const noted = text === '' ? m : note(m, { kind: 'turn.ended', by: 'hang-up', ...last })
  const earlier = held.turn ? withDigits(held.turn.text, held.turn.digits) : ''
  const words = [earlier, text].filter((part) => part !== '').join(' ')
  if (words === '') return noted
  const { conversation } = m.state
  return patch(noted, { conversation: [...conversation, { role: 'user', text: words }] })
}

/** The caller's turn reaches the conversation and the agent. */
export function answerHeld(m: Moment): Moment {
  const { held, conversation } = m.state
  if (!held.turn) return m
  const text = withDigits(held.turn.text, held.turn.digits)
  const decision = m.agent.onCallerTurn(m.state.agent, { ...held.turn, at: m.at })
  const heard = patch(m, {
    conversation: [...conversation, { role: 'user', text: decision.heardAs ?? text }],
    held: nothingHeld,
  })
  return startReply(
    patch(heard, { agent: decision.state }),
    [...held.fromTools, ...decision.directives],
    'turn',
    held.turn.turn,
  )
}

function joinTurns(first: CallerTurn, second: CallerTurn): CallerTurn {
  const text = [first.text, second.text].filter((part) => part !== '').join(' ')
  return { ...second, text, digits: first.digits + second.digits }
}

/** Keys as the model and the transcript see them. */
function withDigits(text: string, digits: string): string {
  if (digits === '') return text
  return text === '' ? `[keypad] ${digits}` : `${text} [keypad] ${digits}`
}
