import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { passages, textWords } from './spoken-text.js'

describe('words of a text', () => {
  test('joined by spaces they are the text again, whatever it holds, and flite gets printable ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const words = textWords(text)
        expect(words.map((word) => word.written).join(' ')).toBe(text.trim().replace(/\s+/g, ' '))
        for (const word of words) expect(word.spoken).toMatch(/^[\x20-\x7e]*$/)
      }),
    )
  })

  test.each([
    ['I’d', "I'd"],
    ['“Yes”', '"Yes"'],
    ['café', 'cafe'],
    ['wait—no', 'wait, no'],
    ['AT&T', 'AT and T'],
    ['so…', 'so...'],
    ['你好', ''],
  ])('%s is given to flite as %s', (written, spoken) => {
    expect(textWords(written)).toEqual([{ written, spoken }])
  })
})

describe('passages', () => {
  const sentence = 'This is a sentence of exactly fifty characters, ok.'
  const textOf = (parts: ReturnType<typeof passages>) =>
    parts.map((part) => part.map((word) => word.written).join(' '))

  test('a short text is one passage, and no text is none', () => {
    expect(textOf(passages(textWords('Hello. How are you?')))).toEqual(['Hello. How are you?'])
    expect(passages([])).toEqual([])
  })

  test('a long text is cut between sentences and never loses or moves a word', () => {
    const text = Array.from({ length: 40 }, () => sentence).join(' ')
    const parts = textOf(passages(textWords(text)))
    expect(parts.join(' ')).toBe(text)
    for (const part of parts) {
      expect(part.length).toBeLessThan(400)
      expect(part).toMatch(/ok\.$/)
    }
  })

  test('a sentence without end is cut between words', () => {
    const text = Array.from({ length: 300 }, (_, i) => `word${i}`).join(' ')
    const parts = textOf(passages(textWords(text)))
    expect(parts.join(' ')).toBe(text)
    for (const part of parts) expect(part.length).toBeLessThan(400)
  })
})
