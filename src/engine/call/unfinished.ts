/**
 * What a reply still waits for, and how it is given up: the model's request, the tools it asked for.
 */
import type { Millis } from '../audio/frame.js'
import { clearTimers, emit, type Moment, note, patch, patchReply, setTimer } from './moment.js'
import type { OpenTool, Reply, RunningTool } from './state.js'

export const isRunning = (tool: RunningTool) => tool.output === undefined

/** A failure as a tool's output: the model reads it and can tell the caller. */
export const toolError = (why: string) => JSON.stringify({ error: why })

/** What is known of a write whose time is up, or whose answer was lost: nothing. */
const outcomeUnknown = (why: string) =>
  JSON.stringify({
    error: why,
    outcome:
      'unknown: it may be done all the same, so do not say that it is not and do not ask for it again',
  })

/** How a tool's failure is put. A read that failed is not done; of a write nobody knows. */
export const failureOf = ({ effect }: Pick<RunningTool, 'effect'>, why: string): string =>
  effect === 'write' ? outcomeUnknown(why) : toolError(why)

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
 * whose results the agent alone gets. Everything else that has not returned is not done, and the model is told so.
 */
export function leaveTools(m: Moment): Moment {
  const { reply } = m.state
  if (!reply) return m
  const started = reply.request === undefined
  const goesOn = (tool: RunningTool) =>
    isRunning(tool) && (tool.call.own === true || (started && tool.effect === 'write'))
  const open = reply.tools.filter(goesOn).map(openTool)
  const tools = reply.tools
    .filter((tool) => !goesOn(tool))
    .map((tool) => (isRunning(tool) ? { ...tool, output: notDone } : tool))
  const left = patch(patchReply(m, { tools }), { openTools: [...m.state.openTools, ...open] })
  return noteNotDone(
    left,
    reply.tools.filter((tool) => isRunning(tool) && !goesOn(tool)),
  )
}

/** The agent is told when its own tools are late. A model learns that one was left when its reply was over. */
const openTool = ({ call, effect, dueAt }: RunningTool): OpenTool => ({
  ...{ call, effect },
  dueAt: call.own ? dueAt : undefined,
})

function noteNotDone(m: Moment, tools: readonly RunningTool[]): Moment {
  return tools.reduce(
    (next, { call }) => note(next, { kind: 'tool.not-done', id: call.id, name: call.name }),
    m,
  )
}

/** Sets the deadline of the tool whose time is up first: of the reply's own, and of those that outlived theirs. */
export function armTools(m: Moment): Moment {
  if (m.state.phase === 'ended') return m
  const running = m.state.reply?.tools.filter(isRunning) ?? []
  const due = [...running, ...m.state.openTools].flatMap(({ dueAt }) => dueAt ?? [])
  return due.length === 0 ? clearTimers(m, 'tool') : setTimer(m, 'tool', Math.min(...due))
}
