import { describe, expect, it } from 'vitest'
import { cachedVoice } from './cached-voice.js'
import { LineCache } from './line-cache.js'
import { PartQueue } from './part-queue.js'
import type { SpeechPart, SpeechStream, TextToSpeech } from './provider.js'

/** A voice that answers when it is told to. */
function slowVoice() {
  const opened: { asked: string[]; out: PartQueue<SpeechPart>; ended: boolean }[] = []
  const voice: TextToSpeech = {
    open({ signal }) {
      const stream = { asked: [] as string[], out: new PartQueue<SpeechPart>(signal), ended: false }
      opened.push(stream)
      return {
        write: (id, text) => void stream.asked.push(`${id} ${text}`),
        end: () => {
          stream.ended = true
        },
        [Symbol.asyncIterator]: () => stream.out[Symbol.asyncIterator](),
      }
    },
  }
  return { opened, voice }
}

const running = () => new AbortController().signal
const audio = (id: number, length: number): SpeechPart => ({
  ...{ type: 'audio', id, mulaw: new Uint8Array(length) },
  words: [{ text: `w${id}`, from: 0, to: 1 }],
})
const ended = (id: number): SpeechPart => ({ type: 'ended', id })

async function all(stream: SpeechStream): Promise<SpeechPart[]> {
  const found: SpeechPart[] = []
  for await (const part of stream) found.push(part)
  return found
}

describe('a voice that keeps what it has said', () => {
  it('says it again with its words, in one piece, and asks nobody', async () => {
    const { opened, voice } = slowVoice()
    const cache = new LineCache(1000)
    const first = cachedVoice(voice, cache, 's').open({ signal: running() })
    first.write(1, 'Hello.')
    first.end()
    opened[0]?.out.push(audio(1, 3))
    opened[0]?.out.push(audio(1, 4))
    opened[0]?.out.push(ended(1))
    opened[0]?.out.end()
    expect(await all(first)).toHaveLength(3)
    const second = cachedVoice(voice, cache, 's').open({ signal: running() })
    second.write(9, 'Hello.')
    second.end()
    const [said, end] = await all(second)
    expect(said).toMatchObject({ id: 9, words: [{ text: 'w1' }, { text: 'w1' }] })
    expect(said?.type === 'audio' && said.mulaw.length).toBe(7)
    expect(end).toEqual(ended(9))
    expect(opened).toHaveLength(1)
  })

  it('keeps the order of sentences that are kept and of those that are made', async () => {
    const { opened, voice } = slowVoice()
    const cache = new LineCache(1000)
    const line = { mulaw: new Uint8Array(5), words: [] }
    for (const text of ['A', 'C', 'D']) cache.keep(`s\n${text}`, line)
    const stream = cachedVoice(voice, cache, 's').open({ signal: running() })
    for (const [i, text] of ['A', 'B', 'C', 'E', 'D'].entries()) stream.write(i, text)
    stream.end()
    const reading = all(stream)
    expect(opened.map(({ asked, ended }) => ({ asked, ended }))).toEqual([
      { asked: ['1 B', '3 E'], ended: true },
    ])
    for (const part of [audio(1, 1), ended(1), audio(3, 1), ended(3)]) opened[0]?.out.push(part)
    opened[0]?.out.end()
    const ids = (await reading).filter(({ type }) => type === 'ended').map(({ id }) => id)
    expect(ids).toEqual([0, 1, 2, 3, 4])
  })

  it('keeps nothing of a sentence that was broken off or is for another sound', async () => {
    const { opened, voice } = slowVoice()
    const cache = new LineCache(1000)
    const interrupted = new AbortController()
    const stream = cachedVoice(voice, cache, 's').open({ signal: interrupted.signal })
    stream.write(1, 'Hello.')
    opened[0]?.out.push(audio(1, 3))
    for await (const _ of stream) interrupted.abort()
    expect(cache.get('s\nHello.')).toBeUndefined()
    cache.keep('s\nHello.', { mulaw: new Uint8Array(1), words: [] })
    const other = cachedVoice(voice, cache, 't').open({ signal: running() })
    other.write(1, 'Hello.')
    expect(opened).toHaveLength(2)
  })

  it('fails as the voice behind it fails', async () => {
    const { opened, voice } = slowVoice()
    const stream = cachedVoice(voice, new LineCache(10), 's').open({ signal: running() })
    stream.write(1, 'Hello.')
    opened[0]?.out.fail(new Error('gone'))
    await expect(all(stream)).rejects.toThrow('gone')
  })
})

describe('a line that two calls want at the same time', () => {
  /** Two calls on one voice, both of which were just told to say hello. */
  function twoCalls() {
    const { opened, voice } = slowVoice()
    const cached = cachedVoice(voice, new LineCache(1000), 's')
    const hangUp = new AbortController()
    const first = cached.open({ signal: hangUp.signal })
    const second = cached.open({ signal: running() })
    first.write(1, 'Hello.')
    second.write(7, 'Hello.')
    return { opened, hangUp, first, second }
  }
  const bytesOf = (parts: readonly SpeechPart[]) =>
    parts.map((part) => (part.type === 'audio' ? part.mulaw.length : part.type))
  const next = async (parts: AsyncIterator<SpeechPart>) => (await parts.next()).value

  it('is made once, and both hear it as it comes', async () => {
    const { opened, first, second } = twoCalls()
    second.end()
    first.end()
    const reading = second[Symbol.asyncIterator]()
    opened[0]?.out.push(audio(1, 3))
    expect(await next(reading)).toMatchObject({ ...audio(7, 3), words: [{ text: 'w1' }] })
    opened[0]?.out.push(audio(1, 4))
    opened[0]?.out.push(ended(1))
    opened[0]?.out.end()
    expect([await next(reading), await next(reading)]).toMatchObject([{ id: 7 }, ended(7)])
    expect((await reading.next()).done).toBe(true)
    expect(bytesOf(await all(first))).toEqual([3, 4, 'ended'])
    expect(opened).toHaveLength(1)
  })

  it.each([
    ['hangs up', ({ hangUp }: ReturnType<typeof twoCalls>) => hangUp.abort()],
    ['loses the voice', ({ opened }) => opened[0]?.out.fail(new Error('gone'))],
    ['has it broken off', ({ opened }) => opened[0]?.out.end()],
  ])('is made anew from where it was when the call that had it made %s', async (_, breaks) => {
    const calls = twoCalls()
    const { opened, first, second } = calls
    second.end()
    const reading = all(second)
    all(first).catch(() => {})
    opened[0]?.out.push(audio(1, 3))
    await new Promise(setImmediate)
    breaks(calls)
    await new Promise(setImmediate)
    expect(opened[1]).toMatchObject({ asked: ['7 Hello.'], ended: true })
    for (const length of [2, 3, 4]) opened[1]?.out.push(audio(7, length))
    opened[1]?.out.push(ended(7))
    opened[1]?.out.end()
    expect(bytesOf(await reading)).toEqual([3, 2, 4, 'ended'])
  })

  it('keeps its place among the sentences of each', async () => {
    const { opened, first, second } = twoCalls()
    second.write(8, 'How are you?')
    second.end()
    first.end()
    const reading = all(second)
    opened[1]?.out.push(audio(8, 5))
    opened[1]?.out.push(ended(8))
    opened[1]?.out.end()
    await new Promise(setImmediate)
    opened[0]?.out.push(audio(1, 3))
    opened[0]?.out.push(ended(1))
    opened[0]?.out.end()
    expect((await reading).map(({ id }) => id)).toEqual([7, 7, 8, 8])
  })

  it('fails for whoever cannot ask for it anew', async () => {
    const { opened, hangUp, second } = twoCalls()
    hangUp.abort()
    opened[1]?.out.fail(new Error('gone too'))
    await expect(all(second)).rejects.toThrow('gone too')
  })
})

describe('kept lines', () => {
  it('are bounded by their bytes; what was said longest ago goes first', () => {
    const cache = new LineCache(10)
    const line = (length: number) => ({ mulaw: new Uint8Array(length), words: [] })
    cache.keep('a', line(4))
    cache.keep('b', line(4))
    cache.get('a')
    cache.keep('c', line(4))
    expect(['a', 'b', 'c'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true])
    cache.keep('d', line(11))
    expect(['a', 'c', 'd'].map((key) => cache.get(key) !== undefined)).toEqual([
      false,
      false,
      false,
    ])
    cache.keep('e', line(10))
    expect(cache.get('e')).toBeDefined()
  })
})
