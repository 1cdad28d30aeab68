import { describe, expect, it } from 'vitest'
import { isLeaving } from './leaving.js'
import type { Said } from './said.js'
import { account, type Talk, talk, verifiedTalk } from './talk.test-kit.js'

const tasks = (call: Talk) =>
  call.records.filter(({ kind }) => kind === 'task').map(({ task }) => task)
const debt = /debt|balance|bank|owe|payment|\$/i
const handoff = '+18005550143'

describe('a caller who takes leave', () => {
  const stages: readonly (readonly [string, readonly string[]])[] = [
    ['at the greeting', []],
    ['when the zip code is asked for', ['this is Dana']],
    ['when the year is asked for', ['this is Dana', '62704']],
  ]
  for (const farewell of ['goodbye', 'I have to go', "sorry, I've got to run, bye"]) {
    it.each(stages)(`hears a goodbye %s: "${farewell}"`, (_, before) => {
      const call = talk()
      for (const text of before) call.say(text)
      call.say(farewell)
      expect(call.spoken.at(-1)).toBe('Thank you for calling. Goodbye.')
      expect(call.ended).toBe('left before verification')
    })

    it.each([
      ['an amount', ['I want to pay']],
      ['a day', ['I want to pay all of it']],
      ['a yes', ['I want to pay all of it today']],
      ['how many payments', ['can I pay in installments']],
      ['the first day', ['in three parts']],
      ['a yes to a plan', ['in three parts', 'tomorrow']],
    ])(`agrees to nothing when asked for %s: "${farewell}"`, (_, before) => {
      const call = verifiedTalk()
      for (const text of before) call.say(text)
      call.say(farewell)
      expect(call.spoken.at(-1)).toBe('Nothing was agreed today. Thank you for your time. Goodbye.')
      expect(call.ended).toBe('left before anything was agreed')
    })
  }

  it('is not kept for a name, a time or help', () => {
    const call = verifiedTalk()
    call.say("that's all, thanks")
    expect(call.ended).toBe('the caller said goodbye')
    const calledBack = talk()
    calledBack.say("I'm driving")
    calledBack.say('I have to go')
    expect(calledBack.ended).toBe('left without a time to be called')
  })

  it.each([
    'I have to go to court next week',
    'I have to go through my papers',
    "that's all I can pay",
    'can you go over it again',
  ])('"%s" is no farewell', (text) => {
    expect(isLeaving({ text } as Said, 'promise')).toBe(false)
  })
})

describe('a caller who speaks Spanish', () => {
  const spanish = 'no hablo inglés, habla español por favor'

  it('hears in English that the voice has no Spanish, and is called back', () => {
    const call = talk()
    call.say(spanish)
    expect(call.spoken.at(-1)).toBe(
      'I am sorry, I only speak English. A person who speaks Spanish will call you. Goodbye.',
    )
    expect(tasks(call)).toContain('call_back_in_spanish')
    expect(call.ended).toBe('the caller speaks Spanish')
    const connected = talk({ options: { handoffSpanish: '+18005550144' } })
    connected.say('do you speak spanish')
    expect(connected.spoken.at(-1)).toContain('I only speak English')
    expect(connected.transferredTo).toBe('+18005550144')
  })

  it.each([
    ['sí, por favor', true],
    ['', true],
    ['no gracias', false],
    ['adiós', false],
  ])('is asked in Spanish whether to be called, with a voice for it: "%s"', (answer, calls) => {
    const call = talk({ options: { spanishVoice: 'yes' } })
    call.say('hola, buenos días')
    expect(call.spoken.at(-1)).toContain('¿Quiere que le llame?')
    call.say(answer, answer === '' ? '1' : '')
    expect(call.spoken.at(-1)).toMatch(/Adiós\.$/)
    expect(tasks(call).includes('call_back_in_spanish')).toBe(calls)
    expect(call.generates).toBe(0)
    expect(call.spoken.join(' ')).not.toMatch(debt)
  })

  it('can stop calls in Spanish, and hears so', () => {
    const call = talk({ options: { spanishVoice: 'yes' } })
    call.say('no me llamen más a este número por favor')
    expect(call.state.lock).toBe('cease')
    expect(call.spoken.at(-1)).toContain('no volveremos a llamar')
    const english = talk()
    english.say('no me llamen más a este número por favor')
    expect(english.spoken.at(-1)).toContain('this number will not be called again')
  })
})

describe('a caller who is called at work', () => {
  it('is not called there again once they have said so', () => {
    for (const text of [
      "you call me at work and my boss is angry, don't call there",
      "I'm not allowed to take calls at work",
    ]) {
      const call = verifiedTalk()
      call.say(text)
      expect(tasks(call), text).toContain('stop_calls_at_work')
      call.say('bye')
      expect(call.ended, text).toBeDefined()
    }
    const busy = verifiedTalk()
    busy.say("I'm at work")
    expect(tasks(busy)).not.toContain('stop_calls_at_work')
  })
})

describe('a caller short of money', () => {
  const short = (...texts: readonly string[]) => {
    const call = verifiedTalk()
    for (const text of ['I lost my job', ...texts]) call.say(text)
    return call
  }

  it('is heard when they say at once what they can pay', () => {
    expect(short('I can do maybe 50 a month').spoken.at(-1)).toContain('The smallest I can do')
    expect(short('I can pay 20 bucks').state).toMatchObject({ promise: { cents: 2000 } })
    expect(short('I can pay 20 bucks on friday').spoken.at(-2)).toContain('One payment of $20')
    expect(short("I can't pay 20 bucks").spoken.at(-1)).toContain('I am sorry to hear that')
  })

  it('is told what there is when they ask for it, and not sent away', () => {
    const call = short('hm', 'what are my options')
    expect(call.ended).toBeUndefined()
    expect(call.spoken.at(-1)).toContain('You can pay')
  })

  it('may take the smallest by its name', () => {
    const call = short('fifty a month', 'okay the smallest one')
    expect(call.state).toMatchObject({ stage: 'plan', planAsked: 'date' })
    expect(short('fifty a month', 'okay, but that is not the smallest').ended).toBe(
      'no plan was agreed',
    )
  })

  it('chooses between smaller payments and a person, and is not pressed', () => {
    const call = verifiedTalk()
    call.say('I lost my job')
    expect(call.spoken.at(-1)).toContain('I am sorry to hear that')
    expect(tasks(call)).toContain('review_hardship')
    call.say('smaller payments')
    expect(call.spoken.at(-1)).toContain('How many payments')
    const other = verifiedTalk()
    other.say("I can't afford that right now")
    other.say('have someone look at it please')
    expect(other.ended).toBe('hardship')
    expect(other.generates).toBe(0)
    const connected = verifiedTalk({ options: { handoff } })
    connected.say('I lost my job')
    connected.say('the second')
    expect(connected.transferredTo).toBe(handoff)
  })

  it('is told of nothing before the notice was heard', () => {
    const call = talk()
    call.say("I lost my job, I can't pay anything")
    expect(call.spoken.join(' ')).not.toMatch(debt)
    expect(call.state.stage).toBe('zip')
  })

  it('is not presumed of somebody who only asks what happens', () => {
    const call = verifiedTalk()
    call.say('what happens if I do not pay')
    expect(call.generates).toBe(1)
  })
})

describe.each([
  ['a death', 'she passed away last month', 'deceased', 'review_deceased', /sorry for your loss/],
  [
    'identity theft',
    'somebody stole my identity',
    'identity_theft',
    'review_identity_theft',
    /not ask you for anything/,
  ],
])('%s', (_, text, lock, work, line) => {
  it.each([false, true])(
    'locks the call and leaves the work to a person (verified: %s)',
    (verified) => {
      const call = verified ? verifiedTalk() : talk()
      const before = call.spoken.length
      call.say(text)
      expect(call.state.lock).toBe(lock)
      expect(call.spoken.at(-1)).toMatch(line)
      expect(tasks(call)).toContain(work)
      if (call.ended === undefined) call.say('my sister Carol does')
      expect(call.ended).toBe(lock)
      expect(call.spoken.slice(before).join(' ')).not.toMatch(debt)
      expect(call.generates).toBe(0)
    },
  )
})

describe('somebody who wants to hurt themselves', () => {
  it('is told whom to call, again in other words, and is let go with it', () => {
    const call = verifiedTalk()
    call.say('I want to kill myself')
    expect(call.spoken.at(-1)).toContain('9 8 8')
    call.say('nobody cares')
    expect(call.spoken.at(-1)).toContain('I am still here')
    call.say('I want to die')
    expect(call.spoken.at(-1)).toContain('I am still here')
    expect(call.ended).toBeUndefined()
    call.say('okay, goodbye')
    expect(call.spoken.at(-1)).toContain('day and night')
    expect(call.ended).toBe('self_harm')
    expect(tasks(call)).toEqual(['call_back_by_person'])
  })
})

describe('a caller who asks for a person', () => {
  it.each([false, true])('is connected, or called back (verified: %s)', (verified) => {
    const open = verified ? verifiedTalk : talk
    const call = open({ options: { handoff } })
    call.say('let me talk to a real person')
    expect(call.spoken.at(-1)).toContain('connecting you to a person')
    expect(call.transferredTo).toBe(handoff)
    const message = open()
    message.say('can I talk to a human')
    expect(message.spoken.at(-1)).toContain('No person is free right now')
    expect(tasks(message)).toContain('call_back_by_person')
    expect(message.ended).toBe('asked for a person')
  })

  it('hands a held account to one, whatever is asked', () => {
    const call = verifiedTalk({
      account: { ...account, status: ['complaint'] },
      options: { handoff },
    })
    expect(call.transferredTo).toBe(handoff)
  })
})
