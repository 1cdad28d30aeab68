/** What is urgent goes before what else a turn says: an offer to pay, a goodbye, a yes, an answer to who they are. */
import { describe, expect, it } from 'vitest'
import type { CallerEvent } from '../../compliance/caller-turn.js'
import { type Talk, talk, verifiedTalk } from './talk.test-kit.js'

/** What brings each up, and is done about it by itself. */
const urgent: readonly (readonly [CallerEvent, string])[] = [
  ['self_harm', "I don't want to live anymore"],
  ['minor_answer', "I'm only twelve"],
  ['cease_contact', 'stop calling me'],
  ['attorney_represented', 'my lawyer is Bob Hale'],
  ['bankruptcy', 'I filed for bankruptcy'],
  ['deceased', 'she passed away in March'],
  ['wrong_number', 'you have the wrong number'],
  ['refuse_recording', "I don't want to be recorded"],
  ['identity_theft', 'somebody stole my identity'],
  ['dispute', "I don't owe this"],
  ['servicemember', "I'm on active duty in the army"],
  ['legal_threat_or_complaint', "I'm going to sue you"],
  ['driving', "I'm driving"],
  ['workplace', "I'm at work"],
  ['inconvenient_time', 'this is a bad time'],
  ['third_party_answer', 'this is her husband now'],
  ['request_validation', 'send me proof of this debt'],
]

const besides = {
  offer: 'I can pay fifty dollars on Friday',
  'the whole': 'I will pay all of it today',
  goodbye: 'goodbye',
  leave: 'I have to go',
  yes: 'yes',
  agreement: "yes that's right",
  zip: 'six two seven zero four',
  year: 'nineteen eighty four',
} as const

/** How a call comes to each moment. */
const moments: Readonly<Record<string, { begin: () => Talk; before: readonly string[] }>> = {
  greeting: { begin: talk, before: [] },
  'zip code': { begin: talk, before: ['this is Dana'] },
  year: { begin: talk, before: ['this is Dana', '62704'] },
  talk: { begin: verifiedTalk, before: [] },
  promise: { begin: verifiedTalk, before: ['I want to pay'] },
  confirmation: { begin: verifiedTalk, before: ['I want to pay all of it today'] },
  plan: { begin: verifiedTalk, before: ['can I pay in installments'] },
  'plan confirmation': {
    begin: verifiedTalk,
    before: ['can I pay in installments', 'in three parts', 'tomorrow'],
  },
}

/** What the call has come to after a turn. */
function comesTo(moment: string, turn: string) {
  const { begin, before } = moments[moment]!
  const call = begin()
  for (const text of before) call.say(text)
  call.say(turn)
  const { lock, stage, recording, verified } = call.state
  const tasks = call.records.filter(({ kind }) => kind === 'task').map(({ task }) => task)
  return { lock, stage, recording, verified, ended: call.ended, tasks }
}

const pairs = urgent.flatMap(([event, words]) =>
  Object.keys(moments).flatMap((moment) =>
    Object.entries(besides).map(([name, beside]) => ({ event, words, moment, name, beside })),
  ),
)

describe('what is urgent', () => {
  it.each(pairs)(
    'decides a turn at the $moment that also holds an $name: $event',
    ({ words, moment, beside }) => {
      const alone = comesTo(moment, words)
      for (const turn of [
        `${words}, ${beside}`,
        `${beside}, but ${words}`,
        `${words}. ${beside}.`,
        `${beside}. ${words}.`,
      ])
        expect({ turn, ...comesTo(moment, turn) }).toEqual({ turn, ...alone })
    },
  )
})
