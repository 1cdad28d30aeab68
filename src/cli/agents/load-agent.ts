/**
 * The agent of a run, from what `--agent` says: a name of the catalog, a JSON file with a name and options, or a module of the user's.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Agent } from '../../engine/agent/agent.js'
import { agents, makeAgent } from '../../engine/agent/catalog.js'
import type { AgentDefinition } from '../../engine/agent/definition.js'
import type { CallPolicy } from '../../engine/call/policy.js'
import { messageOf, VoiceAgentError } from '../../engine/errors.js'
import { noTools } from '../../engine/providers/no-model.js'
import type { ToolRunner } from '../../engine/providers/provider.js'

export interface LoadedAgent {
  readonly agent: Agent
  /** Runs its tools. */
  readonly tools: ToolRunner
  /** Held by another policy than the default one. */
  readonly policy?: CallPolicy
  /** What a recording needs to make it again; absent for an agent of the user's own. */
  readonly recipe?: { readonly name: string; readonly options: Options }
}

/** The agent of a run that names none. */
export const stockAgent = 'collections'

type Options = Readonly<Record<string, unknown>>

/** Files with the options of our own agents, for trying them out and for copying. */
const samples = fileURLToPath(new URL('../../../agents/', import.meta.url))

/**
 * @param spec `collections`, `./my-desk.json` or `./my-agent.js`
 * @param cwd relative paths are meant from here
 * @throws VoiceAgentError when there is no such agent, or its options are wrong
 */
export async function loadAgent(spec: string, cwd: string): Promise<LoadedAgent> {
  if (spec.endsWith('.json')) return fromFile(resolve(cwd, spec))
  if (/[/\\]|\.[cm]?[jt]s$/.test(spec)) return fromModule(resolve(cwd, spec))
  const sample = resolve(samples, `${spec}.json`)
  if (/^[\w-]+$/.test(spec) && existsSync(sample)) return fromFile(sample)
  refuseBare(spec)
  return fromCatalog(spec, {}, cwd)
}

function fromCatalog(
  name: string,
  options: Options,
  directory: string,
  where?: string,
): LoadedAgent {
  const agent = makeAgent(agents, name, options, where)
  const definition = agents.find((one) => one.name === name)
  const tools = definition?.tools?.(options, { cwd: directory }) ?? noTools
  definition?.warm?.()
  return { agent, tools, recipe: { name, options } }
}

/** A name alone is not enough for an agent that has to be told something: says where it is told. */
function refuseBare(name: string): void {
  const { options = {} } = agents.find((one) => one.name === name) ?? {}
  const needed = Object.entries(options).filter(([, { required }]) => required)
  if (needed.length === 0) return
  const example = JSON.stringify({
    agent: name,
    options: Object.fromEntries(needed.map(([option, { wants }]) => [option, wants])),
  })
  throw new VoiceAgentError(
    'E_AGENT_OPTION',
    `the agent ${name} needs ${needed.map(([option]) => option).join(', ')}`,
    `put it into a file and name that, e.g. --agent ./my-${name}.json with ${example}`,
  )
}

function fromFile(path: string): LoadedAgent {
  const { agent: name, options = {} } = readFile(path)
  const isOptions = typeof options === 'object' && options !== null && !Array.isArray(options)
  if (typeof name !== 'string' || !isOptions)
    throw refuse(
      path,
      'does not say which agent it is',
      'write { "agent": NAME, "options": { ... } }',
    )
  return fromCatalog(name, { ...options }, dirname(path), path)
}

function readFile(path: string): { readonly agent?: unknown; readonly options?: unknown } {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof value === 'object' && value !== null ? value : {}
  } catch (error) {
    throw refuse(path, `cannot be read: ${messageOf(error)}`, 'check the path and the JSON')
  }
}

async function fromModule(path: string): Promise<LoadedAgent> {
  const fix = 'let it export default defineAgent({ name, options: {}, make }); see docs/agents.md'
  let found: Readonly<Record<string, unknown>>
  if (!existsSync(path) || !statSync(path).isFile())
    throw refuse(path, 'is no file', 'check the path')
  try {
    found = await import(pathToFileURL(path).href)
  } catch (error) {
    throw refuse(path, `cannot be loaded: ${messageOf(error)}`, fix)
  }
  const definition = found.default
  if (!isDefinition(definition)) throw refuse(path, 'has no agent as its default export', fix)
  const agent = makeAgent([definition], definition.name, {}, path)
  return { agent, tools: definition.tools?.({}, { cwd: dirname(path) }) ?? noTools }
}

function isDefinition(value: unknown): value is AgentDefinition {
  if (typeof value !== 'object' || value === null) return false
  const { name, make, options }: Readonly<Record<string, unknown>> = { ...value }
  return typeof name === 'string' && typeof make === 'function' && typeof options === 'object'
}

const refuse = (path: string, what: string, fix: string) =>
  new VoiceAgentError('E_AGENT_UNKNOWN', `${path} ${what}`, fix, path)
