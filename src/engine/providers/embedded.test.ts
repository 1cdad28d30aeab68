/** The parts that need no service: what they must do for the engine. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VirtualClock } from '../run/virtual-clock.js'
import type { Flite, Spoken } from '../voice/flite.js'
import { clauses, fliteVoice } from './flite-voice.js'
import { offlineTts } from './flite-voice-definition.js'
import { noModel, noTools } from './no-model.js'
import { PartQueue } from './part-queue.js'
import { scriptLines, unknownWords, wordlessStt } from './wordless-stt.js'

async function all<T>(parts: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const part of parts) found.push(part)
  return found
}

/** A voice that says a text as so many bytes, when it is let to. */
function pretendVoice(finish: (text: string) => Promise<void> = async () => {}) {
  const asked: string[] = []
  const flite: Flite = {
    speak: async (text): Promise<Spoken> => {
      asked.push(text)
      await finish(text)
      const words = [{ text, from: 0, to: text.length }]
      return { mulaw: new Uint8Array(text.length), words: text === '' ? [] : words }
    },
    close: async () => {},
  }
  return { asked, flite }
}

const running = () => new AbortController().signal

describe('parts waiting for their reader', () => {
  it('are read in order, also those that come while it waits, until the end', async () => {
    const queue = new PartQueue<number>(running())
    queue.push(1)
    const read = all(queue)
    await Promise.resolve()
    queue.push(2)
    queue.end()
    queue.push(3)
    expect(await read).toEqual([1, 2])
  })

  it('are read before an error', async () => {
    const queue = new PartQueue<number>(running())
    queue.push(1)
    queue.fail(new Error('broken'))
    const found: number[] = []
    const reading = (async () => {
      for await (const part of queue) found.push(part)
    })()
    await expect(reading).rejects.toThrow('broken')
    expect(found).toEqual([1])
  })

  it('are dropped when the signal ends them, before or while somebody reads', async () => {
    const controller = new AbortController()
    const queue = new PartQueue<number>(controller.signal)
    const read = all(queue)
    controller.abort()
    queue.push(1)
    expect(await read).toEqual([])
    expect(await all(new PartQueue<number>(AbortSignal.abort()))).toEqual([])
  })
})

describe('the offline voice as text-to-speech', () => {
  it('gives the audio of each sentence with its words, in the order they were written', async () => {
    const held: (() => void)[] = []
    const { flite } = pretendVoice((text) =>
      text === 'slow' ? new Promise((resolve) => held.push(resolve)) : Promise.resolve(),
    )
    const stream = fliteVoice({ flite, voice: 'slt' }).open({ signal: running() })
    stream.write(7, 'slow')
    stream.write(8, 'fast')
    stream.end()
    const reading = all(stream)
    await new Promise(setImmediate)
    for (const release of held) release()
    expect((await reading).map(({ type, id }) => [type, id])).toEqual([
      ['audio', 7],
      ['ended', 7],
      ['audio', 8],
      ['ended', 8],
    ])
  })

  it('ends a sentence that has no sound', async () => {
    const stream = fliteVoice({ flite: pretendVoice().flite, voice: 'slt' }).open({
      signal: running(),
    })
    stream.write(1, '')
    stream.end()
    expect(await all(stream)).toEqual([{ type: 'ended', id: 1 }])
  })

  it('makes a sentence once for all calls, and forgets the one said longest ago', async () => {
    const { asked, flite } = pretendVoice()
    const voice = fliteVoice({ flite, voice: 'slt', keepBytes: 2 })
    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) {
      const stream = voice.open({ signal: running() })
      stream.write(1, text)
      stream.end()
      await all(stream)
    }
    expect(asked).toEqual(['a', 'b', 'c', 'b'])
  })

  it('makes a long sentence clause by clause, with its words in their places', async () => {
    const { asked, flite } = pretendVoice()
    const stream = fliteVoice({ flite, voice: 'slt' }).open({ signal: running() })
    stream.write(3, 'If you only cough, I go on from where I was.')
    stream.end()
    const parts = await all(stream)
    expect(asked).toEqual(['If you only cough,', 'I go on from where I was.'])
    expect(parts).toMatchObject([
      { id: 3, words: [{ from: 0, to: 18 }] },
      { id: 3, words: [{ from: 18 / 8, to: 18 / 8 + 25 }] },
      { type: 'ended', id: 3 },
    ])
  })

  it('makes no more of a sentence once nobody listens', async () => {
    const interrupted = new AbortController()
    const { asked, flite } = pretendVoice(async () => interrupted.abort())
    const stream = fliteVoice({ flite, voice: 'slt' }).open({ signal: interrupted.signal })
    stream.write(3, 'If you only cough, I go on from where I was.')
    stream.write(4, 'And then there is more.')
    expect(await all(stream)).toEqual([])
    await new Promise(setImmediate)
    expect(asked).toEqual(['If you only cough,'])
  })

  it('loses nothing of a text when it is cut into clauses', () => {
    const text = fc.array(
      fc.constantFrom('a', 'word', 'longer-word,', 'x;', '—', '(so', 'to speak),'),
    )
    fc.assert(
      fc.property(text, (words) => {
        const whole = words.join(' ')
        expect(clauses(whole).join(' ')).toBe(whole)
      }),
    )
  })

  it('fails as a provider fails, and makes the sentence anew the next time', async () => {
    let broken = true
    const { asked, flite } = pretendVoice(async () => {
      if (broken) throw new Error('the thread has ended')
    })
    const voice = fliteVoice({ flite, voice: 'slt' })
    const say = () => {
      const stream = voice.open({ signal: running() })
      stream.write(1, 'a')
      stream.end()
      return all(stream)
    }
    await expect(say()).rejects.toMatchObject({ name: 'ProviderFailure', code: 'UNAVAILABLE' })
    broken = false
    expect(await say()).toHaveLength(2)
    expect(asked).toEqual(['a', 'a'])
  })
})

describe('the offline voice of a process', () => {
  it('has loaded what its first sentence needs when it is ready', async () => {
    const took = async (work: () => Promise<unknown>) => {
      const began = performance.now()
      await work()
      return performance.now() - began
    }
    const source = offlineTts.create({ voice: 'kal' }, { cwd: '/', log: { warn() {} } })
    const loading = await took(async () => source.ready?.(new VirtualClock()))
    const voice = source.forCall({ clock: new VirtualClock(), log: { warn() {} } })
    const first = await took(async () => {
      const stream = voice.open({ signal: running() })
      stream.write(1, 'Yes.')
      stream.end()
      expect(await all(stream)).not.toEqual([])
    })
    expect(first).toBeLessThan(loading / 2)
    await source.close?.()
  })
})

describe('speech-to-text without a service', () => {
  it('gives a placeholder for every piece of speech and nothing for noise', async () => {
    const controller = new AbortController()
    const stream = wordlessStt().open({ signal: controller.signal })
    const parts = stream[Symbol.asyncIterator]()
    stream.drop(1)
    stream.commit(2)
    expect((await parts.next()).value).toEqual({ type: 'final', segment: 2, text: unknownWords })
    controller.abort()
    expect((await parts.next()).done).toBe(true)
  })

  it('gives the lines of a script in order, from the first for every call, and then the placeholder', async () => {
    const stt = wordlessStt(scriptLines('# a demo\n\n book a table \r\nfor two\n'))
    for (let call = 0; call < 2; call++) {
      const stream = stt.open({ signal: running() })
      const parts = stream[Symbol.asyncIterator]()
      const texts: string[] = []
      for (const segment of [4, 5, 6]) {
        stream.commit(segment)
        const { value } = await parts.next()
        texts.push(value.type === 'final' ? value.text : value.type)
      }
      expect(texts).toEqual(['book a table', 'for two', unknownWords])
    }
  })
})

describe('no model and no tools', () => {
  it('refuse as providers refuse', async () => {
    const options = { tools: [], signal: running() }
    await expect(all(noModel.generate([], options))).rejects.toMatchObject({ code: 'REFUSED' })
    const call = { id: '1', name: 'book', input: '{}' }
    await expect(noTools.run(call, { signal: running() })).rejects.toMatchObject({
      code: 'REFUSED',
    })
  })
})
