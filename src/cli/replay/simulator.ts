import type { OfflineVoice } from '../../engine/replay/scripted-tts.js'
import type { SimulateOptions } from '../../engine/replay/simulate.js'
import { loadSilero } from '../../engine/vad/silero.js'
import type { Flite } from '../../engine/voice/flite.js'

let shared: SimulateOptions | undefined

/**
 * What every simulation of this thread is given: the detector, loaded once for all of them, and the offline voice, loaded when
 * something is said that is not on a tape.
 */
export function simulator(): SimulateOptions {
  shared ??= { vad: loadSilero(), offlineVoice }
  return shared
}

let flite: Promise<Flite> | undefined
const said = new Map<string, ReturnType<OfflineVoice>>()

/** Speaks each text once: it always sounds the same, and a sweep asks for little else. */
function offlineVoice(text: string): ReturnType<OfflineVoice> {
  const speech = said.get(text) ?? speak(text)
  said.set(text, speech)
  return speech
}

async function speak(text: string) {
  flite ??= import('../../engine/voice/flite.js').then(({ loadFlite }) => loadFlite())
  return (await flite).speak(text, { voice: 'slt' })
}
