import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decoder, encode, type Report } from './wire.js'

it('carries every message whole, however the pipe cuts it', () => {
  const messages: Report[] = [
    { type: 'opened' },
    { type: 'audio', mulaw: new Uint8Array([0, 1, 255]) },
    { type: 'played', generation: 3, ms: 12.5 },
    { type: 'audio', mulaw: new Uint8Array(0) },
    { type: 'problem', problem: { kind: 'busy', detail: 'Mikrofon ü' } },
  ]
  const bytes = Buffer.concat(messages.map(encode))
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 50 }), (sizes) => {
      const read: Report[] = []
      const decode = decoder<Report>(
        (mulaw) => ({ type: 'audio', mulaw }),
        (message) => read.push(message),
      )
      let at = 0
      for (const size of [...sizes, bytes.length]) {
        decode(bytes.subarray(at, at + size))
        at += size
      }
      expect(read).toEqual(messages)
    }),
  )
})

it('refuses bytes that are not ours', () => {
  const decode = decoder<Report>(
    (mulaw) => ({ type: 'audio', mulaw }),
    () => {},
  )
  expect(() => decode(Buffer.from('PortAudio V19.6.0'))).toThrow(RangeError)
})
