/**
 * A stricter policy never allows more: not before a call, not in what the agent does with a turn of the caller, not at the gate. Which value of
 * a setting is stricter is data, `settingOrders`. Both policies are asked in the same situation, since calls under two policies part ways.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CallInfo, Decision } from '../../agent/agent.js'
import { good, now, placed } from '../../compliance/dial.test-kit.js'
import { loosest, settingNames, twoPolicies } from '../../compliance/policies.test-kit.js'
import { effectiveSettings, type Policy, stricter, valuesOf } from '../../compliance/policy.js'
import { dayMs, type PreCallContext } from '../../compliance/pre-call/context.js'
import { preCall } from '../../compliance/pre-call.js'
import { type Act, acts, run } from './acts.test-kit.js'
import { collectionsAgent } from './agent.js'
import { noticeLine } from './lines/chosen.js'
import { type LineName, lineId } from './lines/lines.js'
import type { CollectionsState } from './state.js'
import { account, options, policy, talk } from './talk.test-kit.js'

/** PROPERTY_RUNS and PROPERTY_SEED search on. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 150)
const runs = { numRuns }
const today = '2026-11-27'

/** Mostly: a dial in which everything may be wrong is allowed by no policy. */
const mostly = fc.constantFrom(true, true, true, true, false)

const dials: fc.Arbitrary<Partial<PreCallContext>> = fc
  .record({
    hour: fc.integer({ min: -6, max: 12 }),
    kind: fc.constantFrom('cell' as const, 'cell' as const, 'landline' as const, 'work' as const),
    neutral: mostly,
    calls: fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom('a-1', 'b')), {
      maxLength: 5,
    }),
    talked: fc.option(fc.integer({ min: 0, max: 110 })),
    asked: fc.boolean(),
    consented: mostly,
    licensed: mostly,
    checked: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ hour, kind, neutral, calls, talked, asked, consented, licensed, checked }) => ({
    now: now + hour * 3_600_000,
    number: { ...good.number, kind, workplaceForbids: false },
    company: { ...good.company, name: neutral ? 'Halvorsen Services' : 'Halvorsen Recovery' },
    placed: calls.map(([days, debt]) => placed(days + 1, { debt })),
    conversations: talked === null ? [] : [{ at: now - talked * dayMs, debt: 'a-1' }],
    ...(asked && { callback: { from: now - dayMs, to: now + dayMs } }),
    consents: consented ? good.consents : [],
    licences: licensed ? ['US-TX'] : [],
    reassignedCheck: { at: now - checked * dayMs, clear: true },
  }))

describe('a stricter policy', () => {
  it('is stricter in what counts, whatever has expired or is unsure', () => {
    fc.assert(
      fc.property(twoPolicies, ({ loose, strict }) => {
        const loosely = effectiveSettings(loose, today, [])
        const strictly = effectiveSettings(strict, today, [])
        for (const name of settingNames) {
          const { value } = strictly[name]
          expect(stricter(name, value, loosely[name].value), name).toBe(value)
          expect(stricter(name, value, strict.settings[name].value), name).toBe(value)
        }
      }),
      runs,
    )
  })

  it('never allows a dial that the looser one does not', () => {
    let allowed = 0
    fc.assert(
      fc.property(twoPolicies, dials, ({ loose, strict }, dial) => {
        const strictly = preCall({ ...good, ...dial, policy: strict })
        const loosely = preCall({ ...good, ...dial, policy: loose })
        if (loosely.allow) allowed++
        const blocked = new Set(
          strictly.findings.filter(({ verdict }) => verdict === 'block').map(({ rule }) => rule),
        )
        // Not only the dial: no rule allows what it blocked under the looser policy.
        for (const { rule, verdict } of loosely.findings)
          if (verdict === 'block') expect(blocked).toContain(rule)
      }),
      { numRuns: 4 * numRuns },
    )
    expect(allowed).toBeGreaterThan(numRuns / 50)
  })

  it(
    'never lets the agent do or say more in the same situation',
    () => {
      const seen = new Set<string>()
      fc.assert(
        fc.property(twoPolicies, openings, acts, (policies, given, all) => {
          const call = talk({ ...given, policy: policies.loose })
          const compare = (next: Act | undefined) => {
            const loosely = allowances(situation(call.state, policies.loose), next)
            const strictly = allowances(situation(call.state, policies.strict), next)
            for (const one of loosely) seen.add(one)
            for (const one of strictly) expect(loosely).toContain(one)
          }
          const opened = opening(policies.loose, given.call)
          for (const one of opening(policies.strict, given.call)) expect(opened).toContain(one)
          compare(all[0])
          run(call, all, (next) => {
            compare(next)
            if (call.state.stage === 'notice') compare(undefined)
          })
        }),
        { ...runs, examples: telling },
      )
      expect(seen).toEqual(new Set([...seen, ...wanted]))
      // A shared machine may be many times slower.
    },
    400 * numRuns,
  )
})

const parameters = { direction: 'outbound', name: account.name, zone: account.zone }

/** Calls in which all of it is allowed, whatever the others come to. */
const telling = [
  tell({ by: policy, notice: 1 }, 'hello', '62704', '1984', 'go on'),
  tell({}, 'hello', '62704', '1984', 'tell me more', 'I can pay fifty dollars on friday', 'yes'),
  tell({}, 'hello', '11111', '1984'),
  tell({}, 'stop calling me', '62704'),
  tell({}, 'hello', "I don't want to be recorded"),
  tell({ parameters }, 'leave a message after the tone'),
]

/** What has to have been allowed in one of them, or the calls show nothing. */
const wanted = [
  ...['the model', 'a recording', 'the notice', 'talk of the debt', 'talk of a payment'],
  ...['another try', 'questions to who wants to be left alone', 'going on without a recording'],
  ...['an amount', 'a message', 'verified', 'Thank you.', 'You owe {{balance}}.'],
]

const until = { ...parameters, callbackUntil: '2026-11-28T20:00:00Z' }
const openings = fc.record({
  options: fc.constant({ messageContact: 'Robin Smith' }),
  cuts: fc.record({ notice: fc.nat(2), notice_short: fc.nat(1) }),
  account: fc.constantFrom(account, { ...account, validation_notice: 'due' as const }, null),
  call: fc.record({
    parameters: fc.constantFrom<Record<string, string>[]>({}, {}, parameters, until),
    startedAt: fc.constantFrom(
      ...['2026-11-27T16:00:00Z', '2026-11-27T16:00:00Z', '2026-11-28T03:30:00Z'],
    ),
  }),
})

type Policies = { readonly loose: Policy; readonly strict: Policy }
type Opening = typeof openings extends fc.Arbitrary<infer One> ? One : never

interface Told {
  readonly by?: Policy
  readonly notice?: number
  readonly parameters?: Record<string, string>
}

/** A call in which the caller says this, under the loosest policy if no other is named, with the notice cut so often. */
function tell(
  { by = loosest, notice = 0, parameters = {} }: Told,
  ...turns: readonly string[]
): [Policies, Opening, readonly Act[]] {
  const call = { parameters, startedAt: '2026-11-27T16:00:00Z' }
  const cuts = { notice, notice_short: 0 }
  const opening: Opening = { options: { messageContact: 'Robin Smith' }, account, call, cuts }
  return [{ loose: by, strict: by }, opening, turns.map((turn) => ({ turn, digits: '' }))]
}

const given = { ...options, messageContact: 'Robin Smith' }
const agent = collectionsAgent(given, policy)

/** The call as it stands, had it come there under this policy. */
function situation(state: CollectionsState, own: Policy): CollectionsState {
  return { ...state, policy: own, settings: valuesOf(effectiveSettings(own, today, [])) }
}

/** What a line lets the caller know, or the agent do. A line that is not here asks who they are, notes something, or ends the call. */
const lets: Readonly<Partial<Record<LineName, readonly string[]>>> = {
  ...{ notice: ['the notice'], notice_short: ['the notice'], notice_creditor: ['the notice'] },
  reference: ['talk of the debt'],
  ask_promise: ['talk of a payment'],
  ask_amount: ['talk of a payment'],
  ask_date: ['talk of a payment'],
  confirm: ['talk of a payment', 'an amount'],
  ...{ ask_plan: ['talk of a plan'], plan_limit: ['talk of a plan'] },
  ...{ ask_plan_date: ['talk of a plan', 'a plan'], plan_date_limit: ['talk of a plan', 'a plan'] },
  plan_confirm: ['talk of a plan', 'a plan', 'its days'],
  voicemail_message: ['a message'],
  not_matching: ['another try'],
  verify_to_stop: ['questions to who wants to be left alone'],
  recording_off: ['going on without a recording'],
}

/** Everything that is allowed by what the agent does next, and what the model could say then. */
function allowances(state: CollectionsState, next: Act | undefined): ReadonlySet<string> {
  if (state.stage === 'notice' && next === undefined) return allowedBy(hearNotice(state))
  if (next === undefined) return new Set(sayable(state))
  if ('turn' in next) {
    const turn = { turn: 1, text: next.turn, digits: next.digits, at: 5000 }
    return allowedBy(agent.onCallerTurn(state, turn))
  }
  const verdict = agent.check(state, { text: next.model, before: '', source: 'model', at: 5000 })
  if (verdict.verdict !== 'block') return new Set([next.model])
  return allowedBy(
    agent.onBlocked!(state, { text: next.model, before: '', why: verdict.why, at: 5000 }),
  )
}

function hearNotice(state: CollectionsState): Decision<CollectionsState> {
  const id = lineId(noticeLine(state))
  return agent.onHeard(state, { id, complete: true, evidence: 'mark', at: 5000 })
}

function opening(
  own: Policy,
  call: Pick<CallInfo, 'parameters' | 'startedAt'>,
): ReadonlySet<string> {
  const info = { from: '+12175550101', to: '+18005550142', ...call }
  return allowedBy(agent.onCallStarted(situation(agent.start(info), own), info))
}

function allowedBy({ state, directives }: Decision<CollectionsState>): ReadonlySet<string> {
  const done = directives.flatMap((directive): readonly string[] => {
    if (directive.type === 'generate') return ['the model']
    if (directive.type === 'record') return directive.on ? ['a recording'] : []
    if (directive.type === 'callTool') return [directive.name]
    if (directive.type !== 'say') return []
    const name = directive.id.split('@')[0] as LineName
    return lets[name] ?? []
  })
  return new Set([...done, ...sayable(state)])
}

/** What the model might say next: nothing of the debt, its amount, and an amount that the caller may have named. */
const probes = ['Thank you.', 'You owe {{balance}}.', 'So that is $50.']

function sayable(state: CollectionsState): readonly string[] {
  const passes = (text: string) =>
    agent.check(state, { text, before: '', source: 'model', at: 5000 }).verdict !== 'block'
  return [...probes.filter(passes), ...(state.verified ? ['verified'] : [])]
}
