import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../../../../properties.test-kit.js'
import { literalsIn } from './literals.js'

const told = (text: string) => literalsIn(text).map(({ kind, value }) => `${kind} ${value}`)

describe('the literals of a sentence', () => {
  it.each([
    ['$1,284.50', 'money 128450'],
    ['twelve eighty four fifty', 'money 128450'],
    ['twelve hundred eighty four fifty', 'money 128450'],
    ['one thousand two hundred eighty four dollars and fifty cents', 'money 128450'],
    ['a hundred and twenty bucks', 'money 12000'],
    ['fifty cents', 'money 50'],
    ['five grand in dollars', 'number 5000'],
    ['mil doscientos ochenta y cuatro dólares con cincuenta centavos', 'money 128450'],
    ['ciento veinte dólares', 'money 12000'],
    ['the fifth of March', 'date --03-05'],
    ['March 5th, 2026', 'date 2026-03-05'],
    ['march fifth twenty twenty six', 'date 2026-03-05'],
    ['3/5/26', 'date 2026-03-05'],
    ['2026-03-05', 'date 2026-03-05'],
    ['el cinco de marzo', 'date --03-05'],
    ['by the 15th', 'date ---15'],
    ['29.9%', 'percent 29.9'],
    ['twenty nine point nine percent', 'percent 29.9'],
    ['treinta por ciento', 'percent 30'],
    ['(800) 555-0142', 'phone 8005550142'],
    ['800.555.0142', 'phone 8005550142'],
    ['eight hundred five five five oh one four two', 'phone 8005550142'],
    ['eight oh oh, five five five, oh one four two', 'phone 8005550142'],
    ['account 445566778', 'digits 445566778'],
    ['at 2:14 p.m.', 'time 14:14'],
    ['at three thirty pm', 'time 15:30'],
  ])('in %j: %s', (text, expected) => {
    expect(told(text)).toEqual([expected])
  })

  it('may have several readings, of which one should be a fact', () => {
    expect(literalsIn('twelve eighty four')[0]?.readings).toEqual([1284, 12.84])
    expect(literalsIn('nine fifty dollars')[0]?.readings).toEqual([95_000, 950])
  })

  it('are none in words that only look like numbers', () => {
    expect(told('One moment please, no one is here at the second door.')).toEqual([])
  })

  it('are pieces of the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 99_999_999 }), (text, cents) => {
        const said = `${text} you owe $${(cents / 100).toFixed(2)} today`
        for (const { words, start, end } of literalsIn(said))
          expect(said.slice(start, end)).toBe(words)
      }),
    )
  })

  it('read an amount as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 99_999_999 }), (cents) => {
        const dollars = Math.floor(cents / 100).toLocaleString('en-US')
        const said = `pay $${dollars}.${String(cents % 100).padStart(2, '0')} now`
        expect(literalsIn(said).map(({ value }) => value)).toEqual([cents])
      }),
    )
  })
})
