import type { Millis } from '../audio/frame.js'
import type { ReplyId } from '../call/event.js'
import type { Entry } from './entry.js'

/** A tool that ran and came back, call time. */
export interface ToolTimes {
  readonly reply: ReplyId
  readonly name: string
  readonly from: Millis
  readonly to: Millis
  readonly outcome: 'ok' | 'failed'
}

/** The tools of a call, in the order in which they came back: a fold over its log. */
export function toolTimes(entries: readonly Entry[]): readonly ToolTimes[] {
  const running = new Map<string, Pick<ToolTimes, 'reply' | 'name' | 'from'>>()
  const tools: ToolTimes[] = []
  for (const { event, commands } of entries) {
    const end = endOf(event)
    const tool = running.get(end?.id ?? '')
    if (end && tool) {
      tools.push({ ...tool, to: event.at, outcome: end.outcome })
      running.delete(end.id)
    }
    for (const command of commands) {
      if (command.type !== 'callTool') continue
      const { reply, call } = command
      running.set(call.id, { reply, name: call.name, from: event.at })
    }
  }
  return tools
}

function endOf(
  event: Entry['event'],
): { readonly id: string; readonly outcome: ToolTimes['outcome'] } | undefined {
  if (event.type === 'tool.returned') return { id: event.id, outcome: 'ok' }
  const failed = event.type === 'provider.failed' && event.part === 'tool'
  return failed && event.id !== undefined ? { id: event.id, outcome: 'failed' } : undefined
}

/** How long at least one of the tools was running before `until`, ms. */
export function runningMs(tools: readonly ToolTimes[], until: Millis): Millis {
  let total = 0
  let busyTo = 0
  for (const { from, to } of [...tools].sort((a, b) => a.from - b.from)) {
    const end = Math.min(to, until)
    total += Math.max(0, end - Math.max(from, busyTo))
    busyTo = Math.max(busyTo, end)
  }
  return total
}
