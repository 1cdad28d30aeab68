import { agents, makeAgent } from '../../engine/agent/catalog.js'
import type { NumberRoute } from '../../server/config/routes.js'
import type { RouteCall } from '../../server/route.js'

/**
 * The same calls, with the agent and the language that the number called has of its own.
 *
 * @param file where the routes come from, for errors
 * @throws VoiceAgentError when an agent is unknown or its options are wrong
 */
export function routeNumbers(
  base: RouteCall,
  routes: readonly NumberRoute[],
  file: string,
): RouteCall {
  const byNumber = new Map(routes.map((route) => [route.to, ownOf(route, file)]))
  return (call) => {
    const own = byNumber.get(call.to)
    if (own === undefined) return base(call)
    const { language, held } = own
    return { ...base({ ...call, ...(language !== undefined && { language }) }), ...held }
  }
}

function ownOf({ agent: name, options = {}, language }: NumberRoute, file: string) {
  if (name === undefined) return { language, held: {} }
  const agent = makeAgent(agents, name, options, file)
  return { language, held: { agent, recipe: { name, options } } }
}
