import { describe, expect, it } from 'vitest'
import type { AuditRecord } from '../../call/command.js'
import type { TimedCommand } from '../call-facts.js'
import type { Evidence } from './evidence.js'
import { ruleChecks } from './rules.js'

type Step = string | AuditRecord

/** Texts go to the voice, records are written, in this order. */
function check(rule: string, ...steps: readonly Step[]) {
  const commands = steps.map((step, i): TimedCommand => {
    const at = i * 1000
    return typeof step === 'string'
      ? { type: 'synthesize', reply: 1, sentence: i, text: step, voice: 'main', at }
      : { type: 'audit', record: step, at }
  })
  const evidence = {
    expectations: { rules: [{ name: rule, line: 3 }] },
    facts: { commands },
  } as unknown as Evidence
  return ruleChecks(evidence)[0]
}

const started = { kind: 'call.started' }
const verified = { kind: 'verified' }
const heard = { kind: 'disclosure.heard' }
const lock = (name: string) => ({ kind: 'lock', lock: name })
const notice =
  'This is an attempt to collect a debt, and any information obtained will be used for that purpose.'
const amount = 'The balance is $1,284.50.'
const plan = { kind: 'plan', payments: ['2026-12-04 10000', '2027-01-04 9900'] }
const readBack = '2 payments of $100. From December 4, 2026, to January 4, 2027, the last of $99.'
const promise = { kind: 'promise', cents: 10_000, date: '2026-12-04' }
const send = (what: string) => ({ kind: 'task', task: `send_${what}_in_writing` })
const fromModel = { kind: 'sentence', verdict: 'allow', inputs: ['source=model', 'text=Hm.'] }

describe('the rules of a recorded call', () => {
  it.each<[string, 'passed' | 'failed', readonly Step[]]>([
    ['mini-miranda', 'passed', [verified, notice, heard, amount]],
    ['mini-miranda', 'failed', [verified, notice, amount, heard]],
    ['mini-miranda', 'failed', [verified, 'You owe twelve hundred dollars.']],
    ['identity-first', 'passed', ['Who is speaking?', verified, notice, heard, amount]],
    ['identity-first', 'failed', [notice, verified]],
    ['identity-first', 'failed', [verified, 'About your debt.', notice, heard]],
    ['no-third-party-disclosure', 'passed', ['Who is it?', lock('third_party'), 'Goodbye.']],
    ['no-third-party-disclosure', 'failed', [lock('third_party'), 'She has a debt.']],
    ['no-third-party-disclosure', 'failed', [verified, heard, lock('minor'), 'It is $5.']],
    ['lock-respected', 'passed', [verified, heard, amount, lock('cease'), 'Understood. Goodbye.']],
    ['lock-respected', 'failed', [verified, heard, lock('cease'), amount]],
    ['lock-respected', 'failed', [verified, heard, lock('cease'), fromModel, 'Hm.']],
    ['payment-confirmed', 'passed', [readBack, plan, send('plan')]],
    ['payment-confirmed', 'passed', ['$100 on December 4, 2026?', promise, send('promise')]],
    ['payment-confirmed', 'failed', [plan, readBack, send('plan')]],
    ['payment-confirmed', 'failed', ['$100 on December 4, 2026?', plan, send('plan')]],
    ['payment-confirmed', 'failed', ['$50 on December 4, 2026?', promise, send('promise')]],
    ['payment-confirmed', 'failed', [readBack, plan]],
  ])('%s is %s', (rule, result, steps) => {
    expect(check(rule, started, ...steps)).toMatchObject({ result, where: 'expect.yaml:3' })
  })

  it('are not judged for an agent that records nothing, or when nobody knows the rule', () => {
    expect(check('mini-miranda', amount)).toMatchObject({ result: 'not judged' })
    expect(check('kindness', started)).toMatchObject({
      result: 'not judged',
      why: expect.stringContaining('kindness'),
    })
  })

  it('say what broke them, and when', () => {
    expect(check('mini-miranda', started, amount)).toMatchObject({
      at: 1000,
      got: expect.stringContaining('00:01.00'),
    })
  })
})
