import { dirname, resolve } from 'node:path'
import { agents, makeAgent } from '../../engine/agent/catalog.js'
import { noTools } from '../../engine/providers/no-model.js'
import type { NumberRoute } from '../../server/config/routes.js'
import type { CallRoute, RouteCall } from '../../server/route.js'
import { type LoadedAgent, loadAgent } from '../agents/load-agent.js'
import type { Stack } from '../stack/open-stack.js'

/**
 * The same calls, with the agent and the language that the number called has of its own.
 *
 * @param file where the routes come from: for errors, and paths in them are meant from there
 * @throws VoiceAgentError when an agent is unknown or its options are wrong
 */
export async function routeNumbers(
  base: RouteCall,
  routes: readonly NumberRoute[],
  { file, stack }: { readonly file: string; readonly stack: Stack },
): Promise<RouteCall> {
  const owns = await Promise.all(
    routes.map(async (route) => [route.to, await ownOf(route, file, stack)] as const),
  )
  const byNumber = new Map(owns)
  return (call) => {
    const own = byNumber.get(call.to)
    if (own === undefined) return base(call)
    const { language, held } = own
    return { ...base({ ...call, ...(language !== undefined && { language }) }), ...held }
  }
}

interface Own {
  readonly language: string | undefined
  readonly held: Partial<CallRoute>
}

async function ownOf(route: NumberRoute, file: string, stack: Stack): Promise<Own> {
  const { agent: name, options, language } = route
  if (name === undefined) return { language, held: {} }
  const directory = dirname(resolve(file))
  const loaded = options ? fromCatalog(name, options, file) : await loadAgent(name, directory)
  const { agent, tools, recipe } = loaded
  return {
    language,
    held: {
      ...{ agent, ...(recipe && { recipe }) },
      providers: (clock, log) => stack.providers({ clock, log }, tools),
    },
  }
}

function fromCatalog(
  name: string,
  options: NonNullable<NumberRoute['options']>,
  file: string,
): LoadedAgent {
  const agent = makeAgent(agents, name, options, file)
  const definition = agents.find((one) => one.name === name)
  const tools = definition?.tools?.(options, { cwd: dirname(resolve(file)) }) ?? noTools
  return { agent, tools, recipe: { name, options } }
}
