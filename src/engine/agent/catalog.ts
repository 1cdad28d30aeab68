/**
 * The agents that come with the engine, by name. A recorded call names its agent and the agent's options, so that it can be made again.
 */
import { appointments } from '../agents/appointments/definition.js'
import { collections } from '../agents/collections/definition.js'
import { VoiceAgentError } from '../errors.js'
import { didYouMean } from '../fixture/closest.js'
import type { Agent } from './agent.js'
import { blocking } from './blocking.js'
import type { AgentDefinition } from './definition.js'
import { keypadMenu } from './keypad-menu.js'
import { plain } from './plain.js'

export type AgentCatalog = readonly AgentDefinition[]

export const agents: AgentCatalog = [plain, blocking, keypadMenu, collections, appointments]

/**
 * Makes the agent of that name.
 *
 * @param where the file that names the agent, for errors
 * @throws VoiceAgentError when the catalog has no such agent, or an option is missing, unknown or wrong
 */
export function makeAgent(
  catalog: AgentCatalog,
  name: string,
  options: Readonly<Record<string, unknown>>,
  where?: string,
): Agent {
  const definition = catalog.find((agent) => agent.name === name)
  if (definition === undefined) {
    const names = catalog.map((agent) => agent.name)
    throw new VoiceAgentError(
      'E_AGENT_UNKNOWN',
      `there is no agent named ${JSON.stringify(name)}`,
      didYouMean(name, names),
      where,
    )
  }
  checkOptions(definition, options, where)
  return definition.make(options)
}

function checkOptions(
  { name, options: rules }: AgentDefinition,
  options: Readonly<Record<string, unknown>>,
  where?: string,
): void {
  const refuse = (message: string, fix: string) =>
    new VoiceAgentError('E_AGENT_OPTION', `the agent ${name} ${message}`, fix, where)
  for (const option of Object.keys(options)) {
    if (Object.hasOwn(rules, option)) continue
    throw refuse(`has no option ${JSON.stringify(option)}`, didYouMean(option, Object.keys(rules)))
  }
  for (const [option, { wants, required, accepts }] of Object.entries(rules)) {
    const value = options[option]
    if (value === undefined && required) throw refuse(`needs ${option}`, `give it ${wants}`)
    if (value !== undefined && !accepts(value)) {
      throw refuse(`cannot use ${option}: ${JSON.stringify(value)}`, `give it ${wants}`)
    }
  }
}
