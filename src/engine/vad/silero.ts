/** Voice activity detection: how likely each 32 ms of a call's audio is speech, by Silero VAD v5 at 8 kHz. */
import { mulawLevel, mulawToPcm } from '../audio/mulaw.js'
import type { SpeechDetector, SpeechScore, VoiceActivity } from '../providers/provider.js'
import { loadModule, type SileroModule } from './silero-module.js'

/** Samples, and so mu-law bytes, of one scored window. */
const windowSamples = 256

/** The sample in -1..1 of every mu-law code. */
const samples = Float32Array.from(mulawToPcm, (pcm) => pcm / 32_768)

/** Silero's detector for one call. */
export interface SileroDetector extends SpeechDetector {
  /** Back to the state at the start of a call; what did not fill a window yet is forgotten. */
  reset(): void
}

/** One loaded network, shared by any number of calls. */
export interface Silero extends VoiceActivity {
  open(): SileroDetector
}

/** Reads the network from disk, once for all calls of a thread. */
export function loadSilero(): Silero {
  const network = loadModule()
  return { open: () => openDetector(network) }
}

function openDetector(network: SileroModule): SileroDetector {
  const state = new Float32Array(network.state.length)
  const window = new Uint8Array(windowSamples)
  let filled = 0
  return {
    score(mulaw) {
      const scores: SpeechScore[] = []
      for (let from = 0; from < mulaw.length; ) {
        const part = mulaw.subarray(from, from + windowSamples - filled)
        window.set(part, filled)
        filled += part.length
        from += part.length
        if (filled < windowSamples) break
        scores.push(scoreWindow(network, state, window))
        filled = 0
      }
      return scores
    },
    reset() {
      state.fill(0)
      filled = 0
    },
    close() {
      // The state above is all a call holds, and it goes with the detector.
    },
  }
}

/** Scores a window and moves the call's state on. */
function scoreWindow(network: SileroModule, state: Float32Array, window: Uint8Array): SpeechScore {
  for (let i = 0; i < windowSamples; i++) network.input[i] = samples[window[i] as number] as number
  network.state.set(state)
  const probability = Math.round(network.step() * 10_000) / 10_000
  state.set(network.state)
  const level = Math.round(mulawLevel(window)) + 0 // the sum turns -0 into 0
  return { probability, level }
}
