/**
 * Who said what and when: the caller's words as they were understood, the agent's as far as they were heard. A fold over the log.
 */
import type { Millis } from '../audio/frame.js'
import type { IgnoredBecause, InterruptedBy } from '../call/command.js'
import type { ReplyId, TurnId } from '../call/event.js'
import type { CallPolicy } from '../call/policy.js'
import { agentTimes, type ReplyTimes } from './agent-times.js'
import { type CallerTurnTimes, callerTimes, type IgnoredWords } from './caller-times.js'
import type { Entry } from './entry.js'
import { type ToolTimes, toolTimes } from './tool-times.js'

/** All times are call time; the caller's as they reached us, the agent's as they reached the ear. */
interface Timed {
  readonly from: Millis
  readonly to: Millis
}

export type TranscriptItem =
  | (Timed & { readonly who: 'caller'; readonly turn: TurnId; readonly text: string })
  /** Words that were taken for no turn: "uh-huh", or words that came too late. */
  | (Timed & { readonly who: 'caller'; readonly text: string; readonly ignored: IgnoredBecause })
  /** Speech without words that was asked about. */
  | (Timed & { readonly who: 'caller'; readonly turn: TurnId; readonly unheard: true })
  | (Timed & {
      readonly who: 'agent'
      readonly reply: ReplyId
      readonly text: string
      /** Who cut it; undefined if it was heard in full. */
      readonly cutBy: InterruptedBy | undefined
    })
  | (Timed & {
      readonly who: 'tool'
      readonly name: string
      readonly outcome: ToolTimes['outcome']
    })

export type Transcript = readonly TranscriptItem[]

/** @param rates the ways to the ear, for the times of the agent's speech */
export function transcribeCall(
  entries: readonly Entry[],
  rates: Pick<CallPolicy['playout'], 'wireMs' | 'earMs'>,
): Transcript {
  const caller = callerTimes(entries)
  const agent = agentTimes(entries, rates)
  const items = [
    ...caller.turns.map(callerItem),
    ...caller.ignored.flatMap(ignoredItem),
    ...agent.replies.flatMap(agentItem),
    ...toolTimes(entries).map((tool) => ({ who: 'tool', ...tool }) as const),
  ]
  return items.sort((a, b) => a.from - b.from)
}

function callerItem({ turn, text, by, segments, keyAt, endedAt }: CallerTurnTimes): TranscriptItem {
  const from = Math.min(keyAt ?? endedAt, segments[0]?.onset.at ?? endedAt)
  const to = segments.at(-1)?.end?.at ?? endedAt
  const who = { who: 'caller', turn, from, to: Math.max(from, to) } as const
  return by === 'unheard' ? { ...who, unheard: true } : { ...who, text }
}

/** What the service only said twice, the caller did not. */
function ignoredItem({ segment, text, why, at }: IgnoredWords): readonly TranscriptItem[] {
  if (text === '' || why === 'duplicate') return []
  const from = segment?.onset.at ?? at
  return [{ who: 'caller', from, to: segment?.end?.at ?? at, text, ignored: why }]
}

function agentItem(reply: ReplyTimes): readonly TranscriptItem[] {
  const { heard, heardFrom, heardTo, interruptedBy } = reply
  if (!heard || heardFrom === undefined || heardTo === undefined) return []
  const { reply: id } = reply
  const times = { from: heardFrom, to: heardTo }
  return [{ who: 'agent', reply: id, ...times, text: heard, cutBy: interruptedBy }]
}
