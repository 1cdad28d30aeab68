import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LineName, lines } from './lines.js'
import { account, type Talk, talk } from './talk.test-kit.js'

/** Things callers say, most of which change what the call may do. */
const turns = [
  ...['this is Dana', 'yes', 'no', 'okay', 'what do you want', 'how much is it', 'tell me more'],
  ...['six two seven zero four', '62704', '11111', 'nineteen eighty four', '1984', '1990', ''],
  ...['stop calling me', 'I have a lawyer', 'I filed for bankruptcy', "I don't owe this"],
  ...['wrong number', 'are you a robot', 'let me talk to a person', "I don't want to be recorded"],
  ...["I'm driving", 'this is her husband', "I'm twelve", 'no hablo inglés', 'I lost my job'],
  ...['I can pay fifty dollars on friday', 'let me pay all of it today', 'I will not pay'],
  ...['can I pay that in three parts', 'fifty a month', 'five hundred every two weeks', 'three'],
  ...[
    'what are my options',
    'on december fourth',
    'tomorrow at three',
    'call me at eleven tonight',
  ],
  ...[
    'this is Robert Miller',
    'for myself',
    'for my wife',
    'goodbye',
    'I have to go',
    'sí',
    'HS-1',
  ],
  ...['my card is 4111 1111 1111 1111', 'I want to kill myself', 'she passed away'],
]
const sentences = [
  ...['Thank you.', 'You owe {{balance}}.', 'We will sue you.', 'The balance is $12.', 'I see.'],
  ...['Would you like to pay {{balance}}?', 'I am a real person.', 'It is {{nothing}}.'],
]

type Act = { readonly turn: string; readonly digits: string } | { readonly model: string }
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...turns).map((turn) => ({ turn, digits: '' })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('1', '2', '62704', '1984').map((digits) => ({ turn: '', digits })),
  },
  { weight: 2, arbitrary: fc.constantFrom(...sentences).map((model) => ({ model })) },
)
const acts = fc
  .tuple(fc.boolean(), fc.array(act, { minLength: 1, maxLength: 14 }))
  .map(([verified, rest]): readonly Act[] =>
    verified
      ? [...['hello', '62704', '1984'].map((turn) => ({ turn, digits: '' })), ...rest]
      : rest,
  )
const opened = fc.record({
  cuts: fc.record({ notice: fc.nat(4) }),
  evidence: fc.constantFrom('mark' as const, 'mark' as const, 'time' as const),
  account: fc.constantFrom(account, null),
})

function run(call: Talk, all: readonly Act[], watch: () => void): void {
  for (const one of all) {
    if (call.ended !== undefined || call.transferredTo !== undefined) return
    if ('model' in one) call.model(one.model)
    else call.say(one.turn, one.digits)
    watch()
  }
}

const debt = /\b(?:debt|owe|balance|bluestone|collect\w*|payment)\b|\$/i
const isNotice = (text: string) => text.includes('This is an attempt to collect a debt')

describe('in whatever call', () => {
  it('no word of the debt is said before the right person is verified and the notice was heard', () => {
    fc.assert(
      fc.property(opened, acts, (given, all) => {
        const call = talk(given)
        let heard = 0
        run(call, all, () => {
          const fresh = call.spoken.slice(heard)
          const known = call.state.notice === 'heard'
          for (const [i, text] of fresh.entries()) {
            if (!debt.test(text)) continue
            expect(call.state.verified, text).toBe(true)
            // The line behind the notice is said once marks have shown that it was heard.
            expect(isNotice(text) || (known && !isNotice(fresh[i + 1] ?? '')), text).toBe(true)
          }
          heard = call.spoken.length
        })
      }),
      { numRuns: 300 },
    )
  })

  it('after a lock nothing but its own lines is said, and the model is never asked', () => {
    const allowed: readonly LineName[] = [
      ...(['cease', 'attorney', 'bankruptcy', 'deceased', 'noted', 'identity_theft'] as const),
      ...(['servicemember', 'minor', 'self_harm', 'refused_recording', 'wrong_number'] as const),
      ...(['third_party', 'before_identity', 'complaint', 'close', 'outside_hours'] as const),
      ...(['self_harm_stay', 'self_harm_close', 'spanish_self_harm', 'spanish_cease'] as const),
      ...(['spanish_wrong_number'] as const),
    ]
    const own = allowed.map((name) => lines[name].text)
    fc.assert(
      fc.property(opened, acts, (given, all) => {
        const call = talk(given)
        let before: { readonly spoken: number; readonly generates: number } | undefined
        run(call, all, () => {
          if (call.state.lock === undefined) return
          const texts = own.map((text) =>
            text(call.state, {
              company: 'Halvorsen Services',
              callback: '+18005550142',
              address: 'P O Box 12, Springfield',
            }),
          )
          if (before !== undefined) {
            expect(call.generates).toBe(before.generates)
            for (const text of call.spoken.slice(before.spoken)) expect(texts).toContain(text)
          }
          before = { spoken: call.spoken.length, generates: call.generates }
        })
      }),
      { numRuns: 300 },
    )
  })

  it('the same call has the same records, without a card number in them', () => {
    fc.assert(
      fc.property(opened, acts, (given, all) => {
        const once = talk(given)
        const again = talk(given)
        run(once, all, () => {})
        run(again, all, () => {})
        expect(again.records).toEqual(once.records)
        expect(JSON.stringify(once.records)).not.toContain('4111')
      }),
      { numRuns: 100 },
    )
  })
})
