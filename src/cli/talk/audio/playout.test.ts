import fc from 'fast-check'
import { expect, it } from 'vitest'
import { joinMulaw } from '../../../engine/audio/frame.js'
import { Playout } from './playout.js'

const speech = (bytes: number, of = 0x11) => new Uint8Array(bytes).fill(of)

it('gives silence where there is nothing to say, and pads what does not fill a piece', () => {
  const playout = new Playout()
  expect(playout.take(10)).toEqual(speech(80, 0xff))
  playout.receive(speech(40))
  expect(playout.take(10)).toEqual(joinMulaw([speech(40), speech(40, 0xff)]))
})

it('tells that speech was heard when the speaker has come to its end, and once only', () => {
  const playout = new Playout()
  playout.take(10)
  playout.receive(speech(120))
  playout.take(10)
  playout.take(10)
  expect(playout.heard(10)).toBeUndefined()
  expect(playout.heard(20)).toEqual({ generation: 0, ms: 10 })
  expect(playout.heard(29)).toBeUndefined()
  expect(playout.heard(30)).toEqual({ generation: 0, ms: 15 })
  expect(playout.heard(99)).toBeUndefined()
})

it('drops at a flush what waits, and counts from 0 under the new number', () => {
  const playout = new Playout()
  playout.receive(speech(800))
  playout.take(10)
  playout.flush(4)
  expect(playout.take(10)).toEqual(speech(80, 0xff))
  expect(playout.heard(20)).toBeUndefined()
  playout.receive(speech(80, 0x22))
  expect(playout.take(10)).toEqual(speech(80, 0x22))
  expect(playout.heard(30)).toEqual({ generation: 4, ms: 10 })
})

it('plays everything once and in order, however it comes and is taken', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 500 }), { maxLength: 20 }), (pieces) => {
      const playout = new Playout()
      const taken: Uint8Array[] = []
      for (const piece of pieces) playout.receive(piece)
      const all = joinMulaw(pieces)
      for (let i = 0; i <= all.length / 80; i++) taken.push(playout.take(10))
      expect(joinMulaw(taken).subarray(0, all.length)).toEqual(all)
      expect(playout.heard(Number.POSITIVE_INFINITY)?.ms ?? 0).toBe(all.length / 8)
    }),
  )
})
