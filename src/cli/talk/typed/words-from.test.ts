import { describe, expect, it } from 'vitest'
import { silence } from '../../../engine/audio/frame.js'
import { PartQueue } from '../../../engine/providers/part-queue.js'
import type { SpeechToText, SpeechToTextPart } from '../../../engine/providers/provider.js'
import { wordsFrom } from './words-from.js'

/** Keeps what it is told, and answers each commit with its name. */
function named(name: string, told: string[], out: (queue: PartQueue<SpeechToTextPart>) => void) {
  const stt: SpeechToText = {
    open({ signal }) {
      const parts = new PartQueue<SpeechToTextPart>(signal)
      out(parts)
      return {
        write: (segment, { mediaAt }) => void told.push(`${name} ${segment} hears ${mediaAt}`),
        commit(segment) {
          told.push(`${name} ${segment} is due`)
          parts.push({ type: 'final', segment, text: name })
        },
        drop: (segment) => void told.push(`${name} ${segment} is dropped`),
        [Symbol.asyncIterator]: () => parts[Symbol.asyncIterator](),
      }
    },
  }
  return stt
}

function both() {
  const told: string[] = []
  let second: PartQueue<SpeechToTextPart> | undefined
  const stt = wordsFrom(
    named('typed', told, () => {}),
    (mediaAt) => mediaAt >= 1000,
    named('service', told, (queue) => {
      second = queue
    }),
  )
  const abort = new AbortController()
  const stream = stt.open({ signal: abort.signal })
  return { told, stream, second: () => second, abort }
}

describe('speech-to-text of two', () => {
  it('asks one of them for each segment, by where its sound lies', async () => {
    const { told, stream, second } = both()
    stream.write(1, silence(980, 20))
    stream.commit(1)
    stream.write(2, silence(1000, 20))
    stream.commit(2)
    second()?.end()
    const parts: SpeechToTextPart[] = []
    for await (const part of stream) parts.push(part)
    expect(parts).toContainEqual({ type: 'final', segment: 1, text: 'service' })
    expect(parts).toContainEqual({ type: 'final', segment: 2, text: 'typed' })
    expect(told).toEqual([
      ...['service 1 hears 980', 'service 1 is due', 'typed 2 hears 1000', 'typed 2 is due'],
    ])
  })

  it('takes a segment from the second once the first has sound of it', () => {
    const { told, stream } = both()
    stream.write(1, silence(980, 20))
    stream.write(1, silence(1000, 20))
    stream.write(1, silence(1020, 20))
    stream.commit(1)
    expect(told).toEqual([
      ...['service 1 hears 980', 'service 1 is dropped', 'typed 1 hears 1000'],
      ...['typed 1 hears 1020', 'typed 1 is due'],
    ])
  })

  it('fails as the second does', async () => {
    const { stream, second } = both()
    second()?.fail(new Error('refused'))
    await expect(stream[Symbol.asyncIterator]().next()).rejects.toThrow('refused')
  })
})
