/**
 * What a reply still waits for, and how it is given up: the model's request, the tools it asked for.
 */
import type { Millis } from '../audio/frame.js'
import { clearTimers, emit, type Moment, note, patch, patchReply } from './moment.js'
import type { Reply, RunningTool } from './state.js'

export const isRunning = (tool: RunningTool) => tool.output === undefined

/** A failure as a tool's output: the model reads it and can tell the caller. */
export const toolError = (why: string) => JSON.stringify({ error: why })

/** What the model is told about a tool that was stopped with its reply. */
const notDone = toolError('not done: the caller spoke before it finished')

/** Since when the caller waits: from the end of their turn as long as the reply has said nothing, however often model and tools took turns. */
export function waitingSince({ at, state: { playout } }: Moment, { startedAt }: Reply): Millis {
  return playout.sentences.length === 0 ? startedAt : at
}

/** Nothing more is wanted from the request in flight. Tools it asked for were not started and never are. */
export function dropRequest(m: Moment): Moment {
  const { reply } = m.state
  const next = clearTimers(patchReply(m, { request: undefined, tail: '' }), 'model', 'filler')
  if (!reply?.request) return next
  const dropped = emit(patchReply(next, { tools: [] }), {
    type: 'cancelRequest',
    reply: reply.id,
    request: reply.request.id,
  })
  return noteNotDone(dropped, reply.tools)
}

/**
 * The reply is over. Write tools that run stay open, and their results come later with a message of their own; so do the agent's own tools,
 * whose results the agent alone gets. Everything else that has not
 * returned is not done, and the model is told so.
 */
export function leaveTools(m: Moment): Moment {
  const { reply } = m.state
  if (!reply) return m
  const started = reply.request === undefined
  const goesOn = (tool: RunningTool) =>
    isRunning(tool) && (tool.call.own === true || (started && tool.effect === 'write'))
  const open = reply.tools.filter(goesOn).map((tool) => tool.call)
  const tools = reply.tools
    .filter((tool) => !goesOn(tool))
    .map((tool) => (isRunning(tool) ? { ...tool, output: notDone } : tool))
  const left = patch(patchReply(m, { tools }), { openTools: [...m.state.openTools, ...open] })
  return noteNotDone(
    left,
    reply.tools.filter((tool) => isRunning(tool) && !goesOn(tool)),
  )
}

function noteNotDone(m: Moment, tools: readonly RunningTool[]): Moment {
  return tools.reduce(
    (next, { call }) => note(next, { kind: 'tool.not-done', id: call.id, name: call.name }),
    m,
  )
}
