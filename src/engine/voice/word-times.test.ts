import { describe, expect, test } from 'vitest'
import { placeWords, timedPhones, wordPhones } from './word-times.js'

/** Phones of 100 ms each, one after the other. */
function evenly(names: string) {
  return timedPhones(
    names
      .split(' ')
      .map((name, i) => `${name}:${(i + 1) / 10}`)
      .join(' '),
  )
}

describe('what flite prints', () => {
  test('end times become spans, and pauses take time but are no phones', () => {
    expect(timedPhones('pau:0.2 hh:0.25 ay:0.4 pau:0.6 \n')).toEqual([
      { name: 'hh', from: 200, to: 250 },
      { name: 'ay', from: 250, to: 400 },
    ])
  })

  test('each line is one word, and a line of pauses a word without phones', () => {
    expect(wordPhones('pau hh ay pau \npau \npau b ay pau \n')).toEqual([
      ['hh', 'ay'],
      [],
      ['b', 'ay'],
    ])
  })
})

describe('placing words', () => {
  test('words take their phones in order and leave out the pauses between them', () => {
    const spans = placeWords(
      [
        ['hh', 'ay'],
        ['b', 'ay'],
      ],
      evenly('hh ay pau b ay'),
    )
    expect(spans).toEqual([
      { from: 0, to: 200 },
      { from: 300, to: 500 },
    ])
  })

  test('a phone that sounds different in context stays with its word', () => {
    const spans = placeWords(
      [
        ['dh', 'ax'],
        ['ae', 'p'],
      ],
      evenly('dh iy ae p'),
    )
    expect(spans).toEqual([
      { from: 0, to: 200 },
      { from: 200, to: 400 },
    ])
  })

  test('a word that reads longer in context keeps the words around it in place', () => {
    const spans = placeWords(
      [
        ['t', 'uw'],
        ['d', 'r'],
        ['s', 'ih'],
      ],
      evenly('t uw d aa k t er s ih'),
    )
    expect(spans).toEqual([
      { from: 0, to: 200 },
      { from: 200, to: 700 },
      { from: 700, to: 900 },
    ])
  })

  test('a word that reads shorter in context does too', () => {
    const spans = placeWords(
      [['t', 'uw'], ['d', 'aa', 'k', 't', 'er'], ['s']],
      evenly('t uw d r s'),
    )
    expect(spans[0]).toEqual({ from: 0, to: 200 })
    expect(spans[2]).toEqual({ from: 400, to: 500 })
  })

  test('a word without a phone gets no place', () => {
    expect(placeWords([['hh'], [], ['b']], evenly('hh b'))[1]).toBeUndefined()
    expect(placeWords([['hh'], ['b']], [])).toEqual([undefined, undefined])
  })
})
