import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutSentences, speakable, startsClause } from './sentences.js'

/** What the voice gets from a whole text: the pieces, and what is left when the model has finished. */
function spoken(text: string, first = false): readonly string[] {
  return streamed([text], first)
}

/** The same for a text that comes in parts, as a reply cuts it. */
function streamed(parts: Iterable<string>, first = false): readonly string[] {
  const pieces: string[] = []
  let tail = ''
  for (const part of parts) {
    const cut = cutSentences(tail + part, first && pieces.length === 0)
    pieces.push(...cut.pieces)
    tail = cut.rest
  }
  const last = speakable(tail)
  return last === '' ? pieces : [...pieces, last]
}

describe('sentences', () => {
  test('end at a full stop, a question or an exclamation mark', () => {
    expect(spoken('I can help. May I ask your name? Great! Bye')).toEqual([
      'I can help.',
      'May I ask your name?',
      'Great!',
      'Bye',
    ])
  })

  test('are whole only when something follows', () => {
    expect(cutSentences('I can help.', false)).toEqual({ pieces: [], rest: 'I can help.' })
    expect(cutSentences('I can help. ', false)).toEqual({ pieces: ['I can help.'], rest: ' ' })
  })

  test.each([
    ['an amount', 'You owe $1,234.56 as of today.'],
    ['a decimal', 'That is 3.5 percent of it.'],
    ['a title', 'Please ask for Mr. Smith or Dr. Jones.'],
    ['an initial', 'This is for John F. Kennedy.'],
    ['a number', 'It is invoice No. 5 of three.'],
    ['an hour', 'We close at 5 p.m. tomorrow.'],
    ['e.g.', 'Bring a paper, e.g. a bill.'],
    ['a company', 'It was sold to Acme Inc. last year.'],
    ['a web address', 'See www.example.com/help.html for more.'],
    ['an email address', 'Write to jo.smith@example.com today.'],
    ['a list number', '1. Call the store.'],
    ['a Spanish title', 'Pregunte por el Sr. López.'],
  ])('do not end within %s', (_, text) => {
    expect(spoken(`${text} Next`)).toEqual([text, 'Next'])
  })

  test('may end with an abbreviation when a capital follows', () => {
    expect(spoken('We close at 5 p.m. Can you come earlier? Yes')).toEqual([
      'We close at 5 p.m.',
      'Can you come earlier?',
      'Yes',
    ])
    expect(cutSentences('We close at 5 p.m. ', false).pieces).toEqual([])
  })

  test('may be a number, a "no" or an "I" alone', () => {
    expect(spoken('How many? 12. Is it 7? No. I am sure. So am I. Good')).toEqual([
      'How many?',
      '12. Is it 7?',
      'No.',
      'I am sure.',
      'So am I.',
      'Good',
    ])
  })

  test('end with their quotes, brackets and dots', () => {
    expect(spoken('He said "no." (Twice!) Well... fine… **Done.** End')).toEqual([
      'He said "no."',
      '(Twice!)',
      'Well...',
      'fine…',
      'Done.',
      'End',
    ])
  })

  test('of Spanish keep their opening marks', () => {
    expect(spoken('¡Hola! ¿Cómo está? Bien.')).toEqual(['¡Hola!', '¿Cómo está?', 'Bien.'])
  })

  test('end at a line break, and what is only white space or dots is no sentence', () => {
    expect(spoken('One thing\nAnother\n\n . \n...\n')).toEqual(['One thing', 'Another'])
  })
})

describe('the first piece of a reply', () => {
  const text = 'Let me have a look at that, one moment. Thank you, I have it'

  test('ends at a clause when its sentence has not come yet', () => {
    expect(streamed(text, true)).toEqual([
      'Let me have a look at that,',
      'one moment.',
      'Thank you, I have it',
    ])
  })

  test('is the whole sentence when that has come', () => {
    expect(spoken(text, true)[0]).toBe('Let me have a look at that, one moment.')
  })

  test('is not chopped off after a word or two', () => {
    expect(streamed('Sure, I can do that: just', true)[0]).toBe('Sure, I can do that:')
  })

  test('does not end within a number or an hour', () => {
    expect(streamed('Your balance is $12,345 and it is 10:30 now', true)).toHaveLength(1)
  })
})

describe('text without an end', () => {
  const clause = 'and then we went on to the next town where nobody was at home'

  test('is cut at a clause in time', () => {
    const pieces = spoken(`${Array(8).fill(clause).join(', ')} end`)
    expect(pieces.length).toBeGreaterThan(1)
    for (const piece of pieces.slice(0, -1)) expect(piece).toMatch(/home,$/)
  })

  test('is cut between words where there is no clause', () => {
    const pieces = spoken(Array(12).fill(clause).join(' '))
    expect(pieces.every((piece) => piece.length <= 240)).toBe(true)
    expect(pieces.join(' ')).toBe(Array(12).fill(clause).join(' '))
  })

  test('is cut anywhere where there are no words, but never through a character', () => {
    const pieces = spoken(`a${'𝒳'.repeat(400)}`)
    expect(pieces.join('')).toBe(`a${'𝒳'.repeat(400)}`)
    for (const piece of pieces) expect(piece).not.toMatch(/[\ud800-\udbff]$/)
  })

  test('is cut even when its sentence ends later on', () => {
    const text = `${Array(6).fill(clause).join(', ')}. End`
    expect(spoken(text)).toEqual(streamed(text))
    expect(spoken(text)[0]?.length).toBeLessThanOrEqual(240)
  })
})

describe('what a voice can say', () => {
  test.each([
    ['**Important:** call *now*.', 'Important: call now.'],
    ['## Options', 'Options'],
    ['- first\n- second', 'first second'],
    ['* one\n• two', 'one two'],
    ['[our site](https://example.com/a_b)', 'our site'],
    ['Use `pay` or ~~not~~', 'Use pay or not'],
    ['Sure 😀👍🏽 done 🇲🇽', 'Sure done'],
    ['press 1️⃣ now', 'press 1 now'],
    ['a  b\n c', 'a b c'],
    ['...', ''],
    ['🙂', ''],
    ['---', ''],
  ])('"%s" is said as "%s"', (text, said) => {
    expect(speakable(text)).toBe(said)
  })

  test.each([
    'jo_smith@example.com',
    'https://example.com/_pay_/now',
    'Dial *67 first.',
    'Then press * or #.',
    'It is 2 * 3.',
    '12. Anything else?',
    '¿Sí?',
    '-5 degrees',
    '#4 of 10',
  ])('"%s" is left as it is', (text) => {
    expect(speakable(text)).toBe(text)
  })
})

test('a clause begins after a comma or an end, with or without a quote', () => {
  for (const word of ['well,', 'done.', 'so:', '"no."', 'wait…', '—']) {
    expect(startsClause(word)).toBe(true)
  }
  for (const word of ['well', '3.5x', '', '$1,234']) expect(startsClause(word)).toBe(false)
})

describe('whatever text comes', () => {
  const atoms = fc.constantFrom(
    ...['a', 'I', 'no', 'word', 'Word', 'p.m', 'Mr', 'U.S', 'J', '1', '12', '3.5', '$1,234.56'],
    ...[
      '.',
      '!',
      '?',
      '...',
      '…',
      ',',
      ';',
      ':',
      '—',
      '"',
      "'",
      ')',
      '(',
      '¿',
      '*',
      '**',
      '_',
      '-',
    ],
    ...[' ', ' ', ' ', ' ', '  ', '\n', '\n\n', '😀', '𝒳', 'ñ', 'a'.repeat(90)],
  )
  const texts = fc.oneof(
    fc.array(atoms, { maxLength: 120 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 400 }).map((text) => text.replace(/[[\]]/g, '')),
  )
  const pronounceable = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')

  test('nothing that can be pronounced is lost, added or moved', () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (text, first) => {
        const { pieces, rest } = cutSentences(text, first)
        expect(pronounceable(pieces.join('') + rest)).toBe(pronounceable(text))
        expect(pronounceable(spoken(text, first).join(''))).toBe(pronounceable(text))
      }),
      { numRuns: 1000 },
    )
  })

  test('after the first piece the cuts are the same however the text came', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.integer({ min: 1, max: 40 })), (text, lengths) => {
        const parts: string[] = []
        let at = 0
        for (const length of lengths) {
          parts.push(text.slice(at, at + length))
          at += length
        }
        expect(streamed([...parts, text.slice(at)])).toEqual(spoken(text))
        expect(streamed(text)).toEqual(spoken(text))
      }),
      { numRuns: 1000 },
    )
  })

  test('slow text only ever splits the first sentence in two', () => {
    const words = fc.array(fc.constantFrom('yes', 'certainly,', 'whenever', 'so:', 'we'), {
      minLength: 1,
      maxLength: 20,
    })
    const sentences = fc.array(
      words.map((list) => `${list.join(' ')}.`),
      { minLength: 1, maxLength: 5 },
    )
    fc.assert(
      fc.property(sentences, (list) => {
        const slow = streamed(list.join(' '), true)
        const [first = '', ...others] = spoken(list.join(' '), true)
        const split = slow.length - others.length
        expect(slow.slice(split)).toEqual(others)
        expect(slow.slice(0, split).join(' ')).toBe(first)
        expect(split).toBeLessThanOrEqual(2)
      }),
    )
  })

  test('no piece is longer than 240 characters, and every piece can be pronounced', () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (text, first) => {
        for (const piece of cutSentences(text, first).pieces) {
          expect(piece.length).toBeLessThanOrEqual(240)
          expect(piece).toMatch(/[\p{L}\p{N}]/u)
          expect(speakable(piece)).not.toBe('')
        }
      }),
    )
  })
})
