import {
  initialState,
  loadSilero,
  loadWeights,
  mulawToPcm,
  readTensors,
  scoreWindow,
} from './built.js'
import { cpuMs, type Row } from './row.js'

const windowSamples = 256
const windows = 2000
const plainWindows = 100

/** CPU time of one detector window (32 ms of audio): as shipped, and in the plain arithmetic that is the reference. */
export function detectorRows(speech: Uint8Array): readonly Row[] {
  const mulaw = Uint8Array.from(
    { length: windows * windowSamples },
    (_, i) => speech[i % speech.length] ?? 0,
  )
  const detector = loadSilero().open()
  return [
    {
      ...{ name: 'voice activity, us per 32 ms', aim: '<= 60', decimals: 1, perPass: 3 },
      sample: async () => (1000 * (await cpuMs(() => detector.score(mulaw)))) / windows,
    },
    {
      ...{ name: 'voice activity in plain JavaScript, us', aim: 'reference', decimals: 0 },
      sample: async () => (1000 * (await cpuMs(() => scorePlainly(mulaw)))) / plainWindows,
    },
  ]
}

const tensors = readTensors(loadWeights())

function scorePlainly(mulaw: Uint8Array): void {
  const samples = Float32Array.from(mulaw, (code) => (mulawToPcm[code] ?? 0) / 32_768)
  let state = initialState
  for (let i = 0; i < plainWindows; i++) {
    const from = i * windowSamples
    state = scoreWindow(tensors, state, samples.subarray(from, from + windowSamples)).state
  }
}
