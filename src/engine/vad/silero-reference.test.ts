import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decodeMulaw } from '../audio/mulaw.js'
import { readWav } from '../audio/wav.js'
import { initialState, readTensors, scoreWindow } from './silero-reference.js'

const read = (path: string) => readFileSync(new URL(path, import.meta.url))
const tensors = readTensors(new Float32Array(new Uint8Array(read('weights/silero-8k.f32')).buffer))
const recorded: { clips: Record<string, number[]> } = JSON.parse(
  read('testdata/reference.json').toString(),
)

describe('the plain network', () => {
  it.each(Object.entries(recorded.clips))('answers like the original on %s', (clip, original) => {
    const pcm = decodeMulaw(readWav(read(`testdata/${clip}`), clip).data as Uint8Array)
    let state = initialState
    const scores = original.map((_, window) => {
      const samples = Float32Array.from(pcm.subarray(window * 256, (window + 1) * 256))
      const scored = scoreWindow(
        tensors,
        state,
        samples.map((sample) => sample / 32_768),
      )
      state = scored.state
      return scored.probability
    })
    const errors = scores.map((score, window) => Math.abs(score - original[window]!))
    expect(errors.length).toBeGreaterThan(30)
    expect(Math.max(...errors)).toBeLessThan(0.001)
  })
})
