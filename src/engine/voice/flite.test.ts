import { describe, expect, test } from 'vitest'
import { sliceMulaw } from '../audio/frame.js'
import { decodeMulaw, mulawLevel } from '../audio/mulaw.js'
import { fliteVoices, loadFlite, type Spoken } from './flite.js'
import { loadFliteThread } from './flite-thread.js'

const flite = await loadFlite()
const sentence = 'Thanks for calling, this is Anna. How can I help you today?'

const seconds = (spoken: Spoken) => spoken.mulaw.length / 8000
const textOf = (spoken: Spoken) => spoken.words.map((word) => word.text).join(' ')

function expectOrdered(spoken: Spoken): void {
  let end = 0
  for (const { from, to } of spoken.words) {
    expect(from).toBeGreaterThanOrEqual(end)
    expect(to).toBeGreaterThan(from)
    end = to
  }
  expect(end).toBeLessThanOrEqual(spoken.mulaw.length / 8)
}

describe.each(fliteVoices)('the voice %s', (voice) => {
  test('says the same text with the same bytes and the same word times, each time', async () => {
    const first = await flite.speak(sentence, { voice })
    await flite.speak('Something else in between.', { voice })
    expect(await flite.speak(sentence, { voice })).toEqual(first)
  })

  test('speaks at a human pace, begins at once and ends soon after its last sound', async () => {
    const spoken = await flite.speak(sentence, { voice })
    expect(seconds(spoken)).toBeGreaterThan(12 * 0.2)
    expect(seconds(spoken)).toBeLessThan(12 * 0.45)
    expect(mulawLevel(sliceMulaw(spoken.mulaw, 40, 60))).toBeGreaterThan(-52)
    expect(spoken.words[0]!.from).toBeLessThan(60)
    expect(seconds(spoken) * 1000 - spoken.words.at(-1)!.to).toBeLessThan(120)
  })

  test('has the level of telephone speech and is not clipped', async () => {
    const { mulaw } = await flite.speak(sentence, { voice })
    expect(Math.abs(mulawLevel(mulaw) + 21)).toBeLessThan(2)
    expect(Math.max(...decodeMulaw(mulaw).map(Math.abs))).toBeLessThan(31_000)
  })

  test('its words are the text, in order, and cover what sounds', async () => {
    const spoken = await flite.speak(sentence, { voice })
    expect(spoken.words.map((word) => word.text)).toEqual(sentence.split(' '))
    expectOrdered(spoken)
    const { from, to } = spoken.words[6]!
    const pause = sliceMulaw(spoken.mulaw, spoken.words[5]!.to + 20, spoken.words[6]!.from - 20)
    expect(mulawLevel(pause)).toBeLessThan(mulawLevel(sliceMulaw(spoken.mulaw, from, to)) - 15)
  })
})

describe('word times', () => {
  test('a number takes the time of all the words it is read as', async () => {
    const { words } = await flite.speak('Pay $1,250.50 now.', { voice: 'slt' })
    const [pay, amount, now] = words.map((word) => word.to - word.from)
    expect(amount).toBeGreaterThan(5 * pay!)
    expect(amount).toBeGreaterThan(5 * now!)
  })

  test('a word reads alike at another place in the sentence, within a few sounds', async () => {
    const early = await flite.speak('Doctor Smith called.', { voice: 'kal' })
    const late = await flite.speak('I think it was Dr. Smith who called.', { voice: 'kal' })
    const length = (spoken: Spoken, text: string) => {
      const word = spoken.words.find((candidate) => candidate.text === text)!
      return word.to - word.from
    }
    expect(Math.abs(length(early, 'Smith') - length(late, 'Smith'))).toBeLessThan(120)
    expect(length(late, 'Dr.')).toBeGreaterThan(250)
  })
})

describe('unusual texts', () => {
  test.each(['', '  \n ', '...', '—', '?!', '你好'])(
    'nothing can be said of %j: no audio',
    async (text) => {
      const spoken = await flite.speak(text, { voice: 'rms' })
      expect(spoken).toEqual({ mulaw: new Uint8Array(0), words: [] })
    },
  )

  test.each([
    '“I’d like — if you’re OK with it — to pay 50 % & be done…”',
    '- Yes',
    '4111 1111 1111 1111',
    'e.g. U.S.A. at 3:30pm on 05/03/2026!!!',
    'Zoë paid €20 for ½ a crème brûlée',
    '--help -o /etc/passwd %s %n \\',
    '( [ { " \' hello',
    'pfft xq`w[Zk Qzw#',
  ])('%s keeps its words, in order and in place', async (text) => {
    const spoken = await flite.speak(text, { voice: 'kal' })
    expect(textOf(spoken)).toBe(text)
    expectOrdered(spoken)
  })

  test('what makes no sound belongs to the word before it, or to the first that sounds', async () => {
    const { words } = await flite.speak('... well — yes 你好 !', { voice: 'kal' })
    expect(words.map((word) => word.text)).toEqual(['... well —', 'yes 你好 !'])
  })

  test('2,000 characters are said to the end', async () => {
    const text = 'The quick brown fox jumps over the lazy dog, and then we all go home. '
      .repeat(29)
      .trim()
    const spoken = await flite.speak(text, { voice: 'kal' })
    expect(textOf(spoken)).toBe(text)
    expectOrdered(spoken)
    expect(seconds(spoken)).toBeGreaterThan(100)
  })
})

describe('on a thread of its own', () => {
  test('the voice says the same bytes, in the order of the requests, and stops when closed', async () => {
    const thread = loadFliteThread()
    const order: string[] = []
    const [long, short] = await Promise.all(
      [sentence, 'Bye.'].map(async (text) => {
        const spoken = await thread.speak(text, { voice: 'kal' })
        order.push(text)
        return spoken
      }),
    )
    expect(order).toEqual([sentence, 'Bye.'])
    expect(long).toEqual(await flite.speak(sentence, { voice: 'kal' }))
    expect(short).toEqual(await flite.speak('Bye.', { voice: 'kal' }))
    const cut = thread.speak(sentence, { voice: 'rms' })
    const refused = expect(cut).rejects.toThrow('thread has ended')
    await thread.close()
    await refused
    await expect(thread.speak('Hello', { voice: 'kal' })).rejects.toThrow('thread has ended')
  })
})
