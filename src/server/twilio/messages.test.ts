import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markName, readMarkName } from './mark-name.js'
import { outgoing, parseMessage } from './messages.js'
import { follow, newSequence } from './sequence.js'

const streamSid = `MZ${'1'.repeat(32)}`
const callSid = `CA${'2'.repeat(32)}`
const parse = (message: object) => parseMessage(JSON.stringify(message))
const numbered = { sequenceNumber: '7', streamSid }

describe('a message of the carrier', () => {
  const start = {
    event: 'start',
    ...numbered,
    start: {
      ...{ accountSid: 'AC', streamSid, callSid, tracks: ['inbound'] },
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
      customParameters: { token: 't', from: '+1', odd: 3 },
    },
  }

  it('is read as the event it is', () => {
    expect(parse({ event: 'connected', protocol: 'Call', version: '1.0.0' })).toEqual({
      ok: true,
      message: { type: 'connected' },
    })
    expect(parse(start)).toEqual({
      ok: true,
      message: {
        ...{ type: 'start', streamSid, sequence: 7, callSid },
        parameters: { token: 't', from: '+1' },
      },
    })
    expect(
      parse({
        event: 'media',
        ...numbered,
        media: { track: 'inbound', chunk: '1', timestamp: '140', payload: '//8g' },
      }),
    ).toEqual({
      ok: true,
      message: {
        ...{ type: 'media', streamSid, sequence: 7, mediaAt: 140 },
        mulaw: new Uint8Array([0xff, 0xff, 0x20]),
      },
    })
    expect(
      parse({ event: 'dtmf', ...numbered, dtmf: { track: 'inbound_track', digit: '#' } }),
    ).toEqual({ ok: true, message: { type: 'dtmf', streamSid, sequence: 7, digit: '#' } })
    expect(parse({ event: 'mark', ...numbered, mark: { name: '3:200' } })).toEqual({
      ok: true,
      message: { type: 'mark', streamSid, sequence: 7, name: '3:200' },
    })
    expect(parse({ event: 'stop', ...numbered, stop: { callSid } })).toEqual({
      ok: true,
      message: { type: 'stop', streamSid, sequence: 7 },
    })
  })

  it('may be an event nobody knows yet, or audio of the other direction', () => {
    expect(parse({ event: 'novelty', level: 3 })).toEqual({
      ok: true,
      message: { type: 'unknown', event: 'novelty' },
    })
    const outbound = { track: 'outbound', timestamp: '1', payload: '//8g' }
    expect(parse({ event: 'media', ...numbered, media: outbound })).toMatchObject({
      message: { type: 'unknown' },
    })
  })

  const media = { track: 'inbound', chunk: '1', timestamp: '20', payload: '//8g' }
  it.each([
    ['no event', {}],
    ['an event that is no text', { event: 5 }],
    ['a sequence that is a number', { event: 'stop', sequenceNumber: 7, streamSid }],
    ['a negative sequence', { event: 'stop', sequenceNumber: '-7', streamSid }],
    ['no stream', { event: 'stop', sequenceNumber: '7' }],
    ['a stream that is none', { event: 'stop', ...numbered, streamSid: 'MZ1' }],
    [
      'a timestamp that is a number',
      { event: 'media', ...numbered, media: { ...media, timestamp: 20 } },
    ],
    [
      'an endless timestamp',
      { event: 'media', ...numbered, media: { ...media, timestamp: '9'.repeat(40) } },
    ],
    ['an empty payload', { event: 'media', ...numbered, media: { ...media, payload: '' } }],
    [
      'a payload that is no base64',
      { event: 'media', ...numbered, media: { ...media, payload: '////!!!!' } },
    ],
    ['a payload cut short', { event: 'media', ...numbered, media: { ...media, payload: '//8g/' } }],
    ['a key that is none', { event: 'dtmf', ...numbered, dtmf: { digit: '12' } }],
    ['a mark without a name', { event: 'mark', ...numbered, mark: {} }],
    ['a start without a call', { ...start, start: { ...start.start, callSid: 'x' } }],
    [
      'another audio format',
      { ...start, start: { ...start.start, mediaFormat: { encoding: 'audio/x-l16' } } },
    ],
  ])('is refused with %s', (_, message) => {
    expect(parse(message)).toMatchObject({ ok: false })
  })

  it('never makes the parser throw, and no refusal quotes it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const parsed = parseMessage(text)
        if (!parsed.ok && text.length > 20) expect(parsed.why).not.toContain(text)
      }),
    )
  })
})

describe('a message to the carrier', () => {
  it('has exactly the fields Twilio takes, and carries the audio unchanged', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 2000 }), (mulaw) => {
        const { media, ...rest } = JSON.parse(outgoing(streamSid).media(mulaw))
        expect(rest).toEqual({ event: 'media', streamSid })
        expect(Object.keys(media)).toEqual(['payload'])
        expect(new Uint8Array(Buffer.from(media.payload, 'base64'))).toEqual(mulaw)
      }),
    )
    expect(JSON.parse(outgoing(streamSid).mark('1:200'))).toEqual({
      ...{ event: 'mark', streamSid },
      mark: { name: '1:200' },
    })
    expect(JSON.parse(outgoing(streamSid).clear())).toEqual({ event: 'clear', streamSid })
  })

  it('sends the view of a larger buffer and nothing around it', () => {
    const around = new Uint8Array([1, 2, 3, 4, 5])
    const { media } = JSON.parse(outgoing(streamSid).media(around.subarray(1, 4)))
    expect([...Buffer.from(media.payload, 'base64')]).toEqual([2, 3, 4])
  })

  it('is never made for what Twilio would refuse', () => {
    expect(() => outgoing('"},{"')).toThrow(RangeError)
    expect(() => outgoing(streamSid).media(new Uint8Array(0))).toThrow(RangeError)
    expect(() => outgoing(streamSid).mark('a"b')).toThrow(RangeError)
    expect(() => outgoing(streamSid).mark('')).toThrow(RangeError)
  })
})

describe('the name of a mark', () => {
  it('gives back the mark, to the sample', () => {
    const samples = fc.nat(10_000_000).map((n) => n / 8)
    fc.assert(
      fc.property(fc.nat(100_000), samples, (epoch, endMs) => {
        expect(readMarkName(markName({ epoch, endMs }))).toEqual({ epoch, endMs })
      }),
    )
  })

  it.each(['', '1', '1:', ':5', '-1:5', '1:5:6', '1:1e9', 'g7:end', ' 1:5'])(
    'is not read into %j',
    (name) => expect(readMarkName(name)).toBe(undefined),
  )
})

it('counts numbers that were left out and those that came again', () => {
  let sequence = newSequence
  const repeated = [4, 5, 5, 8, 6, 9].filter((number) => {
    const next = follow(sequence, number)
    sequence = next.sequence
    return next.repeated
  })
  expect(repeated).toEqual([5])
  expect(sequence).toEqual({ last: 9, missing: 2, repeated: 2 })
})
