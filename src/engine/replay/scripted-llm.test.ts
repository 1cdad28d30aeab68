import { describe, expect, it } from 'vitest'
import type { Message } from '../call/conversation.js'
import { VirtualClock } from '../run/virtual-clock.js'
import { collect, passUntil, type TestCall, testFixture } from './fixture.test-kit.js'
import { saidSinceReply, scriptedLlm } from './scripted-llm.js'
import { tapeUse } from './tape-use.js'

const user = (text: string): Message => ({ role: 'user', text })
const agent = (text: string): Message => ({ role: 'assistant', text })
const system: Message = { role: 'system', text: 'Be brief.' }
const called: Message = {
  role: 'assistant',
  text: 'Let me see.',
  toolCalls: [{ id: 'c', name: 'look_up', input: '{}' }],
}
const returned: Message = { role: 'tool', id: 'c', output: 'found' }

function model(llm: TestCall['llm']) {
  const clock = new VirtualClock()
  const use = tapeUse()
  const rows = testFixture(llm === undefined ? {} : { llm }).tape.llm
  const scripted = scriptedLlm({ clock, rows, use })
  const { signal } = new AbortController()
  const ask = (...messages: readonly Message[]) =>
    collect(clock, scripted.generate([system, ...messages], { tools: [], signal }))
  return { clock, use, ask }
}

const textOf = (parts: readonly { type: string }[]) =>
  parts.map((part) => ('text' in part ? part.text : '')).join('')

describe('what the caller said since the last reply', () => {
  it.each<[string, readonly Message[], string]>([
    ['nothing yet', [system], ''],
    ['one message', [system, agent('Hello.'), user('Yes, I am!')], 'yes i am'],
    ['several messages', [agent('Hello.'), user('Yes.'), user('I think so.')], 'yes i think so'],
    ['nothing since a reply', [user('Yes.'), agent('Good.')], ''],
    ['the request a tool was called for', [user('My bill.'), called, returned], 'my bill'],
    ['two rounds of tools', [user('My bill.'), called, returned, called, returned], 'my bill'],
    ['what came after a tool round', [user('My bill.'), called, returned, user('Wait.')], 'wait'],
  ])('is %s', (_, messages, said) => {
    expect(saidSinceReply(messages)).toBe(said)
  })
})

describe('the scripted model', () => {
  it('writes the row that follows these words, word by word at its pace', async () => {
    const { clock, ask, use } = model([
      { after: 'no', text: 'Then not.' },
      { after: 'yes please', first: 200, rate: 10, text: 'Good. Which card?' },
    ])
    const got = ask(user('Yes, please!'))
    await passUntil(clock, 1000)
    expect(got.parts).toEqual([
      { type: 'text', text: 'Good. ', cameAt: 200 },
      { type: 'text', text: 'Which ', cameAt: 300 },
      { type: 'text', text: 'card?', cameAt: 400 },
      { type: 'ended', usage: { inputTokens: 4, outputTokens: 3 }, cameAt: 400 },
    ])
    expect(got.outcome).toBe('over')
    expect(use.answers).toMatchObject([{ part: 'llm', basis: 'recorded' }])
  })

  it('answers changed words with the next unused row, and says so', async () => {
    const { clock, ask, use } = model([
      { after: 'yes', text: 'First.' },
      { after: 'no', text: 'Second.' },
    ])
    const first = ask(user('No.'))
    const second = ask(user('Something else.'))
    await passUntil(clock, 1000)
    expect([textOf(first.parts), textOf(second.parts)]).toEqual(['Second.', 'First.'])
    expect(use.answers.map(({ basis }) => basis)).toEqual(['recorded', 'derived'])
    expect(use.answers[1]?.why).toContain('"something else"')
  })

  it('takes rows after the same words in order, as after a tool returned', async () => {
    const { clock, ask } = model([
      { after: 'my bill', text: '', tools: [{ name: 'look_up', input: { id: 1 } }] },
      { after: 'my bill', text: 'It is paid.' },
    ])
    const first = ask(user('My bill.'))
    await passUntil(clock, 1000)
    expect(first.parts).toMatchObject([
      { type: 'toolCall', call: { name: 'look_up', input: '{"id":1}' }, cameAt: 300 },
      { type: 'ended' },
    ])
    const second = ask(user('My bill.'), called, returned)
    await passUntil(clock, 2000)
    expect(textOf(second.parts)).toBe('It is paid.')
  })

  it('never guesses beyond the tape: the request fails and is told with the nearest row', async () => {
    const { clock, ask, use } = model([
      { after: 'i want to pay', text: 'Good.' },
      { after: 'goodbye', text: 'Bye.' },
    ])
    ask(user('Goodbye.'))
    ask(user('I want to pay.'))
    const got = ask(user('I want to pay now.'))
    await passUntil(clock, 5)
    expect(got.outcome).toBe('BAD_RESPONSE')
    expect(use.offTape).toEqual([
      { part: 'llm', at: 0, wanted: 'i want to pay now', nearest: 'i want to pay' },
    ])
    expect(use.answers).toHaveLength(2)
  })

  it('fails after its words, and stalls, as the tape did', async () => {
    const { clock, ask } = model([
      { after: 'a', text: 'I can', error: 'RATE_LIMITED' },
      { after: 'b', text: 'I can', stall: true },
    ])
    const [failed, stalled] = [ask(user('a')), ask(user('b'))]
    await passUntil(clock, 60_000)
    expect([textOf(failed.parts), failed.outcome]).toEqual(['I can', 'RATE_LIMITED'])
    expect([textOf(stalled.parts), stalled.outcome]).toEqual(['I can', 'open'])
  })
})
