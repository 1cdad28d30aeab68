/** Card numbers over several turns: nothing of them is kept, in the conversation or in a record. And what looks like a part of one and is none. */
import { describe, expect, it } from 'vitest'
import { type Talk, talk, verifiedTalk } from '../talk.test-kit.js'

const english = 'zero one two three four five six seven eight nine'.split(' ')
const spanish = 'cero uno dos tres cuatro cinco seis siete ocho nueve'.split(' ')
const cards = ['4111111111111111', '5555555555554444', '378282246310005', '6011000990139424']

type Way = (digits: string, last: boolean) => string
const inWords =
  (words: readonly string[]): Way =>
  (digits) =>
    [...digits].map((digit) => words[Number(digit)]).join(' ')
const ways: Readonly<Record<string, Way>> = {
  'in digits': (digits) => digits,
  'in groups': (digits) => digits.replace(/(.{4})(?=.)/g, '$1 '),
  'in words': inWords(english),
  'in words, with "uh" between': (digits) =>
    [...digits].map((digit) => english[Number(digit)]).join(' uh '),
  'in Spanish words': inWords(spanish),
  'with a word before': (digits) => `it's ${digits}`,
}

/** All that is left of a call of the caller's turns. */
function left(call: Talk, turns: readonly (readonly [text: string, keys: string])[]): string {
  const conversation = turns.map(([text, keys]) => {
    call.say(text, keys)
    return call.heardAs ?? `${text} ${keys}`
  })
  return JSON.stringify([conversation, call.records])
}

/** The longest part of the number that is still there, in digits or in words. */
function longestLeft(card: string, kept: string): number {
  const plain = kept
    .toLowerCase()
    .replace(/"(?:at|turn|tries)":\d+/g, '')
    .replace(/\b[a-z]+\b/g, (word) => {
      const at = Math.max(english.indexOf(word), spanish.indexOf(word))
      return at < 0 ? word : String(at)
    })
    .replace(/(?<=\d)(?:\s|uh|,)+(?=\d)/g, '')
  for (let length = card.length; length > 0; length--)
    for (let from = 0; from + length <= card.length; from++)
      if (new RegExp(`(?<!\\d)${card.slice(from, from + length)}(?!\\d)`).test(plain)) return length
  return 0
}

/** All ways to cut a number into so many turns; of three, those whose first cut is every second one. */
function* splits(card: string, turns: 2 | 3): Generator<readonly string[]> {
  for (let first = 1; first < card.length; first++) {
    if (turns === 2) yield [card.slice(0, first), card.slice(first)]
    else
      for (let second = first + 1; second < card.length; second += 2)
        yield [card.slice(0, first), card.slice(first, second), card.slice(second)]
  }
}

/** What is short may be anything: three digits of a number tell nothing. */
const harmless = 3

describe('a card number over several turns', () => {
  it.each(Object.entries(ways))(
    'is not kept: said %s',
    (_, say) => {
      for (const card of cards)
        for (const turns of [2, 3] as const)
          for (const parts of splits(card, turns)) {
            const call = verifiedTalk()
            const kept = left(
              call,
              parts.map((part) => [say(part, false), ''] as const),
            )
            expect(`${parts}: ${longestLeft(card, kept) > harmless ? kept : ''}`).toBe(`${parts}: `)
          }
    },
    60_000,
  )

  it('is not kept where some of it is keyed in', () => {
    for (const card of cards)
      for (const parts of splits(card, 2))
        for (const keyed of [0, 1, 2]) {
          const call = verifiedTalk()
          const turns = parts.map((part, i) =>
            keyed === i || keyed === 2 ? (['', part] as const) : ([part, ''] as const),
          )
          const kept = left(call, turns)
          expect(`${parts}: ${longestLeft(card, kept) > harmless ? kept : ''}`).toBe(`${parts}: `)
        }
  }, 60_000)

  it.each([
    ['while a payment is asked about', ['I want to pay something']],
    ['while a payment is read out', ['I can pay fifty on friday']],
    ['while a plan is asked about', ['can I pay in parts']],
  ])(
    'is not kept %s',
    (_, before) => {
      for (const card of cards)
        for (const parts of splits(card, 2)) {
          const call = verifiedTalk()
          for (const text of before) call.say(text)
          const kept = left(
            call,
            parts.map((part) => [part, ''] as const),
          )
          expect(`${parts}: ${longestLeft(card, kept) > harmless ? kept : ''}`).toBe(`${parts}: `)
        }
    },
    60_000,
  )

  it('is not kept before anybody knows who is calling', () => {
    const kept = left(talk(), [
      ['my card is 4111 1111', ''],
      ['1111 1111', ''],
    ])
    expect(longestLeft('4111111111111111', kept)).toBeLessThanOrEqual(harmless)
  })

  it('is answered with the line about card numbers as soon as it may be one', () => {
    const call = verifiedTalk()
    call.say('it is four one one one one one one one')
    expect(call.spoken.join(' ')).toContain('Please do not say card numbers out loud')
    expect(call.records.map(({ kind }) => kind)).toContain('redacted')
    const keyed = verifiedTalk()
    keyed.say('', '4111111111111111')
    expect(keyed.spoken.join(' ')).toContain('Please do not say card numbers out loud')
  })
})

describe('what looks like a part of a card number', () => {
  it.each([
    'I can pay twelve eighty four fifty on December fourth',
    'I can pay 1284.50 dollars',
    'I can pay 1000 on the 15th',
    'nine hundred dollars on December 4th, 2026',
    'I can pay $4,111 next year',
    'on December fourth twenty twenty six',
    'call me tomorrow at three thirty pm',
    'my account ends in 4471',
    'are you the people at 800 555 0142',
    'it is two hundred or two fifty',
  ])('is kept: "%s"', (text) => {
    const call = verifiedTalk()
    call.say(text)
    expect(call.heardAs).toBeUndefined()
    expect(call.spoken.join(' ')).not.toContain('card numbers')
  })

  it('is kept where it was asked for: the number of an attorney or of somebody at another time', () => {
    const attorney = verifiedTalk()
    attorney.say('I have a lawyer')
    attorney.say('her name is Hale, 415 555 0123')
    expect(attorney.records).toContainEqual(
      expect.objectContaining({ kind: 'noted', words: 'her name is Hale, 415 555 0123' }),
    )
    const callback = verifiedTalk()
    callback.say('can you call me another time')
    callback.say('whenever you like, at four one five five five five oh one two three')
    expect(JSON.stringify(callback.records)).toContain('four one five five five five oh one')
  })

  it('is no longer taken for the rest of a number after a turn of other words', () => {
    const call = verifiedTalk()
    call.say('four one one')
    call.say('sorry, what did you want to know?')
    call.say('50 on Friday')
    expect(call.heardAs).toBeUndefined()
    expect(call.spoken.join(' ')).toContain('One payment of $50')
  })
})
