import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../../../../properties.test-kit.js'
import { criticalCategories } from '../score.js'
import { type CallerCategory, callerCategories } from './category.js'
import { detectCallerIntents } from './detect-caller-intents.js'

const context = { consumerName: 'Dana Whitlock' }
const found = (text: string) => detectCallerIntents(text, context).map(({ category }) => category)

/** For each category what says it, in English and for some in Spanish, and what only sounds like it. */
const examples: Readonly<
  Record<CallerCategory, { readonly yes: string[]; readonly no: string[] }>
> = {
  self_harm: { yes: ['i want to end my life', 'quiero morirme'], no: ['my feet are killing me'] },
  minor_answer: {
    yes: ["my daddy's at the store", 'i am eight years old'],
    no: ['my son is in third grade'],
  },
  cease_contact: {
    yes: [
      'you need to quit calling my house',
      'ya no me llamen nunca más',
      'remove me from your records',
      'i have no money so take me off your list',
    ],
    no: [
      "don't call me at work",
      "i'm not telling you to stop calling",
      'take it out of my checking account',
    ],
  },
  attorney_represented: {
    yes: ['speak to my attorney', 'tengo un abogado'],
    no: ['should i get a lawyer', 'my lawyer for the divorce'],
  },
  bankruptcy: {
    yes: ['we filed chapter 13 in may', 'estoy en bancarrota'],
    no: ['my brother filed bankruptcy', 'i never filed bankruptcy', 'i might file bankruptcy'],
  },
  deceased: { yes: ['he died last month', 'ella falleció'], no: ['my battery died'] },
  wrong_number: {
    yes: ['no Dana at this number', 'número equivocado'],
    no: ['the amount is wrong'],
  },
  refuse_recording: { yes: ['stop recording me'], no: ["i don't mind being recorded"] },
  identity_theft: { yes: ['someone stole my identity'], no: ['is this a fraud'] },
  dispute: { yes: ["i don't owe this"], no: ["i'm not disputing it"] },
  servicemember: { yes: ["i'm deployed overseas"], no: ['my uncle was in the army'] },
  legal_threat_or_complaint: { yes: ['i will sue you'], no: ["i'm suing my landlord"] },
  driving: { yes: ["i'm driving"], no: ['you are driving me crazy'] },
  workplace: { yes: ["i'm at work"], no: ['i lost my job'] },
  inconvenient_time: { yes: ['this is a bad time'], no: ['now is a good time'] },
  voicemail_greeting: {
    yes: ['please leave a message after the tone'],
    no: ['did you leave a message'],
  },
  screening_or_hold: { yes: ['please stay on the line'], no: ['who is this'] },
  third_party_answer: { yes: ["she's not home right now"], no: ['this is she'] },
  ask_human: { yes: ['give me a real person'], no: ['my insurance agent told me'] },
  ask_ai: { yes: ['are you a robot'], no: ['my computer is slow'] },
  spanish: { yes: ['no hablo inglés', 'bueno, ¿quién habla?'], no: ['my spanish teacher called'] },
  abusive: { yes: ["you're a bunch of idiots"], no: ['that was stupid of me'] },
  request_validation: { yes: ['send me proof of this debt'], no: ['i sent you proof'] },
  refuse_to_pay: { yes: ["i'm not going to pay you"], no: ["i can't pay"] },
  hardship: { yes: ['i lost my job'], no: ['my phone broke'] },
  callback_request: { yes: ['call me back tomorrow'], no: ["don't call me back"] },
  promise_to_pay: { yes: ["i'll pay on friday"], no: ["i can't pay on friday"] },
  pay_now: { yes: ['i want to pay it now'], no: ["i can't pay right now"] },
}

describe.each(callerCategories)('%s', (category) => {
  it.each(examples[category].yes)('is heard in %j', (text) => {
    expect(found(text)).toContain(category)
  })
  it.each(examples[category].no)('is not heard in %j', (text) => {
    expect(found(text)).not.toContain(category)
  })
})

const critical = callerCategories.filter((category) => criticalCategories.has(category))

describe('the findings of a turn', () => {
  it('name the rule and the very words', () => {
    expect(detectCallerIntents('Okay, please STOP calling me!')).toContainEqual({
      ...{ category: 'cease_contact', rule: 'cease_contact.stop_calling' },
      ...{ words: 'STOP calling', start: 13, end: 25 },
      outright: false,
    })
  })

  it('come in the order of their urgency', () => {
    expect(found("stop calling me, i have a lawyer, and i can't afford it")).toEqual(
      expect.arrayContaining(['cease_contact', 'attorney_represented', 'hardship']),
    )
    const order = found("i can't afford it, i have a lawyer, stop calling me")
    expect(order).toEqual([...order].sort(byUrgency))
  })

  it('take a bare yes for what the agent asked', () => {
    expect(detectCallerIntents('Yes.', { asked: 'driving' })).toMatchObject([
      { category: 'driving', rule: 'driving.answered_yes', words: 'Yes.' },
    ])
    expect(detectCallerIntents('Yes.')).toEqual([])
    expect(detectCallerIntents('no', { asked: 'driving' })).toEqual([])
  })

  it('are none for an empty turn', () => {
    for (const text of ['', '   ', '...', 'um uh']) expect(detectCallerIntents(text)).toEqual([])
  })

  it.each(critical)('of %s stay the same however much the caller stumbles', (category) => {
    const pad = fc.constantFrom('um', 'uh,', 'er', 'hmm', 'Uh', '')
    for (const text of examples[category].yes) {
      const rules = rulesOf(text, category)
      expect(rules).not.toEqual([])
      fc.assert(
        fc.property(
          fc.array(pad, { minLength: 20, maxLength: 20 }),
          fc.boolean(),
          (pads, twice) => {
            const padded = text
              .split(' ')
              .map((word, at) => `${pads[at] ?? ''} ${twice && at === 0 ? `${word} ` : ''}${word}`)
              .join(' ')
            expect(rulesOf(padded, category)).toEqual(rules)
          },
        ),
      )
    }
  })

  const talk = fc
    .array(
      fc.constantFrom(
        ...Object.values(examples)
          .flatMap(({ yes, no }) => [...yes, ...no])
          .flatMap((text) => text.split(' ')),
      ),
      { maxLength: 30 },
    )
    .map((words) => words.join(' '))

  it('show pieces of the text, at most one for each rule, the same every time', () => {
    fc.assert(
      fc.property(talk, (text) => {
        const findings = detectCallerIntents(text, context)
        for (const { words, start, end } of findings) expect(text.slice(start, end)).toBe(words)
        for (const { words } of findings) expect(words).not.toBe('')
        expect(new Set(findings.map(({ rule }) => rule)).size).toBe(findings.length)
        expect(detectCallerIntents(text, context)).toEqual(findings)
      }),
    )
  })

  it('hear the lawyer who speaks for the consumer as a lawyer and as somebody else', () => {
    for (const text of ['this is her lawyer', "I'm Dana's attorney", 'i represent dana whitlock'])
      expect(rulesOf(text, 'attorney_represented')).not.toEqual([])
    expect(rulesOf('this is her lawyer', 'third_party_answer')).not.toEqual([])
  })

  it('hear no dispute in what is said of an offered payment', () => {
    for (const text of ['that is too much', "that's way too much, i could do fifty"])
      expect(rulesOf(text, 'dispute')).toEqual([])
    expect(rulesOf('that balance is too much', 'dispute')).not.toEqual([])
  })

  it('tell what is said outright of who speaks from what is only inferred', () => {
    const outright = (text: string) =>
      detectCallerIntents(text, context)
        .filter(({ category }) => category === 'third_party_answer')
        .some((finding) => finding.outright)
    for (const text of ['this is her husband', 'no this is not Dana', 'she handed me the phone'])
      expect(outright(text)).toBe(true)
    for (const text of ["she's at work", "he's my husband", "I'm not her assistant, I'm Dana"])
      expect(outright(text)).toBe(false)
  })

  it.each([
    [
      'my sister has to file for bankruptcy',
      'I have to file for bankruptcy now, my sister told me to',
      'bankruptcy',
    ],
    ['if the amount was wrong I would tell you', 'the amount is wrong, I told you', 'dispute'],
    ['I never said the amount was wrong', 'I say it again, the amount is wrong', 'dispute'],
    [
      'i told the other company to stop calling me',
      "i told the other company and now i'm telling you, stop calling me",
      'cease_contact',
    ],
    [
      "my friend died so it's a rough week",
      'Dana died, it was my friend who found her',
      'deceased',
    ],
    [
      'this was a bad time yesterday, but now is good',
      'yesterday was good but this is a bad time',
      'inconvenient_time',
    ],
    ["nobody's disputing anything", "no I'm disputing everything", 'dispute'],
    ['i have no lawyer', 'no my lawyer is handling it', 'attorney_represented'],
    ['my wife said i should pay', 'my wife already paid', 'dispute'],
  ] as const)(
    'of what is somebody else\'s, supposed or over are none: "%s", unlike "%s"',
    (not, but, category) => {
      expect(rulesOf(not, category)).toEqual([])
      expect(rulesOf(but, category)).not.toEqual([])
    },
  )

  it('hear nobody else in a consumer who says their name and asks something', () => {
    for (const text of ['this is Dana, what is it about', "it's Dana, who's asking?"])
      for (const category of ['third_party_answer', 'wrong_number'] as const)
        expect(rulesOf(text, category)).toEqual([])
    expect(rulesOf("this is Dana's wife", 'third_party_answer')).not.toEqual([])
  })

  it('come soon also for a text that is long and repeats itself', () => {
    const long = 'i do not want to not be not called '.repeat(2000)
    const before = performance.now()
    detectCallerIntents(long)
    expect(performance.now() - before).toBeLessThan(2000)
  })
})

function rulesOf(text: string, category: CallerCategory): string[] {
  return detectCallerIntents(text, context)
    .filter((finding) => finding.category === category)
    .map(({ rule }) => rule)
}

function byUrgency(a: CallerCategory, b: CallerCategory): number {
  return callerCategories.indexOf(a) - callerCategories.indexOf(b)
}
