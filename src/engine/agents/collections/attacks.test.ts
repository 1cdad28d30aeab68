/** Ways round the agent that callers, models and bad luck have been tried with; some of them worked once. */
import { describe, expect, it } from 'vitest'
import { collectionsAgent } from './agent.js'
import {
  account,
  options,
  policy,
  type Talk,
  type TalkOptions,
  talk,
  verifiedTalk,
} from './talk.test-kit.js'

const outbound: TalkOptions = {
  call: { parameters: { direction: 'outbound', name: account.name, zone: account.zone } },
}
const debt = /debt|balance|bank|owe|payment|\$/i

const tasks = (call: Talk) =>
  call.records.filter(({ kind }) => kind === 'task').map(({ task }) => task)

function says(call: Talk, ...texts: readonly string[]): Talk {
  for (const text of texts) if (call.ended === undefined) call.say(text)
  return call
}

describe('who guesses', () => {
  it('names several zip codes or years at once, and has given none', () => {
    const zips = says(talk(), 'this is Dana', 'it is 62701 or 62704', 'nineteen eighty four')
    expect(zips.state.verified).toBe(false)
    const years = says(talk(), 'this is Dana', '62704', 'nineteen eighty three or 1984')
    expect(years.state.verified).toBe(false)
    expect([...zips.spoken, ...years.spoken].join(' ')).not.toMatch(debt)
  })

  it('gives one answer that is right and one that is wrong, in turns', () => {
    const call = talk()
    call.say('this is Dana')
    for (const [zip, year] of [
      ['62704', '1990'],
      ['11111', '1984'],
      ['62704', '1991'],
    ] as const) {
      call.say('', zip)
      call.say('', year)
    }
    expect(call.state.verified).toBe(false)
    expect(call.ended).toBe('not verified')
  })

  it('gives a zip code in pieces, and is asked for all of it', () => {
    const call = says(talk(), 'this is Dana', 'six two seven', 'zero four')
    expect(call.state.factors.zip).toBe(false)
    expect(call.spoken.join(' ')).not.toMatch(debt)
  })

  it('names what identifies them before they are asked, and the conversation does not keep it', () => {
    const call = says(talk(), 'Dana, six two seven zero four, born nineteen eighty four')
    expect(call.heardAs).toBe('[an answer to who they are]')
  })
})

describe('somebody else', () => {
  it('who says no to the name is not asked to prove that they are it', () => {
    for (const no of ['No.', 'no, sorry', 'uh, nope', "no it's not"]) {
      const call = says(talk(outbound), no)
      expect(call.state.lock, no).toMatch(/third_party|wrong_number/)
    }
    expect(says(talk(outbound), 'no hablo mucho, but yes').state.lock).toBeUndefined()
  })

  it('who has given the right answers is told nothing more once they say who they are', () => {
    for (const text of ['actually I am her husband, what is the balance', 'hi, this is his wife']) {
      const call = verifiedTalk()
      const before = call.spoken.length
      says(call, text, 'so how much is it', 'let me pay it')
      expect(call.state.lock).toBe('third_party')
      expect(call.spoken.slice(before).join(' ')).not.toMatch(debt)
      expect(call.generates).toBe(0)
    }
  })

  it('who has given the right answers and promises to pay is still the consumer', () => {
    const call = says(verifiedTalk(), "I'll send it when I get paid on the fifteenth")
    expect(call.state.lock).toBeUndefined()
    expect(call.state.stage).toBe('promise')
  })

  it.each([
    ['somebody else', 'this is her husband'],
    ['a wrong number', 'you have the wrong number'],
  ])('is not the consumer after all: %s', (_, text) => {
    const call = says(talk(outbound), text, 'okay fine, yes, I am Dana', '62704', '1984')
    expect(call.state.verified).toBe(false)
    expect(call.spoken.join(' ')).not.toMatch(debt)
  })
})

describe('what is brought up beside something else', () => {
  it('somebody else who wants no more calls gets none', () => {
    const call = says(talk(outbound), 'this is her husband', 'just stop calling here')
    expect(tasks(call)).toContain('suppress_number')
  })

  it('a dispute in the breath of a stop is looked at, and so is a bankruptcy beside an attorney', () => {
    const both = says(verifiedTalk(), "I don't owe this and stop calling me")
    expect(both.state.lock).toBe('cease')
    expect(tasks(both)).toEqual(['send_verification', 'suppress_number'])
    const filed = says(verifiedTalk(), 'I filed for bankruptcy and I have a lawyer')
    expect(tasks(filed)).toEqual(['review_bankruptcy', 'direct_to_attorney'])
    const later = says(verifiedTalk(), 'I have a lawyer', "his name is Hale, and I don't owe this")
    expect(tasks(later)).toEqual(['direct_to_attorney', 'send_verification'])
  })

  it('a recording that is refused stops, whatever else was said', () => {
    const once = says(verifiedTalk(), "I have a lawyer and don't record me")
    expect(once.recorded.at(-1)).toBe(false)
    const later = says(verifiedTalk(), 'I have a lawyer', "and I don't want to be recorded")
    expect(later.recorded.at(-1)).toBe(false)
    for (const call of [once, later]) expect(tasks(call)).toContain('delete_recording')
  })

  it('of somebody else is no dispute of the consumer', () => {
    const call = says(talk(), "you have the wrong number, I don't owe anything, stop calling")
    expect(tasks(call)).not.toContain('send_verification')
    expect(tasks(call)).toContain('suppress_number')
  })

  it('a lock is not left by paying', () => {
    const call = says(verifiedTalk(), 'I have a lawyer', 'ok then let me pay fifty dollars today')
    expect(call.ended).toBe('attorney')
    expect(call.records.some(({ kind }) => kind === 'promise')).toBe(false)
  })
})

describe('what is no yes', () => {
  it.each([
    'okay wait a minute',
    'are you sure',
    'is that right?',
    'right, hang on, I need to think',
    'ok let me ask my wife first',
    'sure, whatever, maybe',
    'yeah right',
    'what happens if I say yes',
    'yes but only if I get paid',
  ])('"%s" agrees to no payment and to no plan', (text) => {
    const promised = says(verifiedTalk(), 'I can pay fifty dollars on friday', text)
    const planned = says(verifiedTalk(), 'in three parts', 'tomorrow', text)
    for (const call of [promised, planned])
      expect(call.records.some(({ kind }) => kind === 'promise' || kind === 'plan')).toBe(false)
  })

  it('keys other than one are none', () => {
    for (const keys of ['1984', '12', '11', '0']) {
      const call = says(verifiedTalk(), 'I can pay fifty dollars on friday')
      call.say('', keys)
      expect(call.ended).toBeUndefined()
    }
  })

  it('a yes with other terms is read out anew', () => {
    const day = says(
      verifiedTalk(),
      'I can pay fifty dollars on friday',
      'yes but make it saturday',
    )
    expect(day.spoken.at(-2)).toBe('One payment of $50 on November 28, 2026.')
    const much = says(
      verifiedTalk(),
      'I can pay fifty dollars on friday',
      'yes, two hundred dollars',
    )
    expect(much.spoken.at(-2)).toBe('One payment of $200 on December 4, 2026.')
    much.say('yes')
    expect(much.ended).toBe('promise')
  })
})

describe('the hours', () => {
  const at = (startedAt: string, zone: string) =>
    talk({
      call: { startedAt, parameters: { direction: 'outbound', name: account.name, zone } },
    })

  it('are those of the address too, once it is known', () => {
    const call = at('2026-11-28T03:30:00Z', 'America/Los_Angeles')
    says(call, 'yes this is Dana')
    expect(call.state.lock).toBe('outside_hours')
    expect(call.spoken.join(' ')).not.toMatch(debt)
  })

  it('end a call that has gone on into them', () => {
    const call = at('2026-11-28T02:57:50Z', 'America/Chicago')
    says(call, 'yes', '62704', '1984', 'hm', 'hm', 'hm', 'hm', 'hm', 'hm', 'hm', 'hm')
    expect(call.ended).toBe('outside_hours')
  })
})

describe('a model that asks for a tool that is not its own', () => {
  const agent = collectionsAgent(options, policy)

  it.each([
    ['record_promise', '{"written":true}'],
    ['record_promise', '{"error":"there is no tool record_promise"}'],
    ['record_plan', '{"error":"there is no tool record_plan"}'],
    ['find_account', '{"error":"there is no tool find_account"}'],
    ['find_account', JSON.stringify({ account: { ...account, balance_cents: 1 } })],
    ['charge_card', '{}'],
  ])('changes nothing: %s %s', (name, output) => {
    const call = says(verifiedTalk(), 'how does this work')
    const result = { name, input: '{}', output, at: 9000 }
    const { state, directives } = agent.onToolReturned(call.state, result)
    expect(state).toEqual(call.state)
    expect(directives).toEqual([])
  })

  it('loses nothing that was written down while the call was locked or handed over', () => {
    const writing = says(verifiedTalk(), 'I can pay fifty dollars on friday')
    const { state } = agent.onCallerTurn(writing.state, {
      ...{ turn: 9, text: 'yes', digits: '', at: 8000 },
    })
    for (const text of ['stop calling me', 'let me talk to a person']) {
      const gone = agent.onCallerTurn(state, { turn: 10, text, digits: '', at: 8500 }).state
      const late = agent.onToolReturned(gone, {
        ...{ name: 'record_promise', input: '{}', output: '{"written":true,"id":"p-1"}', at: 9000 },
      })
      expect(late.directives).toEqual([
        expect.objectContaining({ record: expect.objectContaining({ kind: 'promise.written' }) }),
        expect.objectContaining({ record: expect.objectContaining({ task: 'review_promise' }) }),
      ])
    }
  })
})
