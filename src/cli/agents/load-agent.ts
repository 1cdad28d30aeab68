/** Finds an agent by name, or in a module of the user's own, and makes it with what its tools need. */
import { isAbsolute, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Agent } from '../../engine/agent/agent.js'
import { type AgentCatalog, agents, makeAgent } from '../../engine/agent/catalog.js'
import type { AgentDefinition } from '../../engine/agent/definition.js'
import { VoiceAgentError } from '../../engine/errors.js'
import { noTools } from '../../engine/providers/no-model.js'
import type { ToolRunner } from '../../engine/providers/provider.js'

export interface LoadedAgent {
  readonly name: string
  /** The agent of one call; its tools are shared by all calls. */
  readonly agent: Agent
  readonly tools: ToolRunner
}

/**
 * @param nameOrPath a name of the catalog (`collections`), or a module that exports a definition as its default (`./my-agent.js`)
 * @param cwd relative paths are meant from here, those in the options too
 * @throws VoiceAgentError when there is no such agent, or an option or a file it needs cannot be used
 */
export async function loadAgent(
  nameOrPath: string,
  cwd: string,
  options: Readonly<Record<string, unknown>>,
): Promise<LoadedAgent> {
  const own = isModule(nameOrPath) ? await loadModule(nameOrPath, cwd) : undefined
  const catalog: AgentCatalog = own === undefined ? agents : [own]
  const name = own?.name ?? nameOrPath
  const agent = makeAgent(catalog, name, options)
  const definition = catalog.find((one) => one.name === name)
  return { name, agent, tools: definition?.tools?.(options, { cwd }) ?? noTools }
}

const isModule = (name: string) =>
  /^\.{0,2}\//.test(name) || /\.[cm]?[jt]s$/.test(name) || isAbsolute(name)

async function loadModule(path: string, cwd: string): Promise<AgentDefinition> {
  const refuse = (what: string) =>
    new VoiceAgentError(
      'E_AGENT_UNKNOWN',
      `${path} ${what}`,
      'let it export default defineAgent({ name, options, make }); see docs/agents.md',
    )
  let found: unknown
  try {
    found = await import(pathToFileURL(resolve(cwd, path)).href)
  } catch (error) {
    throw refuse(`cannot be loaded: ${error instanceof Error ? error.message : String(error)}`)
  }
  const definition = isRecord(found) ? found.default : undefined
  if (isDefinition(definition)) return definition
  throw refuse('has no agent as its default export')
}

function isDefinition(value: unknown): value is AgentDefinition {
  return (
    isRecord(value) &&
    typeof value.name === 'string' &&
    isRecord(value.options) &&
    typeof value.make === 'function'
  )
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
