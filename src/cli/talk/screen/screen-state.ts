/**
 * What the screen of a talk shows, as a fold over the log of the call. Nothing here draws, and nothing reads a clock: what moves between two
 * events is worked out for a moment that is given (`momentOf`).
 */
import type { Millis } from '../../../engine/audio/frame.js'
import { mulawLevel } from '../../../engine/audio/mulaw.js'
import type { FailureCode } from '../../../engine/call/event.js'
import { heardText } from '../../../engine/call/heard-text.js'
import { heardMs, isAudible } from '../../../engine/call/playout.js'
import type { CallState } from '../../../engine/call/state.js'
import { percentile } from '../../../engine/replay/percentile.js'
import type { Entry } from '../../../engine/report/entry.js'
import type { TalkEvent } from '../event-schema.js'

export type Activity =
  | 'RINGING'
  | 'LISTENING'
  | 'HEARING'
  | 'THINKING'
  | 'SPEAKING'
  | 'PAUSED'
  | 'ENDED'

/** Sound of a known level between two moments of the call. */
interface Sounding {
  readonly from: Millis
  readonly to: Millis
  /** dBFS */
  readonly level: number
}

export interface ScreenState {
  readonly call: CallState | undefined
  /** Time of the last event. */
  readonly at: Millis
  readonly turn: number
  /** The caller's last windows, the newest last. */
  readonly caller: readonly Sounding[]
  /** The agent's pieces that were sent and not cleared, as they sound. */
  readonly agent: readonly Sounding[]
  readonly latency: Extract<TalkEvent, { type: 'latency' }> | undefined
  readonly gaps: readonly number[]
  readonly toolCalls: number
  readonly toolErrors: number
  readonly interruptions: number
  /** Records of rules, and sentences that one of them kept from being said as they were. */
  readonly rules: number
  readonly stopped: number
  readonly tokensIn: number
  readonly tokensOut: number
  /** What each service last did wrong, until it works again. */
  readonly failing: { readonly [Part in 'stt' | 'llm' | 'tts']?: FailureCode }
}

export const newScreen: ScreenState = {
  call: undefined,
  at: 0,
  turn: 0,
  caller: [],
  agent: [],
  latency: undefined,
  gaps: [],
  toolCalls: 0,
  toolErrors: 0,
  interruptions: 0,
  rules: 0,
  stopped: 0,
  tokensIn: 0,
  tokensOut: 0,
  failing: {},
}

/** Windows kept for the level of the caller: a good half second. */
const keptWindows = 20
const windowMs: Millis = 32

/** Takes in a step of the call. */
export function foldEntry(screen: ScreenState, entry: Entry, call: CallState): ScreenState {
  const { event, commands } = entry
  const next = hearEvent({ ...screen, call, at: event.at }, event)
  return commands.reduce((state, command) => seeCommand(state, command, event.at), next)
}

function hearEvent(screen: ScreenState, event: Entry['event']): ScreenState {
  switch (event.type) {
    case 'vad.scored': {
      const sounding = { from: event.at - windowMs, to: event.at, level: event.level }
      return { ...screen, caller: [...screen.caller, sounding].slice(-keptWindows) }
    }
    case 'llm.ended': {
      const { inputTokens, outputTokens } = event.usage
      return {
        ...works(screen, 'llm'),
        tokensIn: screen.tokensIn + inputTokens,
        tokensOut: screen.tokensOut + outputTokens,
      }
    }
    case 'stt.final':
      return works(screen, 'stt')
    case 'tts.ended':
      return works(screen, 'tts')
    case 'provider.failed':
      return isService(event.part)
        ? { ...screen, failing: { ...screen.failing, [event.part]: event.code } }
        : screen
    default:
      return screen
  }
}

type Service = keyof ScreenState['failing']

const isService = (part: string): part is Service => ['stt', 'llm', 'tts'].includes(part)

function works(screen: ScreenState, part: Service): ScreenState {
  if (screen.failing[part] === undefined) return screen
  const { [part]: _, ...failing } = screen.failing
  return { ...screen, failing }
}

function seeCommand(
  screen: ScreenState,
  command: Entry['commands'][number],
  at: Millis,
): ScreenState {
  if (command.type === 'clear') {
    const agent = screen.agent
      .filter(({ from }) => from < at)
      .map((one) => ({ ...one, to: Math.min(one.to, at) }))
    return { ...screen, agent }
  }
  if (command.type !== 'play' || screen.call === undefined) return screen
  const { earMs } = screen.call.policy.playout
  const piece = screen.call.playout.sent.find(({ to }) => to === command.mark.endMs)
  if (piece === undefined) return screen
  const from = piece.startsAt + earMs
  const sounding = { from, to: from + piece.to - piece.from, level: mulawLevel(command.mulaw) }
  const kept = screen.agent.filter(({ to }) => to > at)
  return { ...screen, agent: [...kept, sounding] }
}

/** Takes in what the call's events say. */
export function foldEvent(screen: ScreenState, event: TalkEvent): ScreenState {
  switch (event.type) {
    case 'caller':
      return { ...screen, turn: event.turn }
    case 'latency':
      return { ...screen, latency: event, gaps: [...screen.gaps, event.gap_ms] }
    case 'tool': {
      const toolErrors = screen.toolErrors + (event.outcome === 'failed' ? 1 : 0)
      return { ...screen, toolCalls: screen.toolCalls + 1, toolErrors }
    }
    case 'agent':
      return event.cut && event.cut_by !== 'hang-up'
        ? { ...screen, interruptions: screen.interruptions + 1 }
        : screen
    case 'rule':
      return isStop(event)
        ? { ...screen, stopped: screen.stopped + 1 }
        : { ...screen, rules: screen.rules + 1 }
    default:
      return screen
  }
}

/** A sentence was blocked or replaced. */
export function isStop(event: TalkEvent): boolean {
  return event.type === 'rule' && event.kind.startsWith('sentence.')
}

/** What is to be seen at one moment. */
export interface ScreenMoment {
  readonly activity: Activity
  readonly callMs: Millis
  /** dBFS, -96 in silence. */
  readonly callerLevel: number
  readonly agentLevel: number
  /** The caller's words so far that are no turn yet. */
  readonly partial: string
  /** What the agent is saying: the part that was heard, and the rest. */
  readonly heard: string
  readonly unheard: string
  /** Speech sent and not yet heard. */
  readonly queueMs: Millis
  readonly p50: number | undefined
  readonly p95: number | undefined
}

export function momentOf(screen: ScreenState, now: Millis): ScreenMoment {
  const { call, gaps } = screen
  const activity = activityOf(call, now)
  const callMs = activity === 'ENDED' ? screen.at : now
  return {
    activity,
    callMs,
    callerLevel: levelAt(screen.caller, now),
    agentLevel: activity === 'ENDED' ? silent : levelAt(screen.agent, now),
    partial: partialOf(call),
    ...sayingOf(call, now),
    p50: percentile(gaps, 0.5),
    p95: percentile(gaps, 0.95),
  }
}

function activityOf(call: CallState | undefined, now: Millis): Activity {
  if (call === undefined || call.phase === 'ringing') return 'RINGING'
  if (call.phase === 'ended') return 'ENDED'
  if (call.pause !== undefined) return 'PAUSED'
  if (call.speech.kind === 'speaking') return 'HEARING'
  if (call.reply === undefined) return call.turn.segments.length > 0 ? 'HEARING' : 'LISTENING'
  return isAudible(call.playout, now, call.policy.playout) ? 'SPEAKING' : 'THINKING'
}

const silent = -96
/** A level is shown so long after its sound. */
const afterglowMs: Millis = 100

function levelAt(soundings: readonly Sounding[], now: Millis): number {
  const sounding = soundings.filter(({ from, to }) => from <= now && now < to + afterglowMs)
  return Math.round(Math.max(silent, ...sounding.map(({ level }) => level)))
}

function partialOf(call: CallState | undefined): string {
  if (call === undefined || call.phase === 'ended') return ''
  return call.turn.segments
    .map(({ state, text, partial }) => (state === 'done' ? text : partial))
    .filter((text) => text !== '')
    .join(' ')
}

function sayingOf(
  call: CallState | undefined,
  now: Millis,
): Pick<ScreenMoment, 'heard' | 'unheard' | 'queueMs'> {
  if (call?.reply === undefined) return { heard: '', unheard: '', queueMs: 0 }
  const { playout, policy } = call
  const ms = heardMs(playout, now, policy.playout)
  const heard = heardText(playout.sentences, ms, () => true)
  const said = playout.sentences.map(({ text }) => text).join(' ')
  const unheard = said.startsWith(heard) ? said.slice(heard.length).trim() : said
  return { heard, unheard, queueMs: Math.max(0, Math.round(playout.sentTo - ms)) }
}
