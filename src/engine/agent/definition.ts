/**
 * How an agent joins the catalog: its name, what it may be told, and how to make one.
 */
import type { ToolRunner } from '../providers/provider.js'
import type { Agent } from './agent.js'

/** What one option must look like. */
export interface OptionRule {
  /** For an error: "greeting must be ...". */
  readonly wants: string
  readonly required: boolean
  accepts(value: unknown): boolean
}

export interface AgentDefinition {
  readonly name: string
  readonly options: Readonly<Record<string, OptionRule>>
  /** Give it only options that keep the rules: see `makeAgent`. */
  make(options: Readonly<Record<string, unknown>>): Agent
  /** What runs its tools in a live call; a replay has them on its tape. Without it the agent has none. */
  tools?(options: Readonly<Record<string, unknown>>, deps: ToolDeps): ToolRunner
  /** Computes ahead what the first turn of a call would wait for. Takes a second at the most. */
  warm?(): void
}

export interface ToolDeps {
  /** Relative paths are meant from here. */
  readonly cwd: string
}

/** A definition whose rules name every option of `Options`. */
export function defineAgent<Options extends object>(definition: {
  readonly name: string
  readonly options: { readonly [Name in keyof Options]-?: OptionRule }
  make(options: Options): Agent
  tools?(options: Options, deps: ToolDeps): ToolRunner
  warm?(): void
}): AgentDefinition {
  const { name, options, make, tools, warm } = definition
  return {
    ...{ name, options, make: (given) => make(given as Options) },
    ...(warm && { warm }),
    ...(tools && { tools: (given, deps) => tools(given as Options, deps) }),
  }
}

export const text: OptionRule = {
  wants: 'text',
  required: true,
  accepts: (value) => typeof value === 'string',
}

export const texts: OptionRule = listOf(text, 'a list of texts')

export const toolSpecs: OptionRule = listOf(
  {
    wants: 'a tool',
    required: true,
    accepts: (value) =>
      isRecord(value) &&
      ['name', 'description'].every((key) => typeof value[key] === 'string') &&
      isRecord(value.schema) &&
      (value.effect === 'read' || value.effect === 'write') &&
      ['undefined', 'string'].includes(typeof value.line) &&
      ['undefined', 'number'].includes(typeof value.limitMs),
  },
  'a list of tools, each with name, description, schema and effect (read or write)',
)

export function listOf(rule: OptionRule, wants: string): OptionRule {
  return {
    wants,
    required: true,
    accepts: (value) => Array.isArray(value) && value.every((item) => rule.accepts(item)),
  }
}

export function optional(rule: OptionRule): OptionRule {
  return { ...rule, required: false }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
