/**
 * Speech-to-text on this machine, as far as it goes without a model: finding its files, saying what is wrong, and the work around the
 * recogniser. Recognition itself needs a model and is not tested here.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Sherpa from 'sherpa-onnx-node'
import { afterAll, describe, expect, it } from 'vitest'
import { loadResampling } from '../../audio/resample.js'
import { VoiceAgentError } from '../../errors.js'
import { ProviderFailure } from '../provider.js'
import { checkSherpa } from './check-sherpa.js'
import { sherpaSpeechToText } from './definition.js'
import { findModel } from './model-files.js'
import { createRecognition, type FromRecognition, type RecognitionOptions } from './recognition.js'
import { SherpaProcess } from './sherpa-process.js'
import { sherpaStt } from './sherpa-stt.js'

const made: string[] = []
afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true })
})

function directory(...files: string[]): string {
  const dir = mkdtempSync(join(tmpdir(), 'voice-agent-model-'))
  made.push(dir)
  for (const file of files) writeFileSync(join(dir, file), 'this is no model')
  return dir
}

const zipformer = [
  ...['encoder-epoch-99-avg-1.onnx', 'encoder-epoch-99-avg-1.int8.onnx', 'tokens.txt'],
  ...['decoder-epoch-99-avg-1.onnx', 'joiner-epoch-99-avg-1.int8.onnx', 'README.md'],
]

function refusal(work: () => unknown): VoiceAgentError {
  try {
    work()
  } catch (error) {
    if (error instanceof VoiceAgentError) return error
    throw error
  }
  throw new Error('it was not refused')
}

const optionsFor = (dir: string): RecognitionOptions => ({
  ...{ model: findModel(dir), rate: 16_000, language: 'en', threads: 1 },
})

describe('the files of a model', () => {
  it('are found by the names their publishers give them, the smaller of two first', () => {
    const dir = directory(...zipformer)
    expect(findModel(dir)).toEqual({
      kind: 'transducer',
      encoder: join(dir, 'encoder-epoch-99-avg-1.int8.onnx'),
      decoder: join(dir, 'decoder-epoch-99-avg-1.onnx'),
      joiner: join(dir, 'joiner-epoch-99-avg-1.int8.onnx'),
      tokens: join(dir, 'tokens.txt'),
    })
  })

  it('are those of Whisper when nothing joins them', () => {
    const dir = directory('tiny.en-encoder.onnx', 'tiny.en-decoder.onnx', 'tiny.en-tokens.txt')
    expect(findModel(dir)).toMatchObject({
      kind: 'whisper',
      tokens: join(dir, 'tiny.en-tokens.txt'),
    })
  })

  it('are named when they are missing', () => {
    const error = refusal(() => findModel(directory('encoder.onnx', 'joiner.onnx')))
    expect(error.code).toBe('E_SHERPA_MODEL')
    expect(error.message).toMatch(/no decoder, no tokens\.txt/)
    expect(refusal(() => findModel('/nowhere/at/all')).message).toContain('/nowhere/at/all')
  })
})

describe('what cannot recognise speech', () => {
  it('is refused with its own reason before any call', () => {
    const options = optionsFor(directory(...zipformer))
    const missing = refusal(() => checkSherpa(options, () => false))
    expect(missing).toMatchObject({ code: 'E_SHERPA_PACKAGE' })
    expect(missing.fix).toContain('npm install')
    // The package ends the process that loads such files; this one goes on.
    const garbage = refusal(() => checkSherpa(options))
    expect(garbage).toMatchObject({ code: 'E_SHERPA_LOAD' })
    expect(garbage.message).toContain('encoder-epoch-99-avg-1.int8.onnx cannot be used')
  })

  it('is refused by the catalog, from a directory beside the project', () => {
    const dir = directory('tokens.txt')
    const values = {
      modelDir: dir.split('/').at(-1) ?? '',
      rate: 16_000,
      threads: 1,
      language: 'en',
    }
    const deps = { log: { warn() {} }, cwd: tmpdir() }
    const error = refusal(() => sherpaSpeechToText.create(values, deps))
    expect(error).toMatchObject({ code: 'E_SHERPA_MODEL' })
    expect(error.message).toContain(dir)
  })

  it('fails the streams of all calls when its process ends, and nothing else', async () => {
    const recogniser = new SherpaProcess(optionsFor(directory(...zipformer)))
    const streams = [1, 2].map(() =>
      sherpaStt(recogniser).open({ signal: new AbortController().signal }),
    )
    for (const stream of streams) {
      stream.write(1, { mulaw: new Uint8Array(160), mediaAt: 0 })
      const reading = (async () => {
        for await (const part of stream) return part
        return 'nothing'
      })()
      await expect(reading).rejects.toThrow(ProviderFailure)
    }
    recogniser.close()
  })

  it('ends quietly with its call', async () => {
    const recogniser = new SherpaProcess(optionsFor(directory(...zipformer)))
    const controller = new AbortController()
    const stt = sherpaStt(recogniser)
    const stream = stt.open({ signal: controller.signal })
    stream.write(1, { mulaw: new Uint8Array(160), mediaAt: 0 })
    controller.abort()
    for await (const part of stream) throw new Error(JSON.stringify(part))
    stt.close?.()
    recogniser.close()
  })
})

/** A recogniser that writes a word for every 200 ms it has heard, and keeps the last one back until it has heard more. */
function countingSherpa() {
  const heard: { samples: number; rate: number; peak: number }[] = []
  class Online {
    createStream() {
      const stream = { samples: 0, rate: 0, peak: 0 }
      heard.push(stream)
      return {
        stream,
        acceptWaveform: ({
          samples,
          sampleRate,
        }: {
          samples: Float32Array
          sampleRate: number
        }) => {
          stream.samples += samples.length
          stream.rate = sampleRate
          stream.peak = Math.max(stream.peak, ...samples.map(Math.abs))
        },
        inputFinished: () => {},
      }
    }
    isReady = () => false
    decode = () => {}
    getResult = ({ stream }: { stream: { samples: number } }) => ({
      text: ' WORD'.repeat(Math.floor(stream.samples / 3200)),
    })
  }
  const sherpa = { OnlineRecognizer: Online, OfflineRecognizer: Online }
  return { heard, sherpa: sherpa as unknown as typeof Sherpa }
}

describe('the work of the child process', () => {
  const speech = new Uint8Array(20 * 8).fill(0x20)

  async function work(files: readonly string[]) {
    const { heard, sherpa } = countingSherpa()
    const said: FromRecognition[] = []
    const options = optionsFor(directory(...files))
    const recognition = createRecognition(sherpa, await loadResampling(), options, (message) => {
      said.push(message)
    })
    const hear = (key: string, frames: number) => {
      for (let i = 0; i < frames; i++) recognition.hear({ type: 'audio', key, mulaw: speech })
    }
    return { heard, said, recognition, hear }
  }

  it('gives words when they change, and the rest after a silence of its own', async () => {
    const { heard, said, recognition, hear } = await work(zipformer)
    hear('1:4', 26)
    recognition.hear({ type: 'commit', key: '1:4' })
    expect(said).toEqual([
      { type: 'partial', key: '1:4', text: 'word' },
      { type: 'partial', key: '1:4', text: 'word word' },
      { type: 'final', key: '1:4', text: 'word word word word word' },
    ])
    // 520 ms of speech and 500 of silence, at the rate of the model.
    expect(heard[0]?.rate).toBe(16_000)
    expect(heard[0]?.samples).toBeGreaterThan(1010 * 16)
    expect(heard[0]?.samples).toBeLessThanOrEqual(1020 * 16)
    expect(heard[0]?.peak).toBeGreaterThan(0.1)
  })

  it('keeps calls and segments apart, and forgets what was noise', async () => {
    const { said, recognition, hear } = await work(zipformer)
    hear('1:1', 11)
    hear('2:1', 11)
    recognition.hear({ type: 'drop', key: '1:1' })
    hear('1:2', 11)
    recognition.hear({ type: 'commit', key: '1:2' })
    recognition.hear({ type: 'commit', key: '2:1' })
    const finals = said.filter(({ type }) => type === 'final')
    expect(finals).toEqual([
      { type: 'final', key: '1:2', text: 'word word word' },
      { type: 'final', key: '2:1', text: 'word word word' },
    ])
  })
})
