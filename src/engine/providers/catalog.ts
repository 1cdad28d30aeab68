/**
 * The providers that come with the engine, by kind and name, and the user's own by the path of a module. Each is imported when it is
 * chosen: some of their packages take seconds to load.
 */
import { existsSync, statSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { messageOf, VoiceAgentError } from '../errors.js'
import { didYouMean } from '../fixture/closest.js'
import type { ProviderDefinition, ProviderKind } from './definition.js'
import { isRecord } from './record.js'

type Load<Kind extends ProviderKind> = () => Promise<ProviderDefinition<Kind>>

type Catalog = { readonly [Kind in ProviderKind]: Readonly<Record<string, Load<Kind>>> }

export const providerCatalog: Catalog = {
  stt: {
    openai: async () => (await import('./openai-stt/definition.js')).openAiStt,
    'openai-http': async () => (await import('./openai-stt/definition.js')).openAiHttpStt,
    sherpa: async () => (await import('./sherpa-stt/definition.js')).sherpaSpeechToText,
    silent: async () => (await import('./wordless-stt-definition.js')).silentStt,
    script: async () => (await import('./wordless-stt-definition.js')).scriptStt,
  },
  llm: {
    openai: async () => (await import('./openai-llm/openai-llm.js')).openAiLlm,
    offline: async () => (await import('./offline-mind/offline-mind.js')).offlineMind,
    none: async () => (await import('./no-model-definition.js')).noLlm,
  },
  tts: {
    elevenlabs: async () => (await import('./elevenlabs/elevenlabs.js')).elevenlabs,
    'elevenlabs-http': async () => (await import('./elevenlabs/elevenlabs.js')).elevenlabsHttp,
    offline: async () => (await import('./flite-voice-definition.js')).offlineTts,
  },
}

export const kindNames: Readonly<Record<ProviderKind, string>> = {
  stt: 'speech-to-text',
  llm: 'language model',
  tts: 'voice',
}

/** A provider as it was asked for. */
export interface ChosenProvider<Kind extends ProviderKind = ProviderKind> {
  readonly definition: ProviderDefinition<Kind>
  readonly argument?: string
}

/**
 * Finds `name`, `name:argument`, or the default export of a module (`./my-voice.js`).
 *
 * @param cwd relative module paths are meant from here
 * @throws VoiceAgentError E_PROVIDER_UNKNOWN
 */
export async function chooseProvider<Kind extends ProviderKind>(
  kind: Kind,
  spec: string,
  cwd: string,
): Promise<ChosenProvider<Kind>> {
  if (isModule(spec)) return { definition: await loadModule(kind, spec, cwd) }
  const [name = '', ...rest] = spec.split(':')
  const argument = rest.length > 0 ? rest.join(':') : undefined
  const known: Readonly<Record<string, Load<Kind>>> = providerCatalog[kind]
  const load = Object.hasOwn(known, name) ? known[name] : undefined
  if (load === undefined) {
    const names = Object.keys(known)
    const message = `there is no ${kindNames[kind]} named ${JSON.stringify(name)}`
    const own = 'or the path of a module of your own, e.g. ./my-provider.js'
    throw new VoiceAgentError('E_PROVIDER_UNKNOWN', message, `${didYouMean(name, names)}, ${own}`)
  }
  const definition = await load()
  checkArgument(definition, argument)
  return { definition, ...(argument !== undefined && { argument }) }
}

function checkArgument({ kind, name, argument: wants }: ProviderDefinition, given?: string): void {
  if ((wants !== undefined) === (given !== undefined && given !== '')) return
  const what = wants === undefined ? `takes nothing behind its name` : `needs ${wants}`
  const right = wants === undefined ? name : `${name}:${wants}`
  throw new VoiceAgentError(
    'E_PROVIDER_UNKNOWN',
    `the ${kindNames[kind]} ${name} ${what}`,
    `write --${kind} ${right}`,
  )
}

const isModule = (spec: string) =>
  /^\.{0,2}\//.test(spec) || /\.[cm]?[jt]s$/.test(spec) || isAbsolute(spec)

async function loadModule<Kind extends ProviderKind>(
  kind: Kind,
  path: string,
  cwd: string,
): Promise<ProviderDefinition<Kind>> {
  const file = resolve(cwd, path)
  if (!existsSync(file) || !statSync(file).isFile())
    throw new VoiceAgentError('E_PROVIDER_UNKNOWN', `${path} is no file`, 'check the path')
  const refuse = (what: string, cause?: unknown) =>
    new VoiceAgentError(
      'E_PROVIDER_UNKNOWN',
      `${path} ${what}${cause === undefined ? '' : `: ${messageOf(cause)}`}`,
      `let it export default defineProvider({ kind: '${kind}', ... }); see docs/providers.md`,
    )
  let found: unknown
  try {
    found = await import(pathToFileURL(file).href)
  } catch (error) {
    throw refuse('cannot be loaded', error)
  }
  const definition = isRecord(found) ? found.default : undefined
  if (!isDefinition(definition)) throw refuse('has no provider as its default export')
  if (definition.kind !== kind) throw refuse(`is for ${definition.kind}, not for ${kind}`)
  return definition as ProviderDefinition<Kind>
}

function isDefinition(value: unknown): value is ProviderDefinition {
  return (
    isRecord(value) &&
    typeof value.kind === 'string' &&
    typeof value.name === 'string' &&
    isRecord(value.settings) &&
    typeof value.create === 'function'
  )
}
