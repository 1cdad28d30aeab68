import { describe, expect, it } from 'vitest'
import { type Talk, talk } from '../talk.test-kit.js'
import { mayBe, nameIn } from './caller-name.js'

const tasks = (call: Talk) =>
  call.records.filter(({ kind }) => kind === 'task').map(({ task }) => task)
const debt = /debt|balance|bank|owe|payment|\$/i

describe('the name a caller gives', () => {
  it.each([
    ['this is Robert Miller', 'robert miller'],
    ['this is robert', 'robert'],
    ['Hi, my name is Robert Miller and I got a letter', 'robert miller'],
    ["no, I'm Robert.", 'robert'],
    ['Robert Miller speaking', 'robert miller'],
    ['Robert Miller.', 'robert miller'],
    ['this is about a letter I got', undefined],
    ["I'm calling about a letter", undefined],
    ["I'm sorry", undefined],
    ["it's nineteen eighty four", undefined],
    ['this is fine', undefined],
    ['yes speaking', undefined],
    ["I'm not sure what this is", undefined],
    ['what is this', undefined],
    ['this is outrageous', undefined],
    ["it's Saturday", undefined],
    ["I'm alright", undefined],
    ['this is harassment', undefined],
  ])('in "%s" is %s', (text, name) => {
    expect(nameIn(text)).toBe(name)
  })

  it.each([
    ['dana', true],
    ['donna', true],
    ['danny', true],
    ['dana miller', true],
    ['whitlock', true],
    ['robert', false],
    ['robert whitlock', false],
    ['dave whitlock', false],
  ])('"%s" may be Dana Whitlock: %s', (said, may) => {
    expect(mayBe(said, 'Dana Whitlock')).toBe(may)
  })

  it('knows short forms', () => {
    expect(mayBe('bob miller', 'Robert Miller')).toBe(true)
    expect(mayBe('bill', 'Robert Miller')).toBe(false)
  })
})

describe('somebody of another name', () => {
  const outbound = {
    parameters: { direction: 'outbound', name: 'Dana Whitlock', zone: 'America/Chicago' },
  }

  it('who was called is told nothing, and asked for a better time', () => {
    const call = talk({ call: outbound })
    call.say('no, this is Robert Miller')
    expect(call.state.lock).toBe('third_party')
    expect(call.spoken.at(-1)).toContain('not able to say more to anyone else')
    call.say('what is it about')
    expect(call.ended).toBe('third_party')
    expect(call.spoken.join(' ')).not.toMatch(debt)
    expect(tasks(call)).toContain('review_third_party')
  })

  it.each(['for my wife', 'for somebody else', 'I am helping a friend', 'why do you ask'])(
    'who calls is asked for whom: "%s" is a third party',
    (text) => {
      const call = talk()
      call.say('this is Robert Miller')
      expect(call.spoken.at(-1)).toContain('for yourself, or for somebody else')
      call.say(text)
      expect(call.state.lock).toBe('third_party')
    },
  )

  it('cannot be verified for this account, even with its zip code and year', () => {
    const call = talk()
    call.say('my name is Robert Miller')
    call.say('for myself')
    expect(call.spoken.at(-1)).toContain('reference number')
    // The tool finds Dana's account by any number.
    call.say('20417')
    expect(call.state.lock).toBe('third_party')
    for (const text of ['62704', '1984']) call.say(text)
    expect(call.state.verified).toBe(false)
    expect(call.spoken.join(' ')).not.toMatch(debt)
  })

  it('may give it while a factor is asked for', () => {
    const call = talk()
    call.say('hello')
    call.say('62704, this is Robert Miller')
    expect(call.state.lock).toBe('third_party')
  })

  it('the right person goes on', () => {
    for (const text of [
      'this is Dana',
      'Dana Whitlock',
      'this is Donna',
      'speaking',
      'yes it is',
    ]) {
      const call = talk({ call: outbound })
      call.say(text)
      expect(call.state.stage, text).toBe('zip')
    }
  })
})
