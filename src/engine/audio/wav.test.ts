import { describe, expect, test } from 'vitest'
import { VoiceAgentError } from '../errors.js'
import { readWav } from './wav.js'
import { writeWav, writeWavPcm16 } from './wav-write.js'

const mulaw = Uint8Array.from({ length: 161 }, (_, i) => i)
const pcm = Int16Array.from({ length: 12 }, (_, i) => i * 1000 - 5000)

/** A WAV from loose parts, so that each can be wrong. */
function wavOf(...chunks: readonly (readonly [id: string, body: readonly number[]])[]): Uint8Array {
  const body = chunks.flatMap(([id, bytes]) => [
    ...Buffer.from(id),
    ...u32(bytes.length),
    ...bytes,
    ...(bytes.length % 2 ? [0] : []),
  ])
  return Uint8Array.from([
    ...Buffer.from('RIFF'),
    ...u32(4 + body.length),
    ...Buffer.from('WAVE'),
    ...body,
  ])
}

const u16 = (value: number) => [value & 0xff, value >> 8]
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)]

function format(tag: number, channels: number, rate: number, bits: number): number[] {
  const frame = (channels * bits) / 8
  return [
    ...u16(tag),
    ...u16(channels),
    ...u32(rate),
    ...u32(rate * frame),
    ...u16(frame),
    ...u16(bits),
  ]
}

/** The tail of WAVE_FORMAT_EXTENSIBLE: valid bits, speaker mask, and a sub-format that starts with the real tag. */
function extensible(tag: number, channels: number, rate: number, bits: number): number[] {
  const guid = [...u16(tag), 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71]
  return [...format(0xfffe, channels, rate, bits), ...u16(22), ...u16(bits), ...u32(4), ...guid]
}

const phone = format(7, 1, 8000, 8)

describe('reading WAV', () => {
  test('mu-law comes back byte for byte, with an odd length padded in the file only', () => {
    const file = writeWav(mulaw)
    expect(file.length % 2).toBe(0)
    expect(readWav(file, 'a.wav')).toEqual({
      codec: 'mulaw',
      sampleRate: 8000,
      channels: 1,
      data: mulaw,
    })
  })

  test('16-bit PCM comes back sample for sample, in stereo and at any place in memory', () => {
    const file = writeWavPcm16(pcm, 44_100, 2)
    const shifted = new Uint8Array(file.length + 1)
    shifted.set(file, 1)
    const expected = { codec: 'pcm16', sampleRate: 44_100, channels: 2, data: pcm }
    expect(readWav(file, 'a.wav')).toEqual(expected)
    expect(readWav(shifted.subarray(1), 'a.wav')).toEqual(expected)
  })

  test('an extensible header is read for the format it wraps', () => {
    const wrappedPcm = wavOf(['fmt ', extensible(1, 1, 16_000, 16)], ['data', [1, 0, 2, 0]])
    const wrappedMulaw = wavOf(['fmt ', extensible(7, 1, 8000, 8)], ['data', [1, 2, 3]])
    expect(readWav(wrappedPcm, 'a.wav')).toMatchObject({
      codec: 'pcm16',
      data: Int16Array.of(1, 2),
    })
    expect(readWav(wrappedMulaw, 'a.wav')).toMatchObject({
      codec: 'mulaw',
      data: Uint8Array.of(1, 2, 3),
    })
  })

  test('chunks of other kinds are skipped, before and after the audio, padding included', () => {
    const file = wavOf(
      ['LIST', [1, 2, 3]],
      ['fmt ', phone],
      ['cue ', [9]],
      ['data', [5, 6]],
      ['id3 ', [7]],
    )
    expect(readWav(file, 'a.wav').data).toEqual(Uint8Array.of(5, 6))
  })

  test('a missing pad byte at the end of the file does not matter', () => {
    const file = wavOf(['fmt ', phone], ['data', [5, 6, 7]]).subarray(0, -1)
    expect(readWav(file, 'a.wav').data).toEqual(Uint8Array.of(5, 6, 7))
  })
})

describe('refusing WAV', () => {
  function refusal(file: Uint8Array): VoiceAgentError {
    try {
      readWav(file, 'calls/caller.wav')
    } catch (error) {
      if (error instanceof VoiceAgentError) return error
      throw error
    }
    throw new Error('the file was read')
  }

  const cases: readonly (readonly [what: string, code: string, says: string, file: Uint8Array])[] =
    [
      ['an empty file', 'E_WAV_NOT_RIFF', 'is empty', new Uint8Array(0)],
      ['an MP3', 'E_WAV_NOT_RIFF', 'begins with "ID3', Buffer.from('ID3 something else')],
      ['a RIFF file that is a video', 'E_WAV_NOT_RIFF', 'RIFF', Buffer.from('RIFF....AVI LIST')],
      [
        'a header that stops at once',
        'E_WAV_HEADER',
        'after 10 bytes',
        writeWav(mulaw).subarray(0, 10),
      ],
      ['a format chunk that stops', 'E_WAV_HEADER', '8 bytes', writeWav(mulaw).subarray(0, 28)],
      [
        'a file that stops in another chunk',
        'E_WAV_HEADER',
        '"fact"',
        writeWav(mulaw).subarray(0, 48),
      ],
      ['a file without a format', 'E_WAV_HEADER', '"fmt "', wavOf(['data', [1, 2]])],
      [
        'no channels',
        'E_WAV_HEADER',
        '0 channels',
        wavOf(['fmt ', format(7, 0, 8000, 8)], ['data', [1]]),
      ],
      [
        'no sample rate',
        'E_WAV_HEADER',
        '0 samples',
        wavOf(['fmt ', format(7, 1, 0, 8)], ['data', [1]]),
      ],
      [
        'a sample size that contradicts the codec',
        'E_WAV_HEADER',
        '4 bytes',
        wavOf(
          [
            'fmt ',
            [
              ...format(1, 2, 8000, 16).slice(0, 2),
              ...format(1, 1, 8000, 16).slice(2, 12),
              4,
              0,
              16,
              0,
            ],
          ],
          ['data', [1, 2]],
        ),
      ],
      [
        'an extensible header that stops',
        'E_WAV_HEADER',
        'extensible',
        wavOf(['fmt ', format(0xfffe, 1, 8000, 16)], ['data', [1, 2]]),
      ],
      ['A-law', 'E_WAV_CODEC', 'A-law', wavOf(['fmt ', format(6, 1, 8000, 8)], ['data', [1]])],
      [
        'floating point',
        'E_WAV_CODEC',
        'floating',
        wavOf(['fmt ', format(3, 1, 8000, 32)], ['data', [0, 0, 0, 0]]),
      ],
      [
        'wrapped floating point',
        'E_WAV_CODEC',
        'floating',
        wavOf(['fmt ', extensible(3, 1, 8000, 32)], ['data', [0, 0, 0, 0]]),
      ],
      ['ADPCM', 'E_WAV_CODEC', 'IMA ADPCM', wavOf(['fmt ', format(17, 1, 8000, 4)], ['data', [1]])],
      [
        '24-bit PCM',
        'E_WAV_CODEC',
        '24-bit PCM',
        wavOf(['fmt ', format(1, 1, 8000, 24)], ['data', [1, 2, 3]]),
      ],
      [
        'a format nobody knows',
        'E_WAV_CODEC',
        'format 4660',
        wavOf(['fmt ', format(0x1234, 1, 8000, 8)], ['data', [1]]),
      ],
      ['no audio chunk', 'E_WAV_NO_DATA', '"data"', wavOf(['fmt ', phone])],
      ['an audio chunk of no length', 'E_WAV_NO_DATA', '0 s', wavOf(['fmt ', phone], ['data', []])],
      [
        'audio cut short',
        'E_WAV_TRUNCATED',
        '161 bytes of audio but 100',
        writeWav(mulaw).subarray(0, 58 + 100),
      ],
      [
        'audio that ends in a sample',
        'E_WAV_TRUNCATED',
        'incomplete',
        wavOf(['fmt ', format(1, 1, 8000, 16)], ['data', [1, 2, 3]]),
      ],
    ]

  test.each(cases)('%s is refused as %s', (_, code, says, file) => {
    const error = refusal(file)
    expect(error.code).toBe(code)
    expect(error.message).toContain('calls/caller.wav')
    expect(error.message).toContain(says)
    expect(error.fix).not.toBe('')
  })

  test('every way to cut a file short is refused and never read as something else', () => {
    const file = writeWav(mulaw.subarray(0, 80))
    for (let length = 0; length < file.length; length++) {
      expect(refusal(file.subarray(0, length)).code).toMatch(/^E_WAV_/)
    }
  })
})
