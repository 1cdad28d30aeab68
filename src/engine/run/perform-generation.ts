import type { Command } from '../call/command.js'
import { ProviderFailure } from '../providers/provider.js'
import type { EffectParts } from './effect-parts.js'

type Generate = Extract<Command, { type: 'generate' }>

/** Asks the model, and posts what it writes under the numbers of the request. */
export function generate(parts: EffectParts, command: Generate): void {
  const { scopes, work, post } = parts
  const { reply, request } = command
  const scope = scopes.request(reply, request)
  if (scope.signal.aborted) return
  work.start(
    scope,
    () => readAnswer(parts, command, scope.signal),
    (code) => post({ type: 'provider.failed', part: 'llm', of: request, code }),
  )
}

async function readAnswer(
  { providers, tools, post }: EffectParts,
  { reply, request, messages, tools: allowed }: Generate,
  signal: AbortSignal,
): Promise<void> {
  const specs = tools.filter((tool) => allowed.includes(tool.name))
  for await (const part of providers.llm.generate(messages, { tools: specs, signal })) {
    if (signal.aborted) return
    switch (part.type) {
      case 'text':
        post({ type: 'llm.text', reply, request, text: part.text })
        break
      case 'toolCall':
        post({ type: 'llm.toolCall', reply, request, call: part.call })
        break
      case 'ended':
        return post({ type: 'llm.ended', reply, request, usage: part.usage })
    }
  }
  if (!signal.aborted)
    throw new ProviderFailure('BAD_RESPONSE', 'the answer stopped without an end')
}
