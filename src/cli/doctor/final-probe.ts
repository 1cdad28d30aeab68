/** How long the words of a finished piece of speech take, in the formats that the service may or may not know. */
import { FRAME_MS, MULAW_BYTES_PER_MS } from '../../engine/audio/frame.js'
import { ProviderFailure, type SpeechToTextStream } from '../../engine/providers/provider.js'
import { type Clock, until } from '../../engine/run/clock.js'
import { RealClock } from '../../engine/run/real-clock.js'
import { loadFlite } from '../../engine/voice/flite.js'
import type { ReadyProvider, StackChoice } from '../stack/choose-stack.js'
import type { Check } from './check.js'
import { log, measured, skipped, sourceOf } from './measured.js'

const name = 'stt-final'
/** Said by the offline voice, at the pace of a caller. */
const sentence = 'I would like a table for two tonight.'
const segment = 1
const frameBytes = FRAME_MS * MULAW_BYTES_PER_MS

/** From the end of the audio to the words; for OpenAI's sessions in both formats, whatever is set. */
export async function finals({ stt }: StackChoice, cwd: string): Promise<Check[]> {
  if (['silent', 'script'].includes(stt.definition.name))
    return [skipped(name, `${stt.definition.name} hears no words`)]
  const { format } = stt.values
  const formats =
    format === undefined ? [undefined] : [...new Set([String(format), 'pcm24', 'pcmu'])]
  const flite = await loadFlite()
  const { mulaw } = await flite.speak(sentence, { voice: 'slt' })
  await flite.close()
  const checks: Check[] = []
  for (const each of formats) {
    const fix = each
      ? `set OPENAI_STT_FORMAT to another format than ${each}, or OPENAI_STT_MODEL to another model`
      : 'try another --stt'
    checks.push(await measured(name, fix, (signal) => hear(stt, each, mulaw, cwd, signal)))
  }
  return checks
}

async function hear(
  ready: ReadyProvider<'stt'>,
  format: string | undefined,
  mulaw: Uint8Array,
  cwd: string,
  signal: AbortSignal,
): Promise<Pick<Check, 'detail' | 'ms'>> {
  // As it is heard: neither asked for in another way, nor judged.
  const bare = { fallback: false, filter: false }
  const source = sourceOf(ready, format === undefined ? {} : { ...bare, format }, cwd)
  const clock = new RealClock()
  const stt = source.forCall({ clock, log })
  const listening = new AbortController()
  try {
    stt.warm?.()
    const stream = stt.open({ signal: AbortSignal.any([signal, listening.signal]) })
    const heard = firstFinal(stream, clock)
    // Told where it is waited for; speaking takes longer.
    heard.catch(() => {})
    const committedAt = await speak(stream, mulaw, clock, signal)
    const { text, at } = await heard
    signal.throwIfAborted()
    const ms = Math.round(at - committedAt)
    return { ms, detail: `${source.description}${format ? ` as ${format}` : ''}: heard "${text}"` }
  } finally {
    listening.abort()
    stt.close?.()
    await source.close?.()
  }
}

/** As a line delivers it, frame by frame. @returns when the end was told, by the clock */
async function speak(
  stream: SpeechToTextStream,
  mulaw: Uint8Array,
  clock: Clock,
  signal: AbortSignal,
): Promise<number> {
  const begun = clock.now()
  for (let at = 0; at < mulaw.length; at += frameBytes) {
    const mediaAt = at / MULAW_BYTES_PER_MS
    await until(clock, begun + mediaAt, signal)
    stream.write(segment, { mulaw: mulaw.subarray(at, at + frameBytes), mediaAt })
  }
  stream.commit(segment)
  return clock.now()
}

async function firstFinal(stream: SpeechToTextStream, clock: Clock) {
  for await (const part of stream) {
    if (part.type === 'final') return { text: part.text, at: clock.now() }
    if (part.type === 'failed') throw new ProviderFailure(part.code, 'no words came')
  }
  throw new Error('it ended without words')
}
