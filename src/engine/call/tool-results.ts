/**
 * What comes of tools: a result, a failure, or nothing in time. The agent hears of its own, whenever that is: while the reply waits, after the
 * caller has spoken, and after the end of the call.
 */
import type { Directive } from '../agent/agent.js'
import type { ToolCall } from './event.js'
import { type Moment, patch, patchReply } from './moment.js'
import { continueRound, follow } from './reply.js'
import { keepLateResult, keepResult, overdueTools } from './tools.js'
import { failureOf, isRunning } from './unfinished.js'

/** A tool has returned: the agent hears of it, and after the last one the model goes on. */
export function hearTool(m: Moment, id: string, output: string): Moment {
  const waited = m.state.reply?.tools.find((tool) => tool.call.id === id && isRunning(tool))
  if (waited) {
    const [told, wanted] = tellOfTool(keepResult(m, id, output), waited.call, output)
    return continueRound(told, wanted)
  }
  const open = m.state.openTools.find(({ call }) => call.id === id)
  if (!open) return m
  const kept = keepLateResult(m, open, output)
  return open.call.own ? hearLate(kept, open.call, output) : kept
}

/** A tool has failed. Of a write that says nothing: the answer may have been lost on its way back. */
export function toolFailed(m: Moment, id: string, why: string): Moment {
  const { reply, openTools } = m.state
  const tool = [...(reply?.tools ?? []), ...openTools].find(({ call }) => call.id === id)
  return tool ? hearTool(m, id, failureOf(tool, why)) : m
}

/** Tools that take too long return an error. */
export function toolsOverdue(m: Moment): Moment {
  const [left, { waited, open }] = overdueTools(m)
  const told = open.reduce(
    (next, tool) => hearLate(next, tool.call, failureOf(tool, 'TIMEOUT')),
    left,
  )
  return waited.reduce(
    (next, tool) => hearTool(next, tool.call.id, failureOf(tool, 'TIMEOUT')),
    told,
  )
}

/** After the end of the call nothing is waited for any longer. */
export function giveUpTools(m: Moment): Moment {
  const unheard = m.state.openTools.filter(({ dueAt }) => dueAt !== undefined)
  const told = unheard.reduce(
    (next, tool) => hearLate(next, tool.call, failureOf(tool, 'TIMEOUT')),
    m,
  )
  return patch(told, { openTools: [], timers: {} })
}

/** What came of a tool of the agent's whose reply is over. If the call is about to end, it ends after what the agent says to that. */
function hearLate(m: Moment, call: ToolCall, output: string): Moment {
  const [told, wanted] = tellOfTool(m, call, output)
  if (told.state.phase === 'ended' || wanted.length === 0) return told
  const { held, reply } = told.state
  const after = reply?.after ? [reply.after] : []
  const fromTools = [...held.fromTools, ...wanted, ...after]
  return patchReply(patch(told, { held: { ...held, fromTools } }), { after: undefined })
}

/** Records of what a tool did are kept at once: a caller who speaks or hangs up must not undo them. */
function tellOfTool(
  m: Moment,
  { name, input }: ToolCall,
  output: string,
): readonly [Moment, readonly Directive[]] {
  const decision = m.agent.onToolReturned(m.state.agent, { name, input, output, at: m.at })
  const told = patch(m, { agent: decision.state })
  const isRecord = ({ type }: Directive) => type === 'audit'
  const kept = decision.directives.filter(isRecord).reduce(follow, told)
  return [kept, decision.directives.filter((directive) => !isRecord(directive))]
}
