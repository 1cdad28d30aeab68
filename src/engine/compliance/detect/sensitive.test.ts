import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../../../properties.test-kit.js'
import { redact, sensitiveIn } from './sensitive.js'

describe('redaction', () => {
  it.each([
    ['my card is 4111 1111 1111 1111 okay', 'my card is [CARD_1] okay'],
    ['4111-1111-1111-1111', '[CARD_1]'],
    ['four one one one uh one one one one and then one one one one one one one one', '[CARD_1]'],
    ['forty two forty two forty two forty two forty two forty two forty two forty two', '[CARD_1]'],
    ['cuatro uno uno uno uno uno uno uno uno uno uno uno uno uno uno uno', '[CARD_1]'],
    ['4111111111111111 then 5555555555554444', '[CARD_1] then [CARD_2]'],
    ['ssn 123-45-6789', 'ssn [SSN_1]'],
    ['my social is one two three four five six seven eight nine', 'my social is [SSN_1]'],
    ['the security code is 123', 'the security code is [CVV_1]'],
    ['exp 12/27 cvv 123', 'exp 12/27 cvv [CVV_1]'],
  ])('of %j is %j', (text, redacted) => {
    expect(redact(text)).toBe(redacted)
  })

  it('gives one number one placeholder throughout a text', () => {
    const text = 'it is 4242 4242 4242 4242, so 4242424242424242. No, 4111 1111 1111 1111.'
    expect(redact(text)).toBe('it is [CARD_1], so [CARD_1]. No, [CARD_2].')
  })

  it.each([
    ['4111 1111 1111 1112'],
    ['call 800 555 0142'],
    ['you owe $1,284.50 by 3/5/2026'],
    ['I have three kids'],
  ])('leaves %j alone', (text) => {
    expect(redact(text)).toBe(text)
  })

  it('leaves no valid card number of 16 digits, however it is grouped', () => {
    const digits = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 14 })
      .map((rest) => withCheckDigit([4, ...rest]))
    fc.assert(
      fc.property(digits, fc.constantFrom('', ' ', '-', ' and '), (card, gap) => {
        const said = card.match(/.{4}/g)?.join(gap) ?? ''
        expect(redact(`it is ${said} thanks`)).toBe('it is [CARD_1] thanks')
      }),
    )
  })

  it('is done once: nothing sensitive is left to find', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789 -'), maxLength: 40 }),
        (text) => {
          const redacted = redact(`ssn ${text} card`)
          expect(sensitiveIn(redacted).filter(({ kind }) => kind === 'card')).toEqual([])
        },
      ),
    )
  })
})

function withCheckDigit(digits: readonly number[]): string {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = at % 2 === 0 ? digit * 2 : digit
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return [...digits, (10 - (sum % 10)) % 10].join('')
}
