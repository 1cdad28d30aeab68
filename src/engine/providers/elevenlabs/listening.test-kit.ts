/** A call's ElevenLabs voice in front of the ElevenLabs of the tests, and what comes out of it. */
import { RealClock } from '../../run/real-clock.js'
import type { CallDeps, ProviderSource } from '../definition.js'
import type { SpeechPart, TextToSpeech } from '../provider.js'
import { elevenlabs, type elevenlabsHttp } from './elevenlabs.js'
import type { ElevenLabsServer } from './elevenlabs-server.test-kit.js'
import { type ElevenlabsValues, elevenlabsSettings } from './settings.js'

export function valuesFor(
  server: ElevenLabsServer,
  values: Partial<ElevenlabsValues> = {},
): ElevenlabsValues {
  const defaults = Object.fromEntries(
    Object.entries(elevenlabsSettings)
      .filter(([name]) => name !== 'apiKey')
      .map(([name, { form }]) => [name, form.parse(undefined)]),
  )
  return { ...defaults, apiKey: 'key', baseUrl: server.url, ...values } as ElevenlabsValues
}

export interface TestVoice {
  readonly voice: TextToSpeech
  readonly source: ProviderSource<'tts'>
  readonly clock: RealClock
  readonly warnings: { readonly fields: object; readonly message: string }[]
}

export function voiceOn(
  server: ElevenLabsServer,
  values: Partial<ElevenlabsValues> = {},
  definition: typeof elevenlabs | typeof elevenlabsHttp = elevenlabs,
): TestVoice {
  const warnings: { fields: object; message: string }[] = []
  const log = { warn: (fields: object, message: string) => void warnings.push({ fields, message }) }
  const source = definition.create(valuesFor(server, values), { log, cwd: '/' })
  const clock = new RealClock()
  return { source, voice: voiceOf(source, { clock, log }), clock, warnings }
}

export interface HeardSentence {
  readonly id: number
  /** The characters that the audio stands for. */
  readonly text: string
  readonly words: readonly string[]
  readonly ended: boolean
  readonly mulaw: Uint8Array
}

/** Says these sentences as one reply, to its end. Rejects as the voice does. */
export async function say(
  voice: TextToSpeech,
  texts: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly HeardSentence[]> {
  const stream = voice.open({ signal })
  for (const [i, text] of texts.entries()) stream.write(i + 1, text)
  stream.end()
  const parts: SpeechPart[] = []
  for await (const part of stream) parts.push(part)
  return sentencesOf(parts)
}

export function sentencesOf(parts: readonly SpeechPart[]): readonly HeardSentence[] {
  const ids = [...new Set(parts.map(({ id }) => id))]
  return ids.map((id) => {
    const own = parts.filter((part) => part.id === id)
    const audio = own.flatMap((part) => (part.type === 'audio' ? [part] : []))
    const mulaw = Buffer.concat(audio.map((part) => part.mulaw))
    const words = audio.flatMap((part) => part.words ?? [])
    return {
      ...{ id, mulaw, text: textOf(mulaw) },
      words: words.map(({ text, from, to }) => `${text} ${from}-${to}`),
      ended: own.at(-1)?.type === 'ended',
    }
  })
}

/** The text behind audio of 50 ms a character. */
export function textOf(mulaw: Uint8Array): string {
  return Array.from({ length: Math.floor(mulaw.length / 400) }, (_, i) =>
    String.fromCharCode(mulaw[i * 400 + 200] ?? 0),
  ).join('')
}

/** Waits for something that will be true soon. */
export async function eventually(holds: () => boolean, withinMs = 5000): Promise<void> {
  const end = performance.now() + withinMs
  while (!holds()) {
    if (performance.now() > end) throw new Error(`it never came true: ${holds}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** A call's voice, with what was said before in front of it. */
export function voiceOf(source: ProviderSource<'tts'>, deps: CallDeps): TextToSpeech {
  const voice = source.forCall(deps)
  return source.before?.(voice) ?? voice
}
