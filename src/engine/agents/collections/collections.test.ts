import { describe, expect, it } from 'vitest'
import { account, talk, verifiedTalk } from './talk.test-kit.js'

const kinds = (records: readonly { readonly kind: string }[]) => records.map(({ kind }) => kind)

describe('the collections agent', () => {
  it('says who and what it is, and that it records, before anything else', () => {
    const [opening] = talk().spoken
    expect(opening).toMatch(/Halvorsen Services.*AI assistant.*recorded/)
  })

  it('speaks of the debt only after two factors and the notice', () => {
    const call = talk()
    call.say('this is Dana, what is it about')
    call.say('six two seven zero four')
    expect(call.spoken.join(' ')).not.toMatch(/debt|balance|bank/i)
    call.say('1984')
    expect(call.state.verified).toBe(true)
    expect(call.spoken.at(-2)).toContain('This is an attempt to collect a debt')
    expect(call.spoken.at(-1)).toContain('$1,284.50')
    expect(kinds(call.records)).toContain('disclosure.heard')
  })

  it.each([
    ['a wrong zip code', '11111', '1984'],
    ['a wrong year', '62704', '1985'],
  ])('does not verify with %s, and gives up after three tries', (_, zip, year) => {
    const call = talk()
    call.say('it is Dana')
    for (let i = 0; i < 3; i++) {
      call.say('', zip)
      call.say('', year)
    }
    expect(call.state.verified).toBe(false)
    expect(call.ended).toBe('not verified')
    expect(call.spoken.join(' ')).not.toMatch(/debt|balance|bank/i)
  })

  it('tells who asks back what company it is and why it asks, and no word of the debt', () => {
    const call = talk()
    call.say('it is Dana')
    call.say('what company is this')
    expect(call.spoken.at(-2)).toMatch(/^This is Halvorsen Services, and I can only say more once/)
    expect(call.spoken.at(-1)).toContain('five digit zip code')
    expect(call.state.tries).toBe(0)
    call.say('why do you need my zip code')
    call.say('how did you get my number?')
    expect(call.ended).toBeUndefined()
    call.say('what is this')
    expect(call.ended).toBe('not verified')
    expect(call.spoken.join(' ')).not.toMatch(/debt|balance|bank|account/i)
  })

  it('says the notice again when it was cut, and counts none that marks do not prove', () => {
    const call = verifiedTalk({ cuts: { notice: 1 } })
    expect(call.state.notice).toBe('due')
    call.say('what')
    expect(call.spoken.filter((text) => text.includes('attempt to collect'))).toHaveLength(2)
    expect(call.state.notice).toBe('heard')
    const unproven = verifiedTalk({ evidence: 'time' })
    expect(unproven.state.notice).not.toBe('heard')
    expect(unproven.ended).toBeDefined()
  })

  it('takes a promise whose amount and day code has worked out, and a yes', () => {
    const call = verifiedTalk()
    call.say('I can pay one hundred dollars on december fourth')
    expect(call.spoken.at(-2)).toBe('One payment of $100 on December 4, 2026.')
    call.say('yes')
    expect(call.ended).toBe('promise')
    expect(call.records).toContainEqual(
      expect.objectContaining({ kind: 'promise', cents: 10_000, date: '2026-12-04', words: 'yes' }),
    )
  })

  it.each([
    ['more than is owed', 'I will pay five thousand dollars tomorrow'],
    ['a day too far away', 'I can pay one hundred dollars on march fourth'],
  ])('does not read out %s', (_, text) => {
    const call = verifiedTalk()
    call.say(text)
    expect(call.spoken.at(-1)).not.toContain('Is that right')
  })

  it('says that nothing was agreed when it could not be written down', () => {
    const call = verifiedTalk({ written: false })
    call.say('let me pay all of it today')
    call.say('', '1')
    expect(call.spoken.at(-1)).toContain('nothing was agreed')
  })

  it.each([
    ['cease', 'stop calling me', 'cease'],
    ['a wrong number', 'you have the wrong number', 'wrong_number'],
    ['a minor', "i'm twelve my mom isn't home", 'minor'],
    ['refused recording', "I don't want to be recorded", 'refused_recording'],
    ['an attorney', 'I have a lawyer, talk to my lawyer', 'attorney'],
    ['bankruptcy', 'I filed for bankruptcy', 'bankruptcy'],
  ])(
    'locks on %s, before and after verification, and says nothing of the debt',
    (_, text, lock) => {
      for (const call of [talk(), ...(lock === 'wrong_number' ? [] : [verifiedTalk()])]) {
        const before = call.spoken.length
        call.say(text)
        expect(call.state.lock).toBe(lock)
        call.say('how much was it then')
        expect(call.generates).toBe(0)
        expect(call.ended).toBeDefined()
        expect(call.spoken.slice(before).join(' ')).not.toMatch(/debt|balance|bank|owe/i)
      }
    },
  )

  it('does not hang up on somebody who wants to hurt themselves', () => {
    const call = talk()
    call.say('I want to kill myself')
    expect(call.spoken.at(-1)).toContain('9 8 8')
    expect(call.ended).toBeUndefined()
    const connected = talk({ options: { handoff: '+18005550143' } })
    connected.say('I want to kill myself')
    expect(connected.transferredTo).toBe('+18005550143')
  })

  it('tells nothing to somebody else', () => {
    const call = talk()
    call.say("she's not here, this is her husband")
    expect(call.spoken.at(-1)).toContain('not able to say more to anyone else')
    call.say('try tomorrow')
    expect(call.ended).toBe('third_party')
  })

  it('answers truthfully whether it is a robot, and goes on', () => {
    const call = talk()
    call.say('are you a robot')
    expect(call.spoken.at(-2)).toContain('Yes, I am an AI assistant')
    expect(call.state.stage).toBe('zip')
  })

  it('says in Spanish that it cannot, and hands over', () => {
    const call = talk({ options: { handoffSpanish: '+18005550144', spanishVoice: 'yes' } })
    call.say('no hablo inglés, habla español por favor')
    expect(call.spoken.at(-1)).toContain('no hablo español')
    expect(call.transferredTo).toBe('+18005550144')
  })

  it('keeps no card number', () => {
    const call = verifiedTalk()
    call.say('my card is 4111 1111 1111 1111')
    expect(call.heardAs).not.toContain('4111 1111')
    expect(JSON.stringify(call.records)).not.toContain('1111 1111')
    expect(call.spoken.join(' ')).toContain('Please do not say card numbers')
  })

  it('asks for another wording once, then says a fixed line, then ends', () => {
    const call = verifiedTalk()
    call.say('how does this work')
    expect(call.generates).toBe(1)
    call.model('We will sue you.')
    expect(call.generates).toBe(2)
    call.model('You will be arrested.')
    expect(call.spoken.at(-1)).toContain('I am not able to say that')
    call.say('what do you mean')
    call.model('We will sue you.')
    call.model('We will sue you.')
    expect(call.ended).toBe('blocked sentences')
    expect(call.spoken.join(' ')).not.toMatch(/sue|arrest/)
  })

  it('fills slots, and lets no number of the model through', () => {
    const call = verifiedTalk()
    call.say('how much is it again')
    call.model('The balance is {{balance}}.')
    expect(call.spoken.at(-1)).toBe('The balance is $1,284.50.')
    call.model('You owe about fifteen hundred.')
    expect(call.spoken.at(-1)).toBe('The balance is $1,284.50.')
    call.model('It is {{amount}}.')
    expect(call.spoken.at(-1)).not.toContain('It is')
  })

  it('hands a held account to a person', () => {
    const call = verifiedTalk({ account: { ...account, status: ['dispute'] } })
    expect(call.ended).toContain('held')
    expect(call.spoken.join(' ')).not.toMatch(/debt/i)
  })
})

describe('an outbound call', () => {
  const outbound = (startedAt: string, zone = 'America/Chicago') =>
    talk({
      call: { startedAt, parameters: { direction: 'outbound', name: 'Dana Whitlock', zone } },
    })

  it('asks for the consumer within hours', () => {
    expect(outbound('2026-11-27T16:00:00Z').spoken[0]).toContain('for Dana Whitlock')
  })

  it.each([
    ['late in the evening', '2026-11-28T03:30:00Z', 'America/Chicago'],
    ['with no zone', '2026-11-27T16:00:00Z', ''],
    ['with no time', '', 'America/Chicago'],
  ])('ends at once %s', (_, startedAt, zone) => {
    expect(outbound(startedAt, zone).ended).toBe('outside_hours')
  })

  it('leaves nothing on a machine', () => {
    const call = outbound('2026-11-27T16:00:00Z')
    call.say('please leave a message after the tone')
    expect(call.ended).toBe('a machine answered')
    expect(call.spoken).toHaveLength(1)
  })
})
