import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  durationMs,
  emptyCarry,
  frameEnd,
  joinMulaw,
  reframe,
  silence,
  sliceMulaw,
} from './frame.js'

const payloads = fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 20 })

function reframeAll(chunks: readonly Uint8Array[], mediaAt: number) {
  const frames = []
  let carry = emptyCarry(mediaAt)
  for (const chunk of chunks) {
    const cut = reframe(carry, chunk)
    frames.push(...cut.frames)
    carry = cut.carry
  }
  return { frames, carry }
}

describe('reframe', () => {
  test('whatever the payload lengths, frames are 20 ms each and no byte is lost or moved', () => {
    fc.assert(
      fc.property(payloads, fc.nat(100_000), (chunks, mediaAt) => {
        const { frames, carry } = reframeAll(chunks, mediaAt)
        expect(joinMulaw([...frames.map((f) => f.mulaw), carry.bytes])).toEqual(joinMulaw(chunks))
        for (const frame of frames) expect(frame.mulaw).toHaveLength(160)
        expect(carry.bytes.length).toBeLessThan(160)
      }),
    )
  })

  test('each frame begins where the one before it ends, and the carry after the last', () => {
    fc.assert(
      fc.property(payloads, fc.nat(100_000), (chunks, mediaAt) => {
        const { frames, carry } = reframeAll(chunks, mediaAt)
        const starts = [...frames.map((frame) => frame.mediaAt), carry.mediaAt]
        expect(starts).toEqual([mediaAt, ...frames.map(frameEnd)])
      }),
    )
  })

  test('a payload of one frame passes without a copy', () => {
    const payload = new Uint8Array(160)
    const { frames } = reframe(emptyCarry(0), payload)
    expect(frames[0]?.mulaw.buffer).toBe(payload.buffer)
  })

  test('the carry that went in is left as it was', () => {
    const carry = { bytes: Uint8Array.of(1, 2, 3), mediaAt: 40 }
    reframe(carry, new Uint8Array(500))
    expect(carry).toEqual({ bytes: Uint8Array.of(1, 2, 3), mediaAt: 40 })
  })
})

describe('pieces of audio', () => {
  test('silence has the length and the place that were asked for', () => {
    const frame = silence(340, 12.5)
    expect(frame.mulaw).toEqual(new Uint8Array(100).fill(0xff))
    expect([durationMs(frame), frameEnd(frame)]).toEqual([12.5, 352.5])
  })

  test('a slice is cut at milliseconds and stays inside the audio', () => {
    const mulaw = Uint8Array.from({ length: 80 }, (_, i) => i)
    expect([...sliceMulaw(mulaw, 1, 2)]).toEqual([8, 9, 10, 11, 12, 13, 14, 15])
    expect(sliceMulaw(mulaw, 9, 50)).toHaveLength(8)
    expect(sliceMulaw(mulaw, -5, 1)).toHaveLength(8)
  })
})
