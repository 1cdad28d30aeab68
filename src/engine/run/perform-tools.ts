import type { ReplyId, ToolCall } from '../call/event.js'
import type { EffectParts } from './effect-parts.js'

/** Runs a tool. A read of the model's ends with its reply; a write changes the world, so it goes on until the call is over. */
export function runTool(parts: EffectParts, reply: ReplyId, call: ToolCall): void {
  const { providers, scopes, tools, work, post } = parts
  const writes = tools.some((tool) => tool.name === call.name && tool.effect === 'write')
  const scope = (writes || call.own ? scopes.call : scopes.reply(reply)).within()
  if (scope.signal.aborted) return
  const { id } = call
  work.start(
    scope,
    async () => {
      const output = await providers.tools.run(call, { signal: scope.signal })
      if (!scope.signal.aborted) post({ type: 'tool.returned', id, output })
    },
    (code) => post({ type: 'provider.failed', part: 'tool', id, code }),
  )
}
