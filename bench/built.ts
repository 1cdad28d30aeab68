/**
 * The engine as it is shipped, from `dist`: what a TypeScript runner makes of the sources is not what users run. The types come from the
 * sources, so checking them needs no build.
 */
import { readFileSync } from 'node:fs'

const dist = new URL('../dist/engine/', import.meta.url)
const load = async <Module>(path: string): Promise<Module> => import(new URL(path, dist).href)

export const { agents, makeAgent } =
  await load<typeof import('../src/engine/agent/catalog.js')>('agent/catalog.js')
export const { FRAME_MS, MULAW_BYTES_PER_MS, sliceMulaw } =
  await load<typeof import('../src/engine/audio/frame.js')>('audio/frame.js')
export const { mulawToPcm } =
  await load<typeof import('../src/engine/audio/mulaw.js')>('audio/mulaw.js')
export const { answer, step } =
  await load<typeof import('../src/engine/call/call.js')>('call/call.js')
export const { findFixtures } =
  await load<typeof import('../src/engine/fixture/find.js')>('fixture/find.js')
export const { readFixture } =
  await load<typeof import('../src/engine/fixture/read.js')>('fixture/read.js')
export const { recordedPolicy } = await load<
  typeof import('../src/engine/replay/recorded-policy.js')
>('replay/recorded-policy.js')
export const { scriptedLlm } =
  await load<typeof import('../src/engine/replay/scripted-llm.js')>('replay/scripted-llm.js')
export const { scriptedStt } =
  await load<typeof import('../src/engine/replay/scripted-stt.js')>('replay/scripted-stt.js')
export const { scriptedTools } = await load<
  typeof import('../src/engine/replay/scripted-tools.js')
>('replay/scripted-tools.js')
export const { scriptedTts } =
  await load<typeof import('../src/engine/replay/scripted-tts.js')>('replay/scripted-tts.js')
export const { simulate } =
  await load<typeof import('../src/engine/replay/simulate.js')>('replay/simulate.js')
export const { tapeUse } =
  await load<typeof import('../src/engine/replay/tape-use.js')>('replay/tape-use.js')
export const { runCall } =
  await load<typeof import('../src/engine/run/run-call.js')>('run/run-call.js')
export const { VirtualClock } =
  await load<typeof import('../src/engine/run/virtual-clock.js')>('run/virtual-clock.js')
export const { loadSilero } =
  await load<typeof import('../src/engine/vad/silero.js')>('vad/silero.js')
export const { initialState, readTensors, scoreWindow } =
  await load<typeof import('../src/engine/vad/silero-reference.js')>('vad/silero-reference.js')

/** The trained numbers of the detector, as the plain version takes them. */
export function loadWeights(): Float32Array {
  const bytes = readFileSync(new URL('vad/weights/silero-8k.f32', dist))
  return new Float32Array(new Uint8Array(bytes).buffer)
}
