import { MULAW_BYTES_PER_MS } from '../audio/frame.js'
import type { SpeechPart, TextToSpeech } from '../providers/provider.js'
import { all, type Check, connectionChecks, endsOnAbort, expect } from './conformance.js'

export interface TtsSubject {
  /** A voice for a new call. */
  make(): TextToSpeech
}

const sentences: readonly (readonly [number, string])[] = [
  [7, 'Thank you for calling.'],
  [9, 'How can I help you today?'],
]

/** Checks of a voice. They let it speak two short sentences a few times. */
export function checkTts({ make }: TtsSubject): readonly Check[] {
  const speak = async (tts = make()): Promise<readonly SpeechPart[]> => {
    const stream = tts.open({ signal: new AbortController().signal })
    for (const [id, text] of sentences) stream.write(id, text)
    stream.end()
    return all(stream)
  }
  const using = async (check: (tts: TextToSpeech) => Promise<void>) => {
    const tts = make()
    try {
      await check(tts)
    } finally {
      tts.close?.()
    }
  }
  return [
    {
      name: 'gives each sentence its audio and then its end, in the order in which they were written',
      run: () =>
        using(async (tts) => {
          const parts = await speak(tts)
          const order = parts.map(({ type, id }) => `${type} ${id}`)
          const unique = order.filter((what, i) => what !== order[i - 1])
          const wanted = ['audio 7', 'ended 7', 'audio 9', 'ended 9']
          expect(unique.join() === wanted.join(), wanted.join(), unique)
        }),
    },
    {
      name: 'speaks about as long as people take',
      run: () =>
        using(async (tts) => {
          for (const [id, text] of sentences) {
            const ms = lengthOf(await speak(tts), id)
            const wanted = [text.length * 25, text.length * 200] as const
            expect(ms >= wanted[0] && ms <= wanted[1], `${wanted.join(' to ')} ms of audio`, ms)
          }
        }),
    },
    {
      name: 'places words within the audio of their sentence, in order',
      run: () =>
        using(async (tts) => {
          const parts = await speak(tts)
          for (const [id] of sentences) checkWords(parts, id)
        }),
    },
    {
      name: 'gives nothing for a reply without sentences, and ends',
      run: () =>
        using(async (tts) => {
          const stream = tts.open({ signal: new AbortController().signal })
          stream.end()
          const parts = await all(stream)
          expect(parts.length === 0, 'no parts', parts)
        }),
    },
    {
      name: 'speaks again after a reply that was cut off',
      run: () =>
        using(async (tts) => {
          await cutOff(tts)
          const parts = await speak(tts)
          expect(lengthOf(parts, 9) > 0, 'audio of the next reply')
          expect(!parts.some(({ id }) => id === 1), 'nothing of the reply that was cut off')
        }),
    },
    { name: 'stops when its signal aborts', run: () => using(cutOff) },
    ...connectionChecks(make),
  ]
}

function cutOff(tts: TextToSpeech): Promise<void> {
  return endsOnAbort((signal) => {
    const stream = tts.open({ signal })
    stream.write(1, 'This sentence is going to be cut off by the caller before it is over.')
    return stream
  })
}

function lengthOf(parts: readonly SpeechPart[], id: number): number {
  const bytes = parts.map((part) =>
    part.type === 'audio' && part.id === id ? part.mulaw.length : 0,
  )
  return bytes.reduce((sum, length) => sum + length, 0) / MULAW_BYTES_PER_MS
}

function checkWords(parts: readonly SpeechPart[], id: number): void {
  const ms = lengthOf(parts, id)
  const words = parts.flatMap((part) =>
    part.type === 'audio' && part.id === id ? (part.words ?? []) : [],
  )
  let before = 0
  for (const { text, from, to } of words) {
    const inPlace = from >= before - 1 && to >= from && to <= ms + 50
    expect(inPlace, `"${text}" between ${before} and ${ms} ms`, { from, to })
    before = from
  }
}
