/** What OpenAI's transcription models know and refuse. A name nobody here has heard of is taken for one that knows the least. */

export interface ModelTraits {
  /** One `language`, or a list of `languages`; a request never has both. */
  readonly languages: 'one' | 'several'
  readonly keywords: boolean
  readonly prompt: boolean
  /** May be told how long to listen before it writes. */
  readonly delay: boolean
  /** Has `verbose_json` over HTTP, and with it a judgement of its own words. */
  readonly scores: boolean
}

const least: ModelTraits = {
  ...{ languages: 'one', keywords: false, prompt: false, delay: false, scores: false },
}

/** By the beginning of the name, so that dated versions are found too; the first that fits counts. */
const traits: readonly (readonly [start: string, traits: ModelTraits])[] = [
  // Whether it takes `delay` is not settled, so it is sent to it only if somebody asks for one.
  [
    'gpt-live-transcribe',
    { ...least, languages: 'several', keywords: true, prompt: true, delay: true },
  ],
  ['gpt-realtime-whisper', { ...least, delay: true }],
  ['gpt-transcribe', { ...least, languages: 'several', keywords: true, prompt: true }],
  ['gpt-4o-transcribe-diarize', least],
  ['gpt-4o', { ...least, prompt: true }],
  ['whisper-1', { ...least, prompt: true, scores: true }],
]

export function traitsOf(model: string): ModelTraits {
  return traits.find(([start]) => model.startsWith(start))?.[1] ?? least
}
