/**
 * The model's tool calls. A round runs all of its calls side by side; the model goes on when the last has returned.
 *
 * A tool that fails, is unknown or takes too long returns an error as its output, so the model can tell the caller. A `write` is never
 * cancelled: if its reply is over before it returns, the result still enters the conversation, behind a message of its own.
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
import type { Reply, RunningTool } from './state.js'
import { isRunning, toolError, waitingSince } from './unfinished.js'

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

/** Records a result. A result nobody waits for belongs to a write tool of an earlier reply, or is dropped. */
export function toolReturned(m: Moment, id: string, output: string): Moment {
  const { reply } = m.state
  if (reply?.tools.some((tool) => tool.call.id === id && isRunning(tool))) {
    const tools = reply.tools.map((tool) => (tool.call.id === id ? { ...tool, output } : tool))
    return rearmTool(patchReply(m, { tools }))
  }
  return lateResult(m, id, output)
}

function lateResult(m: Moment, id: string, output: string): Moment {
  const call = m.state.openTools.find((open) => open.id === id)
  if (!call) return m
  const noted = note(m, { kind: 'tool.late', id, name: call.name })
  const told = call.own ? [] : lateToolMessages(call, output)
  return patch(noted, {
    openTools: m.state.openTools.filter((open) => open.id !== id),
    conversation: [...m.state.conversation, ...told],
  })
}

/** Tools whose time is up. A write among them stays open: its result still enters the conversation. */
export function overdueTools(m: Moment): readonly [Moment, readonly ToolCall[]] {
  const late = (m.state.reply?.tools ?? []).filter((tool) => isRunning(tool) && tool.dueAt <= m.at)
  const writes = late.filter((tool) => tool.effect === 'write').map((tool) => tool.call)
  const left = patch(m, { openTools: [...m.state.openTools, ...writes] })
  return [left, late.map((tool) => tool.call)]
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
  const running = m.state.reply?.tools.filter(isRunning) ?? []
  if (running.length === 0) return clearTimers(m, 'tool', 'toolLine')
  return setTimer(m, 'tool', Math.min(...running.map((tool) => tool.dueAt)))
}
