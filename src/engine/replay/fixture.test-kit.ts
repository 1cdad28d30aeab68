/**
 * Small recorded calls made in code, for tests: a caller whose words are bursts of noise, a detector that goes by loudness, an agent
 * that greets and lets the model answer, and a tape with as much as the test needs.
 */
import type { Agent, Decision } from '../agent/agent.js'
import { joinMulaw, type Millis, MULAW_BYTES_PER_MS, silence } from '../audio/frame.js'
import { mulawLevel } from '../audio/mulaw.js'
import { seededRandom } from '../audio/random.js'
import { noise } from '../audio/signal.js'
import type { Word } from '../call/event.js'
import type { Fixture } from '../fixture/fixture.js'
import { type Manifest, manifestSchema, type Start } from '../fixture/manifest.js'
import { normaliseText } from '../fixture/normalise-text.js'
import { llmRowSchema, sttRowSchema, toolRowSchema, ttsRowSchema } from '../fixture/tape.js'
import {
  detectorWindowMs,
  ProviderFailure,
  type SpeechScore,
  type VoiceActivity,
} from '../providers/provider.js'
import type { VirtualClock } from '../run/virtual-clock.js'

export interface TestSegment {
  readonly id?: string
  /** The caller's words; empty for a noise. */
  readonly says: string
  readonly start: Start
  /** Length of a noise. */
  readonly ms?: Millis
  readonly level?: number
  readonly interrupts?: boolean
  /** What the tape has of it; undefined: the same words after 200 ms. False: no row at all. */
  readonly stt?: Partial<(typeof sttRowSchema)['_zod']['input']> | false
}

export interface TestCall {
  readonly caller?: readonly TestSegment[]
  readonly keys?: Manifest['caller']['keys']
  readonly hangsUp?: Start
  /** What the model answers, in order: after which words, with what. */
  readonly llm?: readonly Partial<(typeof llmRowSchema)['_zod']['input']>[]
  readonly tools?: readonly Partial<(typeof toolRowSchema)['_zod']['input']>[]
  /** What the voice can say. */
  readonly tts?: readonly (
    | string
    | (Partial<(typeof ttsRowSchema)['_zod']['input']> & { text: string })
  )[]
  readonly line?: Partial<Manifest['transport']['line']>
  readonly policy?: Manifest['policy']
  readonly maxMs?: Millis
  readonly seed?: number
}

export const greeting = 'Hello, how can I help you today?'

/** A word of the test caller and of the test voice. */
const wordMs = 260
const pauseMs = 40

/** Words as sound: a burst of noise each. */
export function speechOf(
  text: string,
  level = -20,
): { readonly mulaw: Uint8Array; readonly words: readonly Word[] } {
  const random = seededRandom(text.length + 1)
  const burst = noise(wordMs, random, { level })
  const texts = text.split(/\s+/).filter((word) => word !== '')
  const words = texts.map((word, i) => {
    const from = i * (wordMs + pauseMs)
    return { text: word, from, to: from + wordMs }
  })
  return { mulaw: joinMulaw(texts.flatMap(() => [burst, silence(0, pauseMs).mulaw])), words }
}

/** The fixture as a reader would give it. */
export function testFixture(call: TestCall): Fixture {
  const segments: Manifest['caller']['segments'] = []
  const stt: Fixture['tape']['stt'][number][] = []
  const audio: Uint8Array[] = []
  let at = 0
  let line = 1
  for (const [index, said] of (call.caller ?? []).entries()) {
    const { id = `s${index + 1}`, says, start, level = -20 } = said
    const sound =
      says === ''
        ? { mulaw: noise(said.ms ?? 400, seededRandom(index + 7), { level }), words: [] }
        : speechOf(says, level)
    const ms = sound.mulaw.length / MULAW_BYTES_PER_MS
    const words = sound.words.map((w) => ({ text: w.text, from: at + w.from, to: at + w.to }))
    const interrupts = said.interrupts === undefined ? {} : { interrupts: said.interrupts }
    segments.push({ id, from: at, to: at + ms, start, words, ...interrupts })
    audio.push(sound.mulaw, silence(0, 200).mulaw)
    const row = { src: 'stt', of: [at, at + ms], delay: 200, text: says, ...(said.stt || {}) }
    if (said.stt !== false) stt.push({ ...sttRowSchema.parse(row), line: ++line })
    at += ms + 200
  }
  const callerAudio = joinMulaw(audio)
  const spoken = [greeting, ...(call.tts ?? [])].map((row) =>
    typeof row === 'string' ? { text: row } : row,
  )
  return {
    path: '/fixtures/test.call',
    manifest: manifestOf(call, segments, callerAudio.length / MULAW_BYTES_PER_MS),
    callerAudio,
    tape: {
      stt,
      llm: (call.llm ?? []).map((row) => {
        const after = normaliseText(row.after ?? '')
        const whole = { src: 'llm', first: 300, text: '', ...row, after }
        return { ...llmRowSchema.parse(whole), line: ++line }
      }),
      tools: (call.tools ?? []).map((row) => {
        const whole = { src: 'tool', name: 'look_up', input: {}, delay: 100, ...row }
        return { ...toolRowSchema.parse(whole), line: ++line }
      }),
      tts: spoken.map((row) => {
        const { mulaw, words } = speechOf(row.text)
        const whole = { src: 'tts', first: 120, blob: 'blobs/x.ulaw', words, ...row }
        return { ...ttsRowSchema.parse(whole), mulaw, line: ++line }
      }),
    },
  }
}

function manifestOf(
  call: TestCall,
  segments: Manifest['caller']['segments'],
  ms: Millis,
): Manifest {
  const sha256 = '0'.repeat(64)
  return manifestSchema.parse({
    format: 'voice-agent.call/1',
    id: 'test',
    title: 'A test',
    creator: { name: 'test', version: '0.0.0' },
    recorded: { by: 'test', consent: 'synthetic' },
    audio: {
      caller: { file: 'caller.wav', codec: 'pcm_mulaw', rate: 8000, channels: 1, ms, sha256 },
    },
    caller: { segments, keys: call.keys ?? [], ...(call.hangsUp && { hangs_up: call.hangsUp }) },
    max_ms: call.maxMs ?? 30_000,
    seed: call.seed ?? 1,
    transport: { from: '+15550100', to: '+15550199', line: call.line ?? {} },
    tape: { file: 'events.jsonl', lines: 1, sha256 },
    agent: { name: 'test' },
    policy: call.policy ?? {},
  })
}

/** Takes a window for speech when it is louder than a quiet room. */
export const loudnessDetector: VoiceActivity = {
  open: () => {
    const bytes = detectorWindowMs * MULAW_BYTES_PER_MS
    let pending: Uint8Array = new Uint8Array(0)
    return {
      score(mulaw) {
        pending = joinMulaw([pending, mulaw])
        const scores: SpeechScore[] = []
        for (; pending.length >= bytes; pending = pending.subarray(bytes)) {
          const level = Math.round(mulawLevel(pending.subarray(0, bytes)))
          scores.push({ probability: level > -45 ? 0.95 : 0.02, level })
        }
        return scores
      },
      close: () => {},
    }
  },
}

/** Greets, then lets the model answer everything. */
export const testAgent: Agent = {
  name: 'test',
  tools: [{ name: 'look_up', description: 'Looks up.', schema: {}, effect: 'read' }],
  start: () => undefined,
  onCallStarted: (state) => ({
    state,
    directives: [{ type: 'say', id: 'greeting', text: greeting, interruptible: true }],
  }),
  onCallerTurn: (state): Decision<unknown> => ({
    state,
    directives: [{ type: 'generate', instructions: 'Be brief.', tools: ['look_up'] }],
  }),
  onToolReturned: (state) => ({ state, directives: [] }),
  onHeard: (state) => ({ state, directives: [] }),
  check: () => ({ verdict: 'say' }),
}

/** Lets virtual time pass up to and including `to`. */
export async function passUntil(clock: VirtualClock, to: Millis): Promise<void> {
  let there = false
  clock.alarm(to, () => {
    there = true
  })
  await clock.run(() => there)
}

/** Everything a stream gives, with the time it came; filled while virtual time passes. */
export function collect<T>(
  clock: VirtualClock,
  stream: AsyncIterable<T>,
): { readonly parts: (T & { readonly cameAt: Millis })[]; outcome: string } {
  const collected = { parts: [] as (T & { readonly cameAt: Millis })[], outcome: 'open' }
  const read = async () => {
    for await (const part of stream) collected.parts.push({ ...part, cameAt: clock.now() })
    collected.outcome = 'over'
  }
  read().catch((error: unknown) => {
    collected.outcome = error instanceof ProviderFailure ? error.code : String(error)
  })
  return collected
}
