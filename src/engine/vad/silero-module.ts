/**
 * The network of `silero-reference.ts` as a WebAssembly module: a fiftieth of the time, and the same bits on every
 * machine. It holds the weights and one window's working memory, nothing of any call. Its sources are in `wasm/`.
 */
import { readFileSync } from 'node:fs'
import { VoiceAgentError } from '../errors.js'

/** One copy of the network. Whoever uses it puts a call's state in before a step and takes it out after. */
export interface SileroModule {
  /** 256 samples in -1..1. */
  readonly input: Float32Array
  /** What the network remembers of a call; all zeros at its start. */
  readonly state: Float32Array
  /** Scores `input`, moves `state` on: the probability of speech, 0 to 1. */
  readonly step: () => number
}

interface Exports {
  readonly memory: WebAssembly.Memory
  readonly modelAt: WebAssembly.Global
  readonly modelFloats: WebAssembly.Global
  readonly inputAt: WebAssembly.Global
  readonly stateAt: WebAssembly.Global
  readonly stateFloats: WebAssembly.Global
  readonly pack: () => void
  readonly step: () => number
}

/** Reads and starts the module: a few milliseconds, 2 MiB. */
export function loadModule(): SileroModule {
  const module = new WebAssembly.Module(readFileSync(new URL('./silero.wasm', import.meta.url)))
  const exports = new WebAssembly.Instance(module).exports as unknown as Exports
  const { buffer } = exports.memory
  new Uint8Array(buffer).set(readWeights(exports.modelFloats.value), exports.modelAt.value)
  exports.pack()
  return {
    input: new Float32Array(buffer, exports.inputAt.value, 256),
    state: new Float32Array(buffer, exports.stateAt.value, exports.stateFloats.value),
    step: exports.step,
  }
}

/** The file of trained numbers. Cut short, it would not fail but give wrong scores, so its length is checked. */
function readWeights(floats: number): Uint8Array {
  const bytes = readFileSync(new URL('./weights/silero-8k.f32', import.meta.url))
  const wanted = floats * Float32Array.BYTES_PER_ELEMENT
  if (bytes.length === wanted) return bytes
  throw new VoiceAgentError(
    'E_INTERNAL',
    `the speech detector's weights have ${bytes.length} bytes instead of ${wanted}`,
    'install voice-agent again',
  )
}
