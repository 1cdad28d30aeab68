/**
 * Which services a run uses: what the flags say, else the environment, else what there are keys for, else what needs none.
 */

import { VoiceAgentError } from '../../engine/errors.js'
import { type ChosenProvider, chooseProvider } from '../../engine/providers/catalog.js'
import type { ProviderKind } from '../../engine/providers/definition.js'
import type { Problem, Sources } from '../../server/config/config.js'
import { settings } from '../../server/config/settings.js'
import { readValues } from './read-values.js'

/** A provider with its settings read. */
export interface ReadyProvider<Kind extends ProviderKind = ProviderKind>
  extends ChosenProvider<Kind> {
  readonly values: Readonly<Record<string, unknown>>
}

export interface StackChoice {
  readonly stt: ReadyProvider<'stt'>
  readonly llm: ReadyProvider<'llm'>
  readonly tts: ReadyProvider<'tts'>
}

/** All three, or everything that is wrong with them. */
export type StackReading =
  | { readonly choice: StackChoice; readonly problems: readonly [] }
  | { readonly choice?: undefined; readonly problems: readonly Problem[] }

/** Used where nothing was asked for: the first whose variable is set, else the last. */
const presets: Readonly<Record<ProviderKind, readonly [string, string][]>> = {
  stt: [
    ['OPENAI_API_KEY', 'openai'],
    ['', 'silent'],
  ],
  llm: [
    ['OPENAI_API_KEY', 'openai'],
    ['', 'offline'],
  ],
  tts: [
    ['ELEVENLABS_API_KEY', 'elevenlabs'],
    ['', 'offline'],
  ],
}

/** The name a kind of provider goes by in this run. */
export function chosenName(kind: ProviderKind, sources: Sources): string {
  const { variable = '' } = settings[kind]
  const asked = [sources.flags[kind], sources.env[variable], sources.dotenv[variable]]
  const name = asked.find((text) => text !== undefined && text.trim() !== '')?.trim()
  return name ?? preset(kind, sources)
}

function preset(kind: ProviderKind, { env, dotenv }: Sources): string {
  const has = (variable: string) => (env[variable] ?? dotenv[variable] ?? '').trim() !== ''
  const found = presets[kind].find(([variable]) => variable === '' || has(variable))
  return found?.[1] ?? ''
}

/** Finds the providers of a run and reads their settings. Throws nothing: what is wrong is given back, all of it. */
export async function chooseStack(sources: Sources, cwd: string): Promise<StackReading> {
  const problems: Problem[] = []
  const choose = async <Kind extends ProviderKind>(
    kind: Kind,
  ): Promise<ReadyProvider<Kind> | undefined> => {
    try {
      const chosen = await chooseProvider(kind, chosenName(kind, sources), cwd)
      const read = readValues(chosen.definition, sources)
      problems.push(...read.problems)
      return { ...chosen, values: read.values }
    } catch (error) {
      if (!(error instanceof VoiceAgentError)) throw error
      problems.push({ what: error.message, fix: error.fix })
      return undefined
    }
  }
  const stt = await choose('stt')
  const llm = await choose('llm')
  const tts = await choose('tts')
  if (stt && llm && tts && problems.length === 0) return { choice: { stt, llm, tts }, problems: [] }
  return { problems: unique(problems) }
}

/** Two services may want the same key. */
function unique(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(
    ({ what, fix }, i) =>
      problems.findIndex((p) => subject(p.what) === subject(what) && p.fix === fix) === i,
  )
}

const subject = (what: string) => what.split(';', 1)[0]
