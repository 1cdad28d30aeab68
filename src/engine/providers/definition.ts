/**
 * How a provider joins the catalog: a kind, a name, the settings it reads, and how to make one. An adapter of the user's own is a module
 * with one of these as its default export.
 */
import type { z } from 'zod'
import type { Clock } from '../run/clock.js'
import type { Log } from '../run/log.js'
import type { LanguageModel, SpeechToText, TextToSpeech } from './provider.js'

/** The parts of a call that can be chosen by name. */
export interface ProviderKinds {
  readonly stt: SpeechToText
  readonly llm: LanguageModel
  readonly tts: TextToSpeech
}

export type ProviderKind = keyof ProviderKinds

/** A setting that comes from the environment or `.env`; a flag may stand in for it. */
export interface ProviderSetting {
  /** Name of the variable, e.g. `OPENAI_API_KEY`. */
  readonly variable: string
  /** Never shown whole. */
  readonly secret?: true
  /** What to do when it is missing or wrong. */
  readonly hint: string
  /** Parses the text that was written, or undefined when nothing was; its default is the setting's default. */
  readonly form: z.ZodType
}

export interface ProviderDefinition<
  Kind extends ProviderKind = ProviderKind,
  Settings extends Readonly<Record<string, ProviderSetting>> = Readonly<
    Record<string, ProviderSetting>
  >,
> {
  readonly kind: Kind
  readonly name: string
  /** What may stand behind the name, as in `script:FILE`; without it nothing may. */
  readonly argument?: string
  readonly settings: Settings
  /** Makes what all calls share. Reads no environment of its own and connects to nothing. */
  create(values: SettingValues<Settings>, deps: SourceDeps): ProviderSource<Kind>
}

export type SettingValues<Settings extends Readonly<Record<string, ProviderSetting>>> = {
  readonly [Name in keyof Settings]: z.output<Settings[Name]['form']>
}

/** What a source may use beside its settings. */
export interface SourceDeps {
  readonly log: Log
  /** Relative paths are meant from here. */
  readonly cwd: string
  /** What stood behind the name, if anything did. */
  readonly argument?: string
}

/** A configured provider, shared by all calls of a process. */
export interface ProviderSource<Kind extends ProviderKind = ProviderKind> {
  /** For a person: service and model, e.g. `openai gpt-realtime-whisper`. */
  readonly description: string
  /** Calls the service takes at once, as far as that is known; admission counts with it. */
  readonly maxCalls?: number
  /**
   * Resolves when everything calls would else wait for is loaded. Never rejects: what cannot be loaded is told by the calls.
   *
   * @param clock real time, for whoever tries out ahead what the first call would be slow at
   */
  ready?(clock: Clock): Promise<void>
  forCall(deps: CallDeps): ProviderKinds[Kind]
  /** Puts before a call's provider what needs no service, as lines that were said before: it goes on while the service is left alone. */
  before?(provider: ProviderKinds[Kind]): ProviderKinds[Kind]
  /** Ends what calls share: threads, pools, caches. */
  close?(): Promise<void>
}

export interface CallDeps {
  /** The call's. All waits and deadlines go through it. */
  readonly clock: Clock
  /** Carries the call's ids already. No words of the caller go into it. */
  readonly log: Log
}

/** Checks the definition's types and gives it back. */
export function defineProvider<
  Kind extends ProviderKind,
  const Settings extends Readonly<Record<string, ProviderSetting>>,
>(definition: ProviderDefinition<Kind, Settings>): ProviderDefinition<Kind, Settings> {
  return definition
}
