import { describe, expect, it } from 'vitest'
import type { Decision } from '../../agent/agent.js'
import { collectionsAgent } from './agent.js'
import { isReportable, reportSpec } from './report-event.js'
import type { CollectionsState } from './state.js'
import { options, policy, type Talk, verifiedTalk } from './talk.test-kit.js'

const agent = collectionsAgent(options, policy)

/** What the agent does when the model, asked in this call, reports that. */
function report(
  call: Talk,
  category: string,
  words = 'leave me in peace',
): Decision<CollectionsState> {
  const input = JSON.stringify({ category, words })
  const result = { name: 'report_event', input, output: '{"noted":true}', at: 9000 }
  return agent.onToolReturned(call.state, result)
}

/** A call in which the model was asked. */
function asked(): Talk {
  const call = verifiedTalk()
  call.say('how does this work')
  expect(call.generates).toBe(1)
  return call
}

const all = (reportSpec.schema as { properties: { category: { enum: string[] } } }).properties
  .category.enum

describe('an event that the model reports', () => {
  it('is offered to it with the words that are to be said', () => {
    const { directives } = agent.onCallerTurn(verifiedTalk().state, {
      ...{ turn: 9, text: 'how does this work', digits: '', at: 9000 },
    })
    expect(directives).toContainEqual(expect.objectContaining({ tools: ['report_event'] }))
    expect(agent.tools).toContain(reportSpec)
    expect(reportSpec.description).toContain('cease_contact: wants no more calls')
  })

  it('locks the call as if it had been detected, with its words on the record', () => {
    const call = asked()
    const detected = asked()
    detected.say('stop calling me')
    const { state, directives } = report(call, 'cease_contact')
    expect(state.lock).toBe('cease')
    expect(state.stage).toBe(detected.state.stage)
    expect(directives).toContainEqual(
      expect.objectContaining({ type: 'say', text: detected.spoken.at(-1) }),
    )
    const records = directives.flatMap((one) => (one.type === 'audit' ? [one.record] : []))
    expect(records).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'event', event: 'cease_contact', rule: 'M01', by: 'model' },
        inputs: ['words=leave me in peace', 'by=model'],
      }),
    )
    expect(records).toContainEqual(expect.objectContaining({ task: 'suppress_number' }))
  })

  it.each(all)('narrows the call or lets it go on: %s', (category) => {
    const call = asked()
    const { state, directives } = report(call, category)
    expect(directives.length).toBeGreaterThan(1)
    for (const one of directives) if (one.type === 'generate') expect(one.tools).toEqual([])
    expect(state.agreedCents).toEqual(call.state.agreedCents)
    expect([...state.circumstances]).toEqual(expect.arrayContaining([...call.state.circumstances]))
  })

  it('never leads to a payment, and is nothing that is not on the list', () => {
    for (const category of ['pay_now', 'promise_to_pay', 'unlock', 'toString', '']) {
      expect(isReportable(category)).toBe(false)
      const call = asked()
      const { state, directives } = report(call, category)
      expect(state).toEqual(call.state)
      expect(directives).toEqual([expect.objectContaining({ type: 'generate', tools: [] })])
    }
    const { directives } = agent.onToolReturned(asked().state, {
      ...{ name: 'report_event', input: 'no JSON', output: '', at: 9000 },
    })
    expect(directives).toHaveLength(1)
  })

  it.each(all)('takes no lock away and does nothing once the call is locked: %s', (category) => {
    const call = asked()
    call.say('I have a lawyer')
    const { state, directives } = report(call, category)
    expect(state).toEqual(call.state)
    expect(directives).toEqual([])
  })

  it('counts although the tool has failed', () => {
    const input = JSON.stringify({ category: 'attorney_represented', words: 'talk to Mr Hale' })
    const failed = { name: 'report_event', input, output: '{"error":"TIMEOUT"}', at: 9000 }
    expect(agent.onToolReturned(asked().state, failed).state.lock).toBe('attorney')
  })

  it('keeps no card number that the model repeats', () => {
    const { directives } = report(asked(), 'dispute', 'not on 4111 1111 1111 1111')
    expect(JSON.stringify(directives)).not.toContain('1111 1111')
  })
})
