import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../../../properties.test-kit.js'
import { normalise } from './normalise.js'

const words = (text: string, name?: string) => normalise(text, name).text.trim()

describe('the normal form of what was said', () => {
  it.each([
    ["I DON'T know", 'i do not know'],
    ['dont', 'do not'],
    ["they'll've", 'theyllve'],
    ['um, uh, stop stop calling me', 'stop calling me'],
    ['I I want want you to you to stop', 'i want you to stop'],
    ['st- stop', 'stop'],
    ['sixty-seven, and a co-worker', '60 seven , and a co worker'],
    ['¿Está en casa?', 'esta en casa ?'],
    ['fifty dollars', '50 dollars'],
    ['I am 7', 'i am seven'],
    ['$1,284.50', '1284.50'],
    ['five five five', 'five five five'],
    ['no, no, no', 'no'],
    ['no my lawyer has it', 'no . my lawyer has it'],
    ['no lawyer has it', 'no lawyer has it'],
    ['not now call me later', 'not now . call me later'],
    ["he's there", 'he is there'],
    ["my son's here", 'my son s here'],
    ['how do you know', 'how do you know'],
    ['it is, you know, late', 'it is , late'],
  ])('of %j is %j', (said, normal) => {
    expect(words(said)).toBe(normal)
  })

  it("has one word for the consumer's name, however it is written", () => {
    expect(words("there's no DANA here, no Whitlock", 'Dana Whitlock')).toBe(
      'there is no theconsumer here , no theconsumer',
    )
  })

  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc
      .array(
        fc.constantFrom(
          ...`I i'm dont stop, calling me um uh you know o sea 12 13 fifty no no . ? ! - st- señor it's`.split(
            ' ',
          ),
        ),
      )
      .map((list) => list.join(' ')),
  )

  it('is its own normal form', () => {
    fc.assert(
      fc.property(text, (said) => {
        const once = words(said)
        expect(words(once)).toBe(once)
      }),
    )
  })

  it('names for each word a piece of the text, in order', () => {
    fc.assert(
      fc.property(text, (said) => {
        let last = 0
        for (const { start, end } of normalise(said).tokens) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(said.length)
          last = start
        }
      }),
    )
  })
})
