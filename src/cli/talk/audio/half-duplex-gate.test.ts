import { describe, expect, it } from 'vitest'
import { FRAME_MS, joinMulaw, silence, sliceMulaw } from '../../../engine/audio/frame.js'
import { mixMulaw, mulawLevel, scaleMulaw } from '../../../engine/audio/mulaw.js'
import { loadSilero } from '../../../engine/vad/silero.js'
import { measureEcho, quietMs, sweep } from './echo-check.js'
import type { Echo } from './half-duplex-gate.js'
import { MicGate } from './mic-gate.js'
import { clip } from './sound-card.test-kit.js'
import { SpeakerLevel } from './speaker-level.js'

const agent = joinMulaw([clip('ast-vm-invalidpassword'), clip('lv-0870')])
const agentMs = agent.length / 8
const detector = loadSilero()

/** What the microphone hears of what is played: later, louder or softer, twice reflected, with some noise of the room below -60 dBFS. */
function room(played: Uint8Array, { gainDb, delayMs }: Echo): Uint8Array {
  const direct = joinMulaw([silence(0, delayMs).mulaw, scaleMulaw(played, gainDb)])
  const reflected = joinMulaw([silence(0, delayMs + 45).mulaw, scaleMulaw(played, gainDb - 12)])
  return mixMulaw(direct, reflected)
}

/** Runs a microphone through a gate while the agent speaks from 0 ms on; `queueMs` is how much the speaker holds unheard. */
function gated(microphone: Uint8Array, gate: MicGate, queueMs = 80): Uint8Array {
  const speaker = new SpeakerLevel()
  speaker.give(agent, 0)
  const frames: Uint8Array[] = []
  for (let at = 0; at < microphone.length / 8; at += FRAME_MS) {
    const frame = { mulaw: sliceMulaw(microphone, at, at + FRAME_MS), mediaAt: at }
    frames.push(gate.filter(frame, speaker.now(at, queueMs)).mulaw)
  }
  return joinMulaw(frames)
}

function speechWindows(mulaw: Uint8Array): number {
  const scoring = detector.open()
  const scores = scoring.score(mulaw)
  scoring.close()
  return scores.filter(({ probability }) => probability >= 0.5).length
}

const rooms = [-45, -30, -20, -12, -6, 0].flatMap((gainDb) =>
  [15, 80, 200, 400].map((delayMs) => ({ gainDb, delayMs })),
)

describe('a gate before a microphone that hears the speaker', () => {
  it.each(rooms)('lets nothing through at $gainDb dB after $delayMs ms', (path) => {
    const heard = joinMulaw([silence(0, quietMs).mulaw, room(sweep(), path), silence(0, 900).mulaw])
    const { echo } = measureEcho(heard)
    const microphone = room(agent, path)
    const passed = gated(microphone, new MicGate('half', echo))
    expect(speechWindows(passed)).toBe(0)
    // The same microphone without a gate, so that the test could fail.
    if (path.gainDb >= -30) expect(speechWindows(microphone)).toBeGreaterThan(20)
  })

  it('lets nothing through either where the echo was never measured', () => {
    const microphone = room(agent, { gainDb: 0, delayMs: 250 })
    expect(speechWindows(gated(microphone, new MicGate('half')))).toBe(0)
  })

  it.each([-40, -30, -25])(
    'lets a caller through who speaks up over an echo of %i dB',
    (gainDb) => {
      const path = { gainDb, delayMs: 80 }
      const caller = scaleMulaw(clip('ast-privacy-unident'), 0)
      const from = 1000
      const microphone = mixMulaw(room(agent, path), joinMulaw([silence(0, from).mulaw, caller]))
      const passed = gated(microphone, new MicGate('half', path))
      expect(speechWindows(sliceMulaw(passed, 0, from))).toBe(0)
      const loud = (mulaw: Uint8Array) =>
        Array.from({ length: Math.floor(mulaw.length / 160) }, (_, i) =>
          mulawLevel(mulaw.subarray(i * 160, i * 160 + 160)),
        ).findIndex((level) => level > -60)
      const delayed = loud(sliceMulaw(passed, from, agentMs)) * FRAME_MS
      expect(delayed).toBeGreaterThanOrEqual(0)
      expect(delayed).toBeLessThanOrEqual(200)
      expect(speechWindows(passed)).toBeGreaterThan(20)
    },
  )

  it('lets everything through while the agent is silent, from soon after its last word on', () => {
    const path = { gainDb: -10, delayMs: 100 }
    const caller = joinMulaw([silence(0, agentMs + 700).mulaw, clip('ast-privacy-unident')])
    const passed = gated(caller, new MicGate('half', path))
    expect(sliceMulaw(passed, agentMs + 700, agentMs + 3000)).toEqual(
      sliceMulaw(caller, agentMs + 700, agentMs + 3000),
    )
  })
})

describe('the other ways to use a microphone', () => {
  const frame = { mulaw: new Uint8Array(160).fill(0x11), mediaAt: 0 }
  const isHeard = (gate: MicGate) => gate.filter(frame, -10).mulaw[0] === 0x11

  it('full: everything is heard, unless it is muted', () => {
    const gate = new MicGate('full')
    expect(isHeard(gate)).toBe(true)
    gate.muted = true
    expect(isHeard(gate)).toBe(false)
  })

  it('push-to-talk: only what lies between the two keys', () => {
    const gate = new MicGate('push')
    expect(isHeard(gate)).toBe(false)
    gate.talk(true)
    expect(isHeard(gate)).toBe(true)
    gate.talk(false)
    expect(isHeard(gate)).toBe(false)
  })
})
