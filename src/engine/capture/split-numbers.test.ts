import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Piece, zeroedParts } from './split-numbers.js'

const spoken = (...texts: readonly string[]): Piece[] =>
  texts.map((text, i) => ({ segment: i + 1, text }))
const keyed = (digits: string): Piece[] => [...digits].map((key) => ({ key }))
const left = (pieces: readonly Piece[]) => [...zeroedParts(pieces)].sort(([a], [b]) => a - b)

describe('a card number in pieces', () => {
  it.each([
    [
      ['My card is 4111 1111', '1111 1111, thanks'],
      ['My card is 0000 0000', '0000 0000, thanks'],
    ],
    [
      ['four one one one', 'one one one one', 'one one one one one one one one'],
      ['zero zero zero zero', 'zero zero zero zero', 'zero zero zero zero zero zero zero zero'],
    ],
    [
      ['3782', '822463', '10005'],
      ['0000', '000000', '00000'],
    ],
  ])('has its digits set to zero in each: %j', (texts, zeros) => {
    expect(left(spoken(...texts)).map(([, text]) => text)).toEqual(zeros)
  })

  it('is found in keys, and between other keys', () => {
    const found = left(keyed('99' + '4111111111111111' + '62704'))
    expect(found.map(([i]) => i)).toEqual(Array.from({ length: 16 }, (_, i) => i + 2))
    expect(found.every(([, text]) => text === '0')).toBe(true)
  })

  it('is found where it is half said and half keyed', () => {
    expect(left([...spoken('it is 4111 1111'), ...keyed('11111111')])).toHaveLength(9)
  })

  it('may be beside another one in the same piece', () => {
    const found = left(spoken('4111 1111', '1111 1111 and then 5555 5555', '5555 4444'))
    expect(found.map(([, text]) => text)).toEqual([
      '0000 0000',
      '0000 0000 and then 0000 0000',
      '0000 0000',
    ])
  })

  it('is none when Luhn or the issuer say so, and is left alone in one piece', () => {
    expect(left(spoken('4111 1111', '1111 1112'))).toEqual([])
    expect(left(spoken('62704', '1984', '4471'))).toEqual([])
    expect(left(spoken('call me at 217 555 0101', 'I can pay 200 on 4 12'))).toEqual([])
    expect(left(spoken('4111 1111 1111 1111', 'yes'))).toEqual([])
    expect(left(keyed('1234567890123456'))).toEqual([])
    expect(left([])).toEqual([])
  })

  it('is found wherever it is cut', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(cuts, (places) => {
        const at = [0, ...places.toSorted((a, b) => a - b), 16]
        const parts = at.slice(1).map((to, i) => '4242424242424242'.slice(at[i], to))
        const zeros = left(spoken(...parts)).map(([, text]) => text)
        expect(zeros).toEqual(parts.map((part) => '0'.repeat(part.length)))
      }),
    )
  })
})
