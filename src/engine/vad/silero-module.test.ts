import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { decodeMulaw, mulawToPcm } from '../audio/mulaw.js'
import { seededRandom } from '../audio/random.js'
import { readWav } from '../audio/wav.js'
import { loadModule } from './silero-module.js'
import { initialState, readTensors, scoreWindow } from './silero-reference.js'

const read = (path: string) => readFileSync(new URL(path, import.meta.url))
const compiled = new WebAssembly.Module(read('silero.wasm'))
const tensors = readTensors(new Float32Array(new Uint8Array(read('weights/silero-8k.f32')).buffer))
const recorded: { clips: Record<string, number[]> } = JSON.parse(
  read('testdata/reference.json').toString(),
)

const clip = (name: string) =>
  Float32Array.from(
    decodeMulaw(readWav(read(`testdata/${name}`), name).data as Uint8Array),
    (pcm) => pcm / 32_768,
  )

/** Any mu-law bytes, the same ones on every machine. */
function noise(windows: number): Float32Array {
  const random = seededRandom(1)
  return Float32Array.from(
    { length: windows * 256 },
    () => mulawToPcm[Math.floor(random() * 256)]! / 32_768,
  )
}

const tone = (hertz: number, amplitude: number) =>
  Float32Array.from(
    { length: 20 * 256 },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / 8000),
  )

function windowsOf(samples: Float32Array): Float32Array[] {
  return Array.from({ length: Math.floor(samples.length / 256) }, (_, window) =>
    samples.subarray(window * 256, (window + 1) * 256),
  )
}

function fastScores(samples: Float32Array): number[] {
  const network = loadModule()
  return windowsOf(samples).map((window) => {
    network.input.set(window)
    return network.step()
  })
}

function plainScores(samples: Float32Array): number[] {
  let state = initialState
  return windowsOf(samples).map((window) => {
    const scored = scoreWindow(tensors, state, window)
    state = scored.state
    return scored.probability
  })
}

const distance = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i]!)))

describe('the compiled network', () => {
  it.each(Object.entries(recorded.clips))('answers like the original on %s', (name, original) => {
    expect(distance(original, fastScores(clip(name)))).toBeLessThan(0.001)
  })

  it.each([
    ...Object.keys(recorded.clips).map((name) => [name, clip(name)] as const),
    ['noise', noise(40)] as const,
    ['faint noise', noise(40).map((sample) => sample / 1000)] as const,
    ['a 440 Hz tone', tone(440, 0.5)] as const,
    ['a tone between two frequencies of the transform', tone(1031.25, 1)] as const,
    ['a square wave at full scale', tone(200, 1).map(Math.sign)] as const,
    ['silence', new Float32Array(20 * 256)] as const,
  ])('answers like the plain one, to a hundred-thousandth, on %s', (_, samples) => {
    const plain = plainScores(samples)
    expect(plain.length).toBeGreaterThan(19)
    expect(distance(plain, fastScores(samples))).toBeLessThan(1e-5)
  })

  it('gives the same bits on every machine, or recorded scores would not hold there', () => {
    const speech = fastScores(clip('ps-goforward.wav'))
    const hiss = fastScores(noise(40))
    const bits = createHash('sha256').update(new Float32Array([...speech, ...hiss]))
    expect([0, 20, 40, 60, 80].map((window) => speech[window])).toEqual([
      0.014881380833685398, 0.997186005115509, 0.7248559594154358, 0.9991256594657898,
      0.001438299659639597,
    ])
    expect([0, 10, 20, 30].map((window) => hiss[window])).toEqual([
      0.009893807582557201, 0.009375205263495445, 0.023577934131026268, 0.009251512587070465,
    ])
    expect(bits.digest('hex')).toBe(
      '1627c241305c8fad7306ee585bf5bb8d13060678a1c7f46a1a7e3dcaf76511c6',
    )
  })

  it('asks nothing of the machine it runs on', () => {
    expect(WebAssembly.Module.imports(compiled)).toEqual([])
  })

  it('stays at the two megabytes it begins with', () => {
    const memory = new WebAssembly.Instance(compiled).exports.memory as WebAssembly.Memory
    expect(memory.buffer.byteLength).toBe(2 ** 21)
    expect(() => memory.grow(1)).toThrow(RangeError)
  })

  it('was built from the sources beside it', () => {
    const cwd = fileURLToPath(new URL('wasm', import.meta.url))
    const { stdout } = spawnSync(process.execPath, ['build.mjs', '--hash'], {
      cwd,
      encoding: 'utf8',
    })
    const [section] = WebAssembly.Module.customSections(compiled, 'sources')
    expect(stdout).toMatch(/^[0-9a-f]{64}$/)
    expect(Buffer.from(section!).toString()).toBe(stdout)
  })
})
