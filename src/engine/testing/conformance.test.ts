/** The checks hold for the parts that come with the engine, and fail for parts that are broken. */
import { describe, expect, it } from 'vitest'
import { fliteVoice } from '../providers/flite-voice.js'
import type { LanguageModel, SpeechPart, TextToSpeech } from '../providers/provider.js'
import { wordlessStt } from '../providers/wordless-stt.js'
import { loadFliteThread } from '../voice/flite-thread.js'
import { type Check, conformance } from './testing.js'

const flite = loadFliteThread()
const speech = new Uint8Array(8000).fill(0x55)

function holds(name: string, checks: readonly Check[]): void {
  describe(name, () => {
    it.each(checks.map((check) => [check.name, check] as const))('%s', (_, check) => check.run())
  })
}

holds('the offline voice', conformance.tts({ make: () => fliteVoice({ flite, voice: 'kal' }) }))
holds('speech-to-text without words', conformance.stt({ make: () => wordlessStt(), speech }))

const failing = async (checks: readonly Check[]): Promise<string[]> => {
  const failed: string[] = []
  for (const check of checks) await check.run().catch(() => failed.push(check.name))
  return failed
}

function brokenVoice(parts: readonly SpeechPart[]): TextToSpeech {
  return {
    open: () => ({
      write() {},
      end() {},
      async *[Symbol.asyncIterator]() {
        yield* parts
      },
    }),
  }
}

describe('the checks', () => {
  it('find a voice that mixes up its sentences, is too short, and places words outside', async () => {
    const words = [{ text: 'x', from: 900, to: 950 }]
    const parts: SpeechPart[] = [
      { type: 'ended', id: 7 },
      { type: 'audio', id: 9, mulaw: new Uint8Array(80), words },
      { type: 'ended', id: 9 },
    ]
    expect((await failing(conformance.tts({ make: () => brokenVoice(parts) }))).length).toBe(4)
  })

  it('find a model that never says that it has ended', async () => {
    const llm: LanguageModel = {
      async *generate() {
        yield { type: 'text', text: 'Hello.' }
      },
    }
    expect((await failing(conformance.llm({ make: () => llm }))).length).toBe(5)
  })

  it('find a transcription that numbers its segments anew', async () => {
    const stt = wordlessStt()
    const make = () => ({
      open: (options: { signal: AbortSignal }) => {
        const stream = stt.open(options)
        return {
          write() {},
          drop() {},
          commit: () => stream.commit(1),
          [Symbol.asyncIterator]: () => stream[Symbol.asyncIterator](),
        }
      },
    })
    expect((await failing(conformance.stt({ make, speech }))).length).toBe(3)
  })
})
