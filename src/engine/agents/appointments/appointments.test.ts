import { describe, expect, it } from 'vitest'
import { appointmentsAgent } from './definition.js'

const agent = appointmentsAgent({ practice: 'Elm Street Dental', handoff: '+15550003333' })
const first = { offered: [], blocks: 0 }
const turn = (text: string) => ({ turn: 1, text, digits: '', at: 0 })
const model = (text: string) => ({ text, before: '', source: 'model', at: 0 }) as const

describe('the appointment desk', () => {
  it('says in its first line that it is an AI assistant', () => {
    const call = { from: '', to: '', parameters: {} }
    expect(agent.onCallStarted(first, call).directives).toMatchObject([
      { text: expect.stringContaining('AI assistant') },
    ])
  })

  it('lets the model answer with its tools, and connects who wants a person', () => {
    expect(agent.onCallerTurn(first, turn('I need an appointment')).directives).toMatchObject([
      { type: 'generate', tools: ['free_times', 'book', 'cancel'] },
    ])
    expect(agent.onCallerTurn(first, turn('give me a person please')).directives).toMatchObject([
      { type: 'say' },
      { type: 'transfer', to: '+15550003333' },
    ])
  })

  it('lets the model name only times that the calendar gave', () => {
    expect(agent.check(first, model('Would 9:30 suit you?')).verdict).toBe('block')
    const output = JSON.stringify({ free: ['2026-12-04T09:30', '2026-12-04T14:00'] })
    const result = { name: 'free_times', input: '{}', output, at: 0 }
    const { state } = agent.onToolReturned(first, result)
    expect(agent.check(state, model('Would 9:30 am or 2 pm suit you?')).verdict).toBe('say')
    expect(agent.check(state, model('Would 9:30 pm suit you?')).verdict).toBe('block')
    expect(agent.check(state, model('Would 10:00 suit you?')).verdict).toBe('block')
  })

  it('asks for other words once, then says a line of its own', () => {
    const blocked = { text: 'At 10:00.', before: '', why: 'the calendar did not give 10:00', at: 0 }
    const once = agent.onBlocked!(first, blocked)
    expect(once.directives).toMatchObject([{ type: 'generate' }])
    expect(agent.onBlocked!(once.state, blocked).directives).toMatchObject([{ type: 'say' }])
  })
})
