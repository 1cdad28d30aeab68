import { describe, expect, test } from 'vitest'
import { asksToStop, contentWords, isHello, type Overheard, overheard } from './backchannel.js'

function hears(as: Overheard, texts: readonly string[]): void {
  test.each(texts)(`"%s" over the agent is ${as}`, (text) => {
    expect(overheard(text)).toBe(as)
  })
}

describe('a caller who only goes along', () => {
  hears('backchannel', [
    'Uh-huh.',
    'uh huh',
    'Uhhuh.',
    'Mm-hmm.',
    'Mm-hmm, mm-hmm.',
    'Uh-huh. Uh-huh. Uh-huh.',
    'Mhm.',
    'Mm.',
    'Hmm.',
    'Right.',
    'Yeah.',
    'Yeah, yeah, yeah, yeah, yeah.',
    'Okay, sure.',
    'Oh, okay, I see.',
    'Okay. Okay. Uh-huh, okay.',
    'I see.',
    'Got it.',
    'Go on.',
    "That's right.",
    'Sounds good.',
    'Makes sense.',
    'Of course.',
    'Exactly.',
    'Oh, really?',
    'Wow.',
    'Mm-hmm?',
    'Sí.',
    'Ajá, claro.',
    'Muy bien.',
  ])
})

describe('a caller who wants to speak', () => {
  hears('words', [
    'No.',
    'Stop.',
    'Wait.',
    'Okay, stop.',
    'Yes, but I paid it.',
    'Yes, but.',
    'What?',
    'Huh?',
    'Hmm?',
    'Okay?',
    'Yes?',
    "I don't agree.",
    'Um.',
    'Right now.',
    'Go away.',
    'Sure, I can pay.',
    'Yeah, that is fine I guess.',
    'Hello?',
    'Thank you.',
    'Yeah okay right sure fine.',
    'No, gracias.',
    'Ya basta.',
  ])
})

describe('no words at all', () => {
  hears('nothing', ['', ' ', '...', '- ', '?'])
})

describe('a partial result', () => {
  test.each([
    ['I', 0],
    ['I don', 1],
    ["I don't agree", 2],
    ['uh huh', 0],
    ['Mm-hmm, mm-hmm, wh', 1],
    ['yes but', 1],
    ['yes but I paid', 2],
    ['No, no, no', 3],
  ])('"%s" has %i words that are no backchannel', (text, count) => {
    expect(contentWords(text)).toBe(count)
  })

  test.each([
    'stop',
    'No.',
    'okay stop',
    'wait a',
    'Excuse me',
    'hold on',
    'sorry, what',
    'Espere',
  ])('"%s" asks for silence at once', (text) => {
    expect(asksToStop(text)).toBe(true)
  })

  test.each(['yes', 'nonstop', 'I know', 'waiting', 'uh-huh'])('"%s" does not', (text) => {
    expect(asksToStop(text)).toBe(false)
  })
})

describe('a hello into a silent line', () => {
  test.each([
    'Hello?',
    'Hi.',
    'Hello? Hello?',
    'Hello, who is this?',
    'Yes?',
    '¿Bueno?',
    'Hello, anyone there?',
  ])('"%s" is one', (text) => {
    expect(isHello(text)).toBe(true)
  })

  test.each(['', 'Hello, I want to pay.', 'Stop.', 'Who are you?', 'Hello hi hey yes hello there'])(
    '"%s" is none',
    (text) => {
      expect(isHello(text)).toBe(false)
    },
  )
})
