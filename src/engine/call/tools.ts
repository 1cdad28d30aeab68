/**
 * The model's tool calls. A round runs all of its calls side by side; the model goes on when the last has returned.
 *
 * A tool that fails, is unknown or takes too long returns an error as its output, so the model can tell the caller. A `write` is never
 * cancelled: if its reply, its time or the call is over before it returns, nobody says that it is not done, and the result still counts: it
 * enters the conversation behind a message of its own, or, if the agent asked for it, comes to the agent.
 */
import type { Agent, ToolSpec } from '../agent/agent.js'
import type { Millis } from '../audio/frame.js'
import { lateToolMessages } from './conversation.js'
import type { ToolCall } from './event.js'
import {
  clearTimers,
  emit,
  type Moment,
  nextId,
  note,
  patch,
  patchReply,
  setTimer,
} from './moment.js'
import { isAudible } from './playout.js'
import { engineLine, say } from './speaking.js'
import type { OpenTool, Reply, RunningTool } from './state.js'
import { armTools, isRunning, toolError, waitingSince } from './unfinished.js'

/** The model asked for a tool; the round starts when the model has finished. */
export function wantTool(m: Moment, call: ToolCall): Moment {
  const { reply, policy } = m.state
  if (!reply?.request) return m
  const spec = specOf(m.agent, call.name)
  const allowed = spec !== undefined && reply.request.tools.includes(call.name)
  const tool: RunningTool = {
    call,
    effect: spec?.effect ?? 'read',
    line: spec?.line ?? policy.lines.filler,
    dueAt: m.at + (spec?.limitMs ?? policy.tools.limitMs),
    output: allowed ? undefined : toolError(`there is no tool ${call.name}`),
  }
  return patchReply(m, { tools: [...reply.tools, tool] })
}

/** The agent's code wants a tool run. It starts at once, beside whatever is being said. */
export function runOwnTool(m: Moment, name: string, input: string): Moment {
  const { reply, policy } = m.state
  if (!reply) return m
  const [numbered, number] = nextId(m, 'request')
  const spec = specOf(m.agent, name)
  const call: ToolCall = { id: `own-${number}`, name, input, own: true }
  const tool: RunningTool = {
    call,
    effect: spec?.effect ?? 'read',
    line: spec?.line ?? policy.lines.filler,
    dueAt: m.at + (spec?.limitMs ?? policy.tools.limitMs),
    output: undefined,
  }
  const added = patchReply(numbered, { tools: [...reply.tools, tool], closed: false })
  const started = emit(added, { type: 'callTool', reply: reply.id, call })
  return rearmTool(setTimer(started, 'toolLine', toolLineDue(m, reply)))
}

export function startTools(m: Moment): Moment {
  const { reply } = m.state
  if (!reply) return m
  const started = emit(
    m,
    ...reply.tools
      .filter(isRunning)
      .map(({ call }) => ({ type: 'callTool', reply: reply.id, call }) as const),
  )
  return rearmTool(setTimer(started, 'toolLine', toolLineDue(m, reply)))
}

/** A caller who has heard nothing since the end of their turn counts from there, whatever the tool's own time. */
function toolLineDue(m: Moment, reply: Reply): Millis {
  const { tools, reply: waits } = m.state.policy
  const latest = waitingSince(m, reply) + waits.fillerMs
  return Math.max(m.at, Math.min(m.at + tools.lineAfterMs, latest))
}

/** A tool of the reply has returned. */
export function keepResult(m: Moment, id: string, output: string): Moment {
  const tools = m.state.reply?.tools ?? []
  const returned = tools.map((tool) => (tool.call.id === id ? { ...tool, output } : tool))
  return rearmTool(patchReply(m, { tools: returned }))
}

/** What outlived its reply, or its time, has returned after all. */
export function keepLateResult(m: Moment, { call }: OpenTool, output: string): Moment {
  const noted = note(m, { kind: 'tool.late', id: call.id, name: call.name })
  const told = call.own ? [] : lateToolMessages(call, output)
  const kept = patch(noted, {
    openTools: m.state.openTools.filter((open) => open.call.id !== call.id),
    conversation: [...m.state.conversation, ...told],
  })
  return armTools(kept)
}

export interface Overdue {
  /** Of the reply that waits for them. */
  readonly waited: readonly RunningTool[]
  /** Of a reply that is over. */
  readonly open: readonly OpenTool[]
}

/** Tools whose time is up. A write among them stays open: its result still counts. */
export function overdueTools(m: Moment): readonly [Moment, Overdue] {
  const { reply, openTools } = m.state
  const isLate = ({ dueAt }: Pick<OpenTool, 'dueAt'>) => dueAt !== undefined && dueAt <= m.at
  const waited = (reply?.tools ?? []).filter((tool) => isRunning(tool) && isLate(tool))
  const open = openTools.filter(isLate)
  const writes = [...waited, ...open]
    .filter(({ effect }) => effect === 'write')
    .map(({ call, effect }): OpenTool => ({ call, effect, dueAt: undefined }))
  const inTime = openTools.filter((tool) => !isLate(tool))
  return [armTools(patch(m, { openTools: [...inTime, ...writes] })), { waited, open }]
}

/** After the end of the call writes alone are waited for, and not for ever; none if nobody is left to hear what came of them. */
export function keepWrites(m: Moment): Moment {
  const { agentIsOut } = m.state
  const openTools = m.state.openTools.filter(({ effect }) => effect === 'write' && !agentIsOut)
  const timers = openTools.length === 0 ? {} : { tool: m.at + m.state.policy.tools.limitMs }
  return patch(m, { openTools, timers })
}

/** A tool takes long and nothing else is being said: say the tool's line, and from time to time that it still takes. */
export function sayToolLine(m: Moment): Moment {
  const { reply, playout, policy } = m.state
  const slow = reply?.tools.find(isRunning)
  if (!slow) return m
  const again = playout.sentences.some(
    (s) => s.kind === 'filler' && s.round === reply?.rounds.length,
  )
  const pauseMs = again ? policy.reply.fallbackMs : breathMs
  const quietAt = playout.dryAt + pauseMs
  if (isAudible(playout, m.at, policy.playout) || (again && m.at < quietAt))
    return setTimer(m, 'toolLine', Math.max(quietAt, m.at + breathMs))
  const [said] = say(m, engineLine(again ? policy.lines.slow : slow.line, 'filler'))
  return setTimer(said, 'toolLine', m.at + policy.reply.fallbackMs)
}

/** Between what the agent said last and the line that bridges a wait. */
const breathMs = 300

function specOf(agent: Agent, name: string): ToolSpec | undefined {
  return agent.tools.find((tool) => tool.name === name)
}

function rearmTool(m: Moment): Moment {
  const waits = m.state.reply?.tools.some(isRunning)
  return armTools(waits ? m : clearTimers(m, 'toolLine'))
}
