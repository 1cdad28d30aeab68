/**
 * The services of a run, opened once and shared by its calls: detector, speech-to-text, model, voice, and the voice that takes over when
 * the chosen one fails.
 */

import { withBreaker } from '../../engine/providers/breaker.js'
import type {
  CallDeps,
  ProviderKind,
  ProviderSource,
  SourceDeps,
} from '../../engine/providers/definition.js'
import { offlineTts } from '../../engine/providers/flite-voice-definition.js'
import type { Providers, ToolRunner } from '../../engine/providers/provider.js'
import type { Log } from '../../engine/run/log.js'
import { RealClock } from '../../engine/run/real-clock.js'
import { loadSilero } from '../../engine/vad/silero.js'
import type { ReadyProvider, StackChoice } from './choose-stack.js'

export interface Stack {
  /** For a person, e.g. `openai gpt-realtime-whisper, ...`. */
  readonly description: string
  /** False: the caller's words are not known, only that they spoke. */
  readonly hearsWords: boolean
  /** Everything is in the process: no key, no network. */
  readonly embedded: boolean
  /** What the calls share: each may have a limit on calls at once. */
  readonly sources: { readonly [Kind in ProviderKind]: ProviderSource<Kind> }
  /** Resolves when no call has to wait for a package to load. */
  ready(): Promise<void>
  /** For one call. `tools` are the agent's. */
  providers(deps: CallDeps, tools: ToolRunner): Providers
  close(): Promise<void>
}

/** Providers that need neither a key nor a network. */
const embeddedNames: ReadonlySet<string> = new Set([
  'silent',
  'script',
  'none',
  'offline',
  'sherpa',
])

/** @throws VoiceAgentError when a provider cannot be made of its settings */
export function openStack(choice: StackChoice, { cwd, log }: { cwd: string; log: Log }): Stack {
  const open = <Kind extends ProviderKind>(ready: ReadyProvider<Kind>): ProviderSource<Kind> => {
    const { definition, argument, values } = ready
    const deps: SourceDeps = { cwd, log, ...(argument !== undefined && { argument }) }
    const source = definition.create(values, deps)
    return embeddedNames.has(definition.name)
      ? source
      : withBreaker(definition.kind, source, { now: () => performance.now() })
  }
  const vad = loadSilero()
  const stt = open(choice.stt)
  const llm = open(choice.llm)
  const tts = open(choice.tts)
  const { name } = choice.tts.definition
  const backup = name === 'offline' ? tts : offlineTts.create({ voice: 'slt' }, { cwd, log })
  const sources = [stt, llm, tts]
  const all = [...new Set<ProviderSource>([...sources, backup])]
  const names = [choice.stt, choice.llm, choice.tts].map((ready) => ready.definition.name)
  return {
    description: sources.map((source) => source.description).join(', '),
    hearsWords: choice.stt.definition.name !== 'silent',
    embedded: names.every((each) => embeddedNames.has(each)),
    sources: { stt, llm, tts },
    async ready() {
      const clock = new RealClock()
      await Promise.all(all.map((source) => source.ready?.(clock)))
    },
    providers(deps, tools) {
      const main = tts.forCall(deps)
      const backupTts = backup === tts ? main : backup.forCall(deps)
      return { vad, stt: stt.forCall(deps), llm: llm.forCall(deps), tts: main, backupTts, tools }
    },
    async close() {
      await Promise.all(all.map((source) => source.close?.()))
    },
  }
}
