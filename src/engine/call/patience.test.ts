import { describe, expect, test } from 'vitest'
import { type Completeness, completeness, patience } from './patience.js'
import { defaultPolicy } from './policy.js'

/** Each line as a speech-to-text service writes it, with the full stop it puts behind every piece. */
function judges(as: Completeness, utterances: readonly string[]): void {
  test.each(utterances)(`"%s" is ${as}`, (text) => {
    expect(completeness(text)).toBe(as)
  })
}

describe('a whole sentence', () => {
  judges('complete', [
    'I would like to check my balance.',
    'i already paid that off last year',
    'Can you change my address, please?',
    'What is this about?',
    'What can I do?',
    'I moved last month!',
    'I want to pay three hundred dollars.',
    'You called my mother about it yesterday.',
    "It's my sister's phone, not my sister's.",
    'I need to talk to a real person.',
    "I don't think so.",
    'They said it was taken care of.',
    'Quiero hablar con una persona.',
    '¿Quién habla?',
    'He said, "I never signed that contract."',
  ])
})

describe('a short answer', () => {
  judges('complete', [
    'Yes.',
    'No.',
    'Yeah, sure.',
    'Okay, thanks, bye.',
    "No ma'am.",
    'Yes, please.',
    'Yes, I am.',
    'No, I was.',
    "That's right.",
    'This is she.',
    'Speaking.',
    'Thank you.',
    "I don't know.",
    'Hello? Hello?',
    'Oh, oh.',
    'Sí, claro.',
    'No, gracias.',
  ])
})

describe('too little to tell, or an end that may be one', () => {
  judges('neutral', [
    '',
    '...',
    'Tomorrow.',
    'My balance.',
    'I moved.',
    'Dana Whitlock.',
    "I don't owe this.",
    'I know who that is.',
    'Which number should I write to.',
    'Put a live agent on.',
    'Let me get her.',
    'I think you could.',
    'I want to know where your office is.',
    "It's 12.",
    'Not him, but I did.',
    'Maybe.',
  ])
})

describe('a sentence that cannot end there', () => {
  judges('unfinished', [
    'My number is.',
    'My last name is.',
    'I would like to.',
    "I'm calling about.",
    "I'm calling about my.",
    'I wanted to ask if.',
    'I was wondering if I could.',
    'It was on the.',
    'I paid it and.',
    'I paid it, and then.',
    "I don't have it because",
    "Well, I'm.",
    "And they'll.",
    "I think that's.",
    'I live in, um.',
    'So the thing is,',
    'I want to pay—',
    'I want to pay my-',
    'Well...',
    'And then I told him, "well,"',
    'Let me see…',
    'S as in Sam, M as in.',
    'Two things:',
    'Mi número es.',
    'Quiero pagar, pero.',
    'Necesito hablar con el.',
  ])
})

describe('a number that is being read out', () => {
  judges('reading', [
    'Five five five.',
    'five five five oh one',
    'four four one nine',
    'My number is 555.',
    "It's 555-012.",
    '555 0132.',
    'Area code 404, 555.',
    'Yeah, 404.',
    'Five five five, twenty-two.',
    'Twenty-two, forty-five.',
    'Four one one one, two two two two, three.',
    'My card number is 4111 1111 11.',
    '4111 1111 1111.',
    'The card is 4 1 1 1, 2 2 2 2.',
    'My social is 123 45.',
    'Five, double two, double.',
    'Four four one nine?',
    'Cinco cinco cinco, cero uno.',
  ])
})

describe('a number that is whole', () => {
  judges('complete', [
    'Five five five, oh one two, three four five six.',
    'My number is 555-012-3456.',
    'It is (555) 012-3456.',
    '5550123456',
    'Five five five, oh one two, thirty-four, fifty-six.',
    '+1 404 555 0123.',
    'My card number is 4111 1111 1111 1111.',
    'The last four are four four one nine.',
    'It ends in 4419.',
    'The last four of my social are 6789.',
    'My social is 123-45-6789.',
    'My zip code is 30301.',
    'Is it four four one nine?',
  ])
})

describe('a quantity is no number being read', () => {
  judges('complete', [
    'three hundred dollars',
    '$300.',
    '$1,234.56',
    'I can pay $150.',
    'Fifty bucks.',
    'I owe 1500 on that card.',
    'I think I owe 12,500.',
    'At 5 p.m.',
    'Call me at five p m.',
    'At 10:30.',
    'My birthday is March 14, 1985.',
    'It was on 3/14/1985.',
    'I was born in March of nineteen eighty-five.',
    'Call me back at five.',
    'I paid 100%.',
    'I get about 2.5 hours a day.',
    'I work for the U.S.',
    'That was twenty two years ago, I was thirty five.',
    'I only need this one.',
    'Tengo dos o tres.',
  ])

  test('a bare numeral in a sentence leaves it open whether it is an amount', () => {
    expect(completeness('I can do 150.')).toBe('complete')
    expect(completeness('Around 1500.')).toBe('neutral')
  })
})

describe('spelling', () => {
  judges('reading', [
    'S M I T H.',
    'S-M-I-T-H.',
    "It's D-A-N-A.",
    'My last name is Whitlock, W H I T.',
    'M as in Mary.',
    'That is S as in Sam.',
    'B for boy.',
    'The code is B 7.',
    'Apartment 3 B.',
  ])

  test('single letters that are words, or stand alone, are not spelled', () => {
    expect(completeness('I would rather have plan B.')).toBe('complete')
    expect(completeness('So should I.')).toBe('unfinished')
  })
})

describe('an address', () => {
  judges('reading', [
    'john at gmail',
    'My email is john.',
    "It's john dot smith.",
    'My email address is john dot smith at gmail dot.',
    'john.smith@gmail',
    'I live at 12 Oak Street.',
    'Twelve North Oak Street.',
    'My address is 1234 Oak.',
    'My address is 12 Oak Street, Springfield.',
    'P.O. Box.',
    '12 Oak Street, apartment.',
  ])
  judges('complete', [
    'john at gmail dot com',
    'My email is john dot smith at gmail dot com.',
    "It's john.smith@gmail.com.",
    'My address is 12 Oak Street, Springfield, Illinois, 62704.',
    'It takes 20 minutes to drive.',
    'You should send it to my email.',
    'I am one month behind at my place.',
    'He is at home right now.',
    'I live at home with my mother.',
    'I live at 12 Oak Street and I have never in my life owed any money to you people.',
  ])
})

describe('the silence that is waited for', () => {
  const { endpoint } = defaultPolicy

  test('grows from a whole sentence to a number being read', () => {
    const waits = ['I paid it last week.', 'Tomorrow.', 'My number is.', 'Five five five.'].map(
      (text) => patience(text, endpoint),
    )
    expect(waits).toEqual([500, 700, 1500, 2000])
  })

  test('is never longer than the longest one', () => {
    expect(patience('Five five five.', { ...endpoint, maxMs: 900 })).toBe(900)
    expect(patience('I paid it last week.', { ...endpoint, maxMs: 900 })).toBe(500)
  })
})
