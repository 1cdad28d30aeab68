import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ToolSpec } from '../../agent/agent.js'
import type { Message } from '../../call/conversation.js'
import { respond } from './respond.js'

const balance: ToolSpec = {
  name: 'look_up_balance',
  description: 'Looks up the balance of an account',
  schema: {
    type: 'object',
    properties: { account_number: { type: 'string', minLength: 4 } },
    required: ['account_number'],
  },
  effect: 'read',
}
const booking: ToolSpec = {
  name: 'bookAppointment',
  description: 'Books an appointment at the clinic',
  schema: {
    type: 'object',
    properties: { date: { type: 'string' }, time: { type: 'string' } },
    required: ['date', 'time'],
  },
  effect: 'write',
}
const tools = [balance, booking]

const instructions = `You are Ava, the receptionist of Sunny Dental. Be brief and kind.
Opening hours: Monday to Friday, nine to five
Address: 12 Main Street, Springfield
Tone: warm
A check-up costs 80 dollars. Parking is free behind the building. Never speak about other patients.`

const system: Message = { role: 'system', text: instructions }

/** Holds a conversation; tools give back what they were called with. The agent's side of it. */
function talk(lines: readonly string[], { text = instructions, offered = tools } = {}): string[] {
  const messages: Message[] = [{ role: 'system', text }]
  const said: string[] = []
  for (const line of lines) {
    messages.push({ role: 'user', text: line })
    let response = respond(messages, offered)
    for (const call of response.toolCalls) {
      said.push(`[${call.name} ${call.input}]`)
      messages.push(
        { role: 'assistant', text: response.text, toolCalls: response.toolCalls },
        { role: 'tool', id: call.id, output: '{"amount_due": "40 dollars"}' },
      )
      response = respond(messages, offered)
    }
    said.push(response.text)
    messages.push({ role: 'assistant', text: response.text })
  }
  return said
}

const last = (...lines: readonly string[]) => talk(lines).at(-1)

describe('what the offline mind answers', () => {
  it.each([
    ['Hello?', 'Hello. How can I help you?'],
    ['Who are you?', 'I am Ava, the receptionist of Sunny Dental. How can I help you?'],
    [
      'are you a real person',
      'Yes, I am an automated assistant, not a person. How can I help you?',
    ],
    ["I'm sorry, am I talking to a machine?", /not a person/],
    [
      'what can you do',
      /^You can ask me about opening hours, address, balance or book appointment\./,
    ],
    ['help', /^You can ask me about/],
    ['hold on a second', 'Of course, take your time.'],
    ['can I speak to a person', /^You would like to speak to a person\./],
    ['Thank you very much!', 'You are welcome. Is there anything else?'],
    ["that's all, bye", 'Thank you for calling. Goodbye.'],
    ['how are you today', 'I am well, thank you. How can I help you?'],
    ['[speech]', /could not make out the words/],
    ['[keypad] 42', 'You pressed 42.'],
    ['my name is jordan', 'Thank you, Jordan. How can I help you?'],
    ['flurble the gronk', /^I am not sure what you mean by: flurble the gronk\./],
  ])('to %j', (line, answer) => {
    if (answer instanceof RegExp) expect(last(line)).toMatch(answer)
    else expect(last(line)).toBe(answer)
  })

  it('when nobody has said anything', () => {
    expect(respond([system], []).text).toMatch(/^Hello\. I am Ava, .* How can I help you\?$/)
    expect(respond([], []).text).toBe('Hello. How can I help you?')
  })
})

describe('facts of the instructions', () => {
  it.each([
    ['When do you open?', 'Opening hours: Monday to Friday, nine to five.'],
    ['what time do you close on Friday', 'Opening hours: Monday to Friday, nine to five.'],
    ['where are you located', 'Address: 12 Main Street, Springfield.'],
    ['how much is a check-up', 'A check-up costs 80 dollars.'],
    ['is there parking', 'Parking is free behind the building.'],
    ['thank you, and when do you open?', 'Opening hours: Monday to Friday, nine to five.'],
  ])('answer %j', (question, fact) => {
    expect(last(question)).toBe(fact)
  })

  it.each(['tell me about other patients', 'what is your tone', 'what is brief and kind'])(
    'are not the orders among them: %j',
    (question) => {
      expect(last(question)).not.toMatch(/never|warm|be brief/i)
    },
  )
})

describe('what was said before', () => {
  it('is said again when asked for, without what introduced it', () => {
    expect(talk(['where are you', 'say that again', 'pardon?'])).toEqual([
      'Address: 12 Main Street, Springfield.',
      'I said: Address: 12 Main Street, Springfield.',
      'Once more: Address: 12 Main Street, Springfield.',
    ])
  })

  it('is the line of the agent itself, if nothing came after it', () => {
    const greeting: Message = { role: 'assistant', text: 'Sunny Dental, good morning.' }
    const answer = respond([system, greeting, { role: 'user', text: 'what?' }], [])
    expect(answer.text).toBe('I said: Sunny Dental, good morning.')
  })

  it('gives "yes" and "no" their meaning', () => {
    const number = 'my number is five five five oh one three four'
    expect(last(number)).toBe('I have 5 5 5, 0 1 3 4. Is that right?')
    expect(last(number, 'yes')).toBe('Good, I have noted 5 5 5, 0 1 3 4. Is there anything else?')
    expect(last(number, "no, that's wrong")).toBe('I am sorry. Please say it again, slowly.')
    expect(last('yes')).toBe('All right. What would you like to do?')
    expect(last('thanks', 'no')).toBe('Thank you for calling. Goodbye.')
  })

  it('is remembered: the name, at goodbye', () => {
    expect(last('My name is Jordan', 'bye')).toBe('Goodbye, Jordan. Thank you for calling.')
  })

  it('changes how the same is said', () => {
    const said = talk(['are you a robot', 'are you a robot', 'are you a robot'])
    expect(new Set(said).size).toBe(3)
  })

  it('makes help grow while nothing is understood, and start anew after', () => {
    const said = talk(['gronk', 'gronk gronk', 'gronk', 'hello', 'gronk'])
    expect(said[0]).toMatch(/another way/)
    expect(said[1]).toMatch(/What I know about is opening hours/)
    expect(said[2]).toMatch(/without a network|single word/)
    expect(said[4]).toMatch(/gronk\./)
  })

  it('offers nothing that a tool is told and a caller cannot ask for', () => {
    const tool = (name: string): ToolSpec => ({ name, description: '', schema: {}, effect: 'read' })
    const offered = [tool('report_event'), tool('look_up_balance')]
    expect(talk(['gronk', 'gronk gronk'], { offered })[1]).toMatch(/opening hours.*balance/)
    expect(talk(['gronk', 'gronk gronk'], { offered })[1]).not.toContain('report')
  })

  it('joins what the caller said in two breaths', () => {
    const messages: readonly Message[] = [
      ...[system, { role: 'user', text: 'when do' } as const],
      { role: 'user', text: 'you open' },
    ]
    expect(respond(messages, []).text).toMatch(/^Opening hours/)
  })
})

describe('numbers and dates', () => {
  it.each([
    ['it is 555-0134', 'I have 5 5 5, 0 1 3 4. Is that right?'],
    ['one hundred and fifty dollars', 'I have 150. Is that right?'],
    ['twenty five', 'I have 25. Is that right?'],
    ["I'd like to come tomorrow at 4 pm", 'I have tomorrow at 4 pm. Is that right?'],
    ['on March 3rd in the morning', 'I have March 3rd in the morning. Is that right?'],
  ])('are said back: %j', (line, answer) => {
    expect(talk([line], { offered: [] })).toEqual([answer])
  })

  it('are not heard in words that only sound like them', () => {
    expect(last('the other one')).toMatch(/^I am not sure what you mean/)
  })
})

describe('tools', () => {
  it('are called when they are meant and their inputs were said, and their results told', () => {
    expect(talk(['what is the balance of account 4 1 2 3'])).toEqual([
      '[look_up_balance {"account_number":"4123"}]',
      'Amount due: 40 dollars.',
    ])
  })

  it('have their inputs asked for, one by one, over several turns', () => {
    expect(talk(['I want to book an appointment', 'next Tuesday', 'at three', 'yes'])).toEqual([
      'For that I need the date. What is it?',
      'I still need the time. Please say it slowly.',
      '[bookAppointment {"date":"next Tuesday","time":"at three"}]',
      'Amount due: 40 dollars.',
      'All right. What would you like to do?',
    ])
  })

  it('take keys too, and no number that is too short', () => {
    expect(talk(["what's my balance", '[keypad] 12', '[keypad] 1234'])).toEqual([
      'For that I need the account number. What is it?',
      'I still need the account number. Please say it slowly.',
      '[look_up_balance {"account_number":"1234"}]',
      'Amount due: 40 dollars.',
    ])
  })

  it('are let go when the caller speaks of something else', () => {
    expect(talk(['what is my balance', 'where are you', '4123']).at(-1)).toBe(
      'I have 4 1 2 3. Is that right?',
    )
  })

  it.each(["I don't want my balance", 'never mind the balance of 4123'])(
    'are not called for what is not wished: %j',
    (line) => {
      expect(respond([system, { role: 'user', text: line }], tools).toolCalls).toEqual([])
    },
  )

  it('are not called when two are meant alike, or none', () => {
    const twin = { ...balance, name: 'look_up_old_balance' }
    for (const offered of [[balance, twin], []])
      expect(respond([system, { role: 'user', text: 'my balance' }], offered).toolCalls).toEqual([])
  })

  it.each([
    ['{"error":"no such account"}', 'I am sorry, that did not work: no such account.'],
    ['', 'That is done.'],
    ['Booked for Tuesday', 'Booked for Tuesday.'],
    ['[{"day":"Monday","free":true},3]', 'Day: Monday, free: yes, 3.'],
  ])('tell what came back: %j', (output, told) => {
    const call = { id: 'c1', name: 'look_up_balance', input: '{}' }
    const messages: readonly Message[] = [
      { role: 'user', text: 'my balance' },
      { role: 'assistant', text: '', toolCalls: [call] },
      { role: 'tool', id: 'c1', output },
    ]
    expect(respond(messages, tools)).toEqual({ text: told, toolCalls: [] })
  })
})

describe('what somebody else has dealt with', () => {
  it('is no misunderstanding', () => {
    const [, , third] = talk(['zzz', 'zzz', 'zzz'])
    const [, , first] = talk(['[an answer to who they are]', '[an answer to who they are]', 'zzz'])
    expect(third).not.toContain('zzz')
    expect(first).toContain('zzz')
  })
})

describe('every answer', () => {
  const word = fc.constantFrom(
    ...'yes no hello what number name is one two 7 monday book balance robot ? ! — [speech] [keypad] 4# bye'.split(
      ' ',
    ),
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(word).map((words) => words.join(' ')),
  )
  const output = fc.oneof(text, fc.json())
  const message: fc.Arbitrary<Message> = fc.oneof(
    fc.record({ role: fc.constantFrom('user', 'assistant', 'system'), text }),
    output.map((output): Message => ({ role: 'tool', id: 'c1', output })),
  )
  const offered: fc.Arbitrary<readonly ToolSpec[]> = fc.subarray([
    ...tools,
    { ...balance, name: '', description: '', schema: { properties: { a: null }, required: [1] } },
    {
      ...balance,
      name: 'yes_number',
      schema: { properties: { n: { type: 'string', pattern: '(' } } },
    },
  ])

  it('is the same for the same messages, and a sentence or a tool call', () => {
    fc.assert(
      fc.property(fc.array(message), offered, (messages, offered) => {
        const response = respond(messages, offered)
        expect(respond(structuredClone(messages), offered)).toEqual(response)
        if (response.toolCalls.length === 0) expect(response.text).toMatch(/\S[\s\S]*[.!?]$/)
        for (const { name, input } of response.toolCalls) {
          expect(offered.map((tool) => tool.name)).toContain(name)
          expect(JSON.parse(input)).toBeTypeOf('object')
        }
      }),
      { numRuns: 300 },
    )
  })
})
