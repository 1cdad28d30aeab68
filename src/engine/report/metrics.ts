/**
 * The times of a call, turn by turn: a fold over its log. Nothing is measured where things happen, so a live, a replayed and a recorded call
 * give the same numbers.
 */
import type { Millis } from '../audio/frame.js'
import type { InterruptedBy, ReplyCause } from '../call/command.js'
import type { ReplyId, TurnId } from '../call/event.js'
import type { CallPolicy } from '../call/policy.js'
import { agentTimes, type PauseTimes, type ReplyTimes } from './agent-times.js'
import { type CallerTurnTimes, callerTimes, type Place } from './caller-times.js'
import type { Entry } from './entry.js'
import { type Latency, latencyOf } from './latency.js'
import { runningMs, type ToolTimes, toolTimes } from './tool-times.js'

export interface CallMetrics {
  readonly callMs: Millis
  /** In order of time. */
  readonly turns: readonly TurnMetrics[]
  /** Every time the agent fell silent for the caller, whatever came of it. */
  readonly pauses: readonly PauseTimes[]
}

/** What the caller said and what was answered; one of the two may be missing. Times named `...At` are call time. */
export interface TurnMetrics {
  readonly turn: TurnId | undefined
  readonly reply: ReplyId | undefined
  readonly cause: ReplyCause | undefined
  /** The caller's words. */
  readonly text: string
  readonly speechOnset: Place | undefined
  readonly speechEnd: Place | undefined
  /** What this speech did to the reply before it. */
  readonly pausedAt: Millis | undefined
  readonly decidedAt: Millis | undefined
  readonly resumedAt: Millis | undefined
  /** Of the last segment. */
  readonly committedAt: Millis | undefined
  readonly finalAt: Millis | undefined
  readonly endpointAt: Millis | undefined
  readonly firstTokenAt: Millis | undefined
  readonly firstSentAt: Millis | undefined
  readonly firstHeardAt: Millis | undefined
  /** What the caller heard of the answer, and who cut it. */
  readonly heard: string | undefined
  readonly interruptedBy: InterruptedBy | undefined
  readonly latency: Latency | undefined
}

export interface MetricsOptions {
  readonly rates: Pick<CallPolicy['playout'], 'wireMs' | 'earMs'>
  /** When a reply was first heard, where that is known better than by the estimate. */
  readonly firstHeardAt?: (reply: ReplyId) => Millis | undefined
}

export function callMetrics(entries: readonly Entry[], options: MetricsOptions): CallMetrics {
  const { turns } = callerTimes(entries)
  const { replies, pauses } = agentTimes(entries, options.rates)
  const log = { pauses, tools: toolTimes(entries) }
  const rows = pairs(turns, replies).map((pair) => row(pair, log, options))
  return { callMs: entries.at(-1)?.event.at ?? 0, turns: rows, pauses }
}

interface Pair {
  readonly turn: CallerTurnTimes | undefined
  readonly reply: ReplyTimes | undefined
}

/** Every reply with the turn it answers, and every turn that nothing answers. */
function pairs(turns: readonly CallerTurnTimes[], replies: readonly ReplyTimes[]): readonly Pair[] {
  const answered = replies.map((reply) => ({
    reply,
    turn: turns.find(({ turn }) => turn === reply.turn),
  }))
  const alone = turns
    .filter((turn) => !answered.some((pair) => pair.turn === turn))
    .map((turn) => ({ turn, reply: undefined }))
  return [...answered, ...alone].sort((a, b) => beginOf(a) - beginOf(b))
}

const beginOf = ({ turn, reply }: Pair): Millis => turn?.endedAt ?? reply?.startedAt ?? 0

function row(
  { turn, reply }: Pair,
  log: { readonly pauses: readonly PauseTimes[]; readonly tools: readonly ToolTimes[] },
  options: MetricsOptions,
): TurnMetrics {
  const spoken = turn?.segments ?? []
  const last = spoken.at(-1)
  const own = log.pauses.filter(({ segment }) => spoken.some((s) => s.segment === segment))
  const heardAt = reply && options.firstHeardAt?.(reply.reply)
  return {
    ...{ turn: turn?.turn, reply: reply?.reply, cause: reply?.cause, text: turn?.text ?? '' },
    speechOnset: spoken[0]?.onset,
    speechEnd: last?.end,
    pausedAt: first(own.map(({ pausedAt }) => pausedAt)),
    decidedAt: first(own.map(({ interrupted }) => interrupted?.at)),
    resumedAt: first(own.map(({ resumed }) => resumed?.at)),
    committedAt: last?.committedAt,
    finalAt: lastFinal(turn),
    endpointAt: turn?.endedAt,
    firstTokenAt: reply?.firstTextAt,
    firstSentAt: reply?.firstSentAt,
    firstHeardAt: heardAt ?? reply?.heardFrom,
    heard: reply?.heard,
    interruptedBy: reply?.interruptedBy,
    latency: turn && reply && latencyOfAnswer(turn, reply, log.tools),
  }
}

function lastFinal(turn: CallerTurnTimes | undefined): Millis | undefined {
  const finals = turn?.segments.flatMap(({ finalAt }) => finalAt ?? []) ?? []
  return finals.length === 0 ? undefined : Math.max(...finals)
}

/** Undefined for keys, and for an answer that never sounded. */
function latencyOfAnswer(
  turn: CallerTurnTimes,
  reply: ReplyTimes,
  tools: readonly ToolTimes[],
): Latency | undefined {
  const last = turn.segments.at(-1)
  if (last?.end === undefined || reply.firstSentAt === undefined) return undefined
  const own = tools.filter((tool) => tool.reply === reply.reply)
  return latencyOf({
    speechEndedAt: last.end.at,
    committedAt: last.committedAt,
    finalAt: lastFinal(turn),
    endpointAt: turn.endedAt,
    firstTextAt: reply.askedAt === undefined ? false : reply.firstTextAt,
    toolMs: runningMs(own, reply.firstTextAt ?? reply.firstSentAt),
    firstSentenceAt: reply.firstSentenceAt,
    firstAudioAt: reply.firstAudioAt,
    firstSentAt: reply.firstSentAt,
  })
}

function first(times: readonly (Millis | undefined)[]): Millis | undefined {
  return times.find((at) => at !== undefined)
}
