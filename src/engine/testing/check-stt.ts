import { type AudioFrame, MULAW_BYTES_PER_MS } from '../audio/frame.js'
import type { SpeechToText, SpeechToTextPart, SpeechToTextStream } from '../providers/provider.js'
import { all, type Check, connectionChecks, endsOnAbort, expect, upTo } from './conformance.js'

export interface SttSubject {
  /** A transcription for a new call. */
  make(): SpeechToText
  /** Somebody speaking: mu-law, 8 kHz, a second or more. */
  readonly speech: Uint8Array
}

const frameMs = 20

type Using = (check: (stt: SpeechToText) => Promise<void>) => Promise<void>
type Talk = (stream: SpeechToTextStream) => void

/** Checks of a speech-to-text. They send it the speech a few times. */
export function checkStt({ make, speech }: SttSubject): readonly Check[] {
  const using: Using = async (check) => {
    const stt = make()
    try {
      await check(stt)
    } finally {
      stt.close?.()
    }
  }
  return [...wordChecks(using, speech), ...stopChecks(using, speech), ...connectionChecks(make)]
}

function wordChecks(using: Using, speech: Uint8Array): readonly Check[] {
  return [
    {
      name: 'gives one final for each committed segment, with its number',
      run: () =>
        using(async (stt) => {
          const talk: Talk = (stream) => {
            for (const segment of [4, 5]) {
              say(stream, segment, speech)
              stream.commit(segment)
            }
          }
          const numbers = finalsOf(await finals(stt, talk, 2)).toSorted()
          expect(numbers.join() === '4,5', 'finals of 4 and 5', numbers)
        }),
    },
    {
      name: 'says nothing about a segment that was dropped',
      run: () =>
        using(async (stt) => {
          const talk: Talk = (stream) => {
            say(stream, 1, speech)
            stream.drop(1)
            say(stream, 2, speech)
            stream.commit(2)
          }
          const numbers = finalsOf(await finals(stt, talk, 1))
          expect(numbers.join() === '2', 'a final of 2 alone', numbers)
        }),
    },
    {
      name: 'gives a final for a segment that is hardly there',
      run: () =>
        using(async (stt) => {
          const talk: Talk = (stream) => {
            const [first] = frames(speech, 0)
            if (first) stream.write(3, first)
            stream.commit(3)
          }
          const [part] = await finals(stt, talk, 1)
          expect(part?.segment === 3, 'an answer for 3', part)
        }),
    },
  ]
}

function stopChecks(using: Using, speech: Uint8Array): readonly Check[] {
  return [
    {
      name: 'stops when its signal aborts, in the middle of a segment too',
      run: () =>
        using((stt) =>
          endsOnAbort((signal) => {
            const stream = stt.open({ signal })
            say(stream, 1, speech)
            return stream
          }),
        ),
    },
    {
      name: 'ends at once when its signal has aborted already',
      run: () =>
        using(async (stt) => {
          const parts = await all(stt.open({ signal: AbortSignal.abort() }))
          expect(parts.length === 0, 'no parts', parts)
        }),
    },
  ]
}

function say(stream: SpeechToTextStream, segment: number, speech: Uint8Array): void {
  for (const frame of frames(speech, segment * 10_000)) stream.write(segment, frame)
}

/** What comes up to the n-th answer that is not a partial. */
async function finals(stt: SpeechToText, talk: Talk, n: number): Promise<SpeechToTextPart[]> {
  const controller = new AbortController()
  const stream = stt.open({ signal: controller.signal })
  talk(stream)
  let seen = 0
  const parts = await upTo(stream, (part) => part.type !== 'partial' && ++seen === n)
  controller.abort()
  return parts
}

const finalsOf = (parts: readonly SpeechToTextPart[]): number[] =>
  parts.flatMap((part) => (part.type === 'final' ? [part.segment] : []))

function frames(speech: Uint8Array, from: number): readonly AudioFrame[] {
  const size = frameMs * MULAW_BYTES_PER_MS
  return Array.from({ length: Math.floor(speech.length / size) }, (_, i) => ({
    mulaw: speech.subarray(i * size, (i + 1) * size),
    mediaAt: from + i * frameMs,
  }))
}
