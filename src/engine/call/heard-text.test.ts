import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Millis } from '../audio/frame.js'
import { heardText, wordsIn } from './heard-text.js'
import { sentence, whole } from './ledger.test-kit.js'
import type { Spoken } from './state.js'

const all = () => true

/** A whole sentence whose words each take so long. */
function timed(id: number, text: string, wordMs: Millis): Spoken {
  const words = text
    .split(' ')
    .map((word, i) => ({ text: word, from: i * wordMs, to: (i + 1) * wordMs }))
  return whole(id, words.length * wordMs, { text, words })
}

describe('the text that was heard', () => {
  const spoken = timed(1, 'You owe forty dollars.', 200)

  test('is the words that have ended, by the times of the voice', () => {
    expect(heardText([spoken], 0, all)).toBe('')
    expect(heardText([spoken], 399, all)).toBe('You')
    expect(heardText([spoken], 400, all)).toBe('You owe')
    expect(heardText([spoken], 800, all)).toBe('You owe forty dollars.')
  })

  test('is shared out by letters where the voice gives no times', () => {
    const plain = whole(1, 600, { text: 'a bbbbbbb cc' })
    expect(heardText([plain], 0, all)).toBe('')
    expect(heardText([plain], 92, all)).toBe('')
    expect(heardText([plain], 93, all)).toBe('a')
    expect(heardText([plain], 462, all)).toBe('a bbbbbbb')
    expect(heardText([plain], 600, all)).toBe('a bbbbbbb cc')
  })

  test('counts a slow pace while the length of the sentence is not known', () => {
    const text = 'It is forty dollars'
    const begun = sentence(1, { text, pieces: [new Uint8Array(3200)], ms: 400 })
    expect(heardText([begun], 300, all)).toBe('It')
    expect(heardText([begun], 400, all)).toBe('It')
  })

  test('goes on from sentence to sentence, as far as they have ended', () => {
    const next = timed(2, 'Can you pay?', 300)
    expect(heardText([spoken, next], 1400, all)).toBe('You owe forty dollars. Can you')
    expect(heardText([{ ...spoken, ended: false }, next], 1400, all)).toBe('You owe forty dollars.')
  })

  test('leaves out sentences that are no part of the talk, but not the time they take', () => {
    const filler = timed(1, 'One moment.', 300)
    const next = timed(2, 'Can you pay?', 300)
    const kept = (s: Spoken) => s.id !== 1
    expect(heardText([filler, next], 600, kept)).toBe('')
    expect(heardText([filler, next], 900, kept)).toBe('Can')
  })

  test('is written as the sentence was, though the voice leaves out punctuation', () => {
    const words = [
      { text: 'you', from: 0, to: 100 },
      { text: 'there', from: 100, to: 200 },
    ]
    expect(heardText([whole(1, 200, { text: 'You there?', words })], 200, all)).toBe('You there?')
  })

  test('is as the voice said it where that has other words than the text', () => {
    const words = [
      { text: 'five', from: 0, to: 100 },
      { text: 'dollars', from: 100, to: 200 },
    ]
    expect(heardText([whole(1, 200, { text: '$5', words })], 150, all)).toBe('five')
  })

  test('has the last word though the voice places its end a little behind the audio', () => {
    const words = [{ text: 'Yes.', from: 0, to: 220 }]
    expect(heardText([whole(1, 200, { text: 'Yes.', words })], 200, all)).toBe('Yes.')
  })

  test('has no word whose audio never came', () => {
    const words = [
      { text: 'Yes', from: 0, to: 200 },
      { text: 'certainly.', from: 200, to: 700 },
    ]
    const broken = whole(1, 300, { text: 'Yes certainly.', words })
    expect(heardText([broken], 300, all)).toBe('Yes')
  })
})

test('whatever was heard, the text has every word that ended by then and no other', () => {
  const texts = fc.array(fc.constantFrom('a', 'word', 'pronunciation,', 'yes.', '$1,234.56'), {
    minLength: 1,
    maxLength: 10,
  })
  const sentences = fc.array(fc.tuple(texts, fc.integer({ min: 1, max: 500 }), fc.boolean()), {
    minLength: 1,
    maxLength: 5,
  })
  fc.assert(
    fc.property(sentences, fc.double({ min: 0, max: 1.2, noNaN: true }), (list, share) => {
      const spoken = list.map(([words, ms, times], i) =>
        times
          ? timed(i, words.join(' '), ms)
          : whole(i, ms * words.length, { text: words.join(' ') }),
      )
      const heard = share * spoken.reduce((sum, s) => sum + s.ms, 0)
      let base = 0
      const ends = spoken.flatMap((s) => {
        const placed = wordsIn(s).map(({ text, to }) => ({ text, to: base + to }))
        base += s.ms
        return placed
      })
      const text = heardText(spoken, heard, all)
      const count = text === '' ? 0 : text.split(' ').length
      expect(text).toBe(
        ends
          .slice(0, count)
          .map((word) => word.text)
          .join(' '),
      )
      expect(ends[count - 1]?.to ?? 0).toBeLessThanOrEqual(heard + 0.13)
      expect(ends[count]?.to ?? Number.POSITIVE_INFINITY).toBeGreaterThan(heard)
    }),
    { numRuns: 500 },
  )
})
