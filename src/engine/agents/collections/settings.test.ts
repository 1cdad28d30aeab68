/**
 * Every setting of a policy, value by value: what the agent or the rules before a call do differently. The table has to name each setting,
 * so a setting that nothing obeys cannot be added.
 */
import { describe, expect, it } from 'vitest'
import { good, now, placed, texan } from '../../compliance/dial.test-kit.js'
import { policyWith } from '../../compliance/policies.test-kit.js'
import {
  type Policy,
  type SettingName,
  type SettingValue,
  settingOrders,
} from '../../compliance/policy.js'
import { dayMs, type PreCallContext } from '../../compliance/pre-call/context.js'
import { preCall } from '../../compliance/pre-call.js'
import { account, type Talk, type TalkOptions, talk, verifiedTalk } from './talk.test-kit.js'

interface Case {
  readonly does: (policy: Policy) => unknown
  /** Each value, and what comes of it. */
  readonly values: readonly (readonly [SettingValue, unknown])[]
}

const dial =
  (change: Partial<PreCallContext> = {}) =>
  (policy: Policy) =>
    preCall({ ...good, ...change, policy }).allow

const outbound = (policy: Policy, more: TalkOptions = {}, at = '2026-11-27T16:00:00Z') =>
  talk({
    ...more,
    policy,
    call: {
      startedAt: at,
      parameters: { direction: 'outbound', name: 'Dana Whitlock', zone: 'America/Chicago' },
      ...more.call,
    },
  })

/** Says these turns, and gives back the call. */
function afterTurns(call: Talk, ...turns: readonly string[]): Talk {
  for (const turn of turns) if (call.ended === undefined) call.say(turn)
  return call
}

const said = ({ spoken }: Talk) => spoken.at(-1)
const late = '2026-11-28T03:30:00Z'
const lateCall = {
  ...{ direction: 'outbound', name: 'Dana Whitlock', zone: 'America/Chicago' },
  callbackUntil: '2026-11-28T04:30:00Z',
}

const cases: Readonly<Record<SettingName, Case>> = {
  call_from: {
    does: dial(),
    values: [
      ['08:05', true],
      ['12:30', false],
    ],
  },
  call_to: {
    does: dial(),
    values: [
      ['20:45', true],
      ['11:30', false],
    ],
  },
  hang_up_by: {
    does: (policy) => outbound(policy).ended,
    values: [
      ['20:58', undefined],
      ['09:30', 'outside_hours'],
    ],
  },
  calls_in_7_days: {
    does: dial({ placed: [placed(1), placed(2)] }),
    values: [
      [3, true],
      [2, false],
    ],
  },
  pool_debts: {
    does: dial({ placed: [1, 2, 3, 4, 5, 6, 6].map((d) => placed(d, { debt: 'another' })) }),
    values: [
      [false, true],
      [true, false],
    ],
  },
  hold_after_conversation_days: {
    does: dial({ conversations: [{ at: now - 8 * dayMs, debt: 'a-1' }] }),
    values: [
      [7, true],
      [9, false],
    ],
  },
  landline_calls_in_30_days: {
    does: dial({ number: { ...good.number, kind: 'landline' }, placed: [placed(20)] }),
    values: [
      [2, true],
      [1, false],
    ],
  },
  reassigned_check_days: {
    does: dial({ reassignedCheck: { at: now - 5 * dayMs, clear: true } }),
    values: [
      [6, true],
      [5, false],
    ],
  },
  consent_needed: {
    does: dial({ consents: [] }),
    values: [
      [false, true],
      [true, false],
    ],
  },
  licence_needed: {
    does: dial({ licences: [] }),
    values: [
      [false, true],
      [true, false],
    ],
  },
  ai_outbound: {
    does: dial({ account: texan }),
    values: [
      [true, true],
      [false, false],
    ],
  },
  neutral_name: {
    does: dial({ company: { ...good.company, name: 'Halvorsen Recovery' } }),
    values: [
      [false, true],
      [true, false],
    ],
  },
  all_party_recording: {
    does: (policy) => {
      const call = talk({ policy })
      const opened = [...call.recorded]
      call.say('this is Dana')
      const answered = [...call.recorded]
      call.say("I don't want to be recorded")
      return [opened, answered, call.recorded.at(-1), call.ended, call.state.stage]
    },
    values: [
      [false, [[true], [true], false, undefined, 'zip']],
      [true, [[], [true], false, 'refused_recording', 'over']],
    ],
  },
  verification_factors: {
    does: (policy) => {
      const call = verifiedTalk({ policy })
      const two = call.state.verified
      call.say('', '4471')
      return [two, call.state.verified]
    },
    values: [
      [2, [true, true]],
      [3, [false, true]],
    ],
  },
  verification_tries: {
    does: (policy) => afterTurns(talk({ policy }), 'hello', 'what', 'hm').ended,
    values: [
      [3, undefined],
      [2, 'not verified'],
    ],
  },
  full_notice_every_call: {
    does: (policy) => verifiedTalk({ policy }).spoken.some((text) => text.includes('attempt')),
    values: [
      [false, false],
      [true, true],
    ],
  },
  ai_disclosure_first: {
    does: (policy) =>
      [talk({ policy }), outbound(policy)].map(({ spoken }) => /\bAI\b/.test(spoken[0] ?? '')),
    values: [
      [false, [false, false]],
      [true, [true, true]],
    ],
  },
  voicemail: {
    does: (policy) => {
      const options = { messageContact: 'Robin Smith' }
      const call = afterTurns(outbound(policy, { options }), 'leave a message after the tone')
      return call.spoken.slice(1)
    },
    values: [
      [
        'limited_content_message',
        ['This is Halvorsen Services. Please contact Robin Smith at 8 0 0 5 5 5 0 1 4 2.'],
      ],
      ['hang_up', []],
    ],
  },
  outside_hours_callback: {
    does: (policy) => [
      outbound(policy, { call: { startedAt: late, parameters: lateCall } }).ended,
      dial({ now: now + 10 * 3_600_000, callback: { from: now, to: now + dayMs } })(policy),
    ],
    values: [
      ['allow_consented', [undefined, true]],
      ['keep_window', ['outside_hours', false]],
    ],
  },
  unverified_cease: {
    does: (policy) => {
      const call = afterTurns(talk({ policy }), 'stop calling me')
      const first = call.state.lock
      return [first, afterTurns(call, '62704', '1984').state.lock]
    },
    values: [
      ['ask_to_verify', [undefined, 'cease']],
      ['honour_for_number', ['cease', 'cease']],
    ],
  },
  promise_within_days: {
    does: (policy) =>
      afterTurns(verifiedTalk({ policy }), 'I can pay one hundred dollars on december fourth').state
        .stage,
    values: [
      [7, 'confirm'],
      [6, 'promise'],
    ],
  },
  plan_instalments: {
    does: (policy) =>
      said(afterTurns(verifiedTalk({ policy }), 'can I pay that in three parts'))?.includes(
        'That is 3 payments',
      ),
    values: [
      [3, true],
      [2, false],
    ],
  },
  plan_within_days: {
    does: (policy) =>
      said(afterTurns(verifiedTalk({ policy }), 'can I pay that in three parts'))?.includes(
        'That is 3 payments',
      ),
    values: [
      [92, true],
      [90, false],
    ],
  },
  fallbacks_in_a_row: {
    does: (policy) => {
      const call = afterTurns(verifiedTalk({ policy }), 'how does this work')
      for (let i = 0; i < 2; i++) call.model('We will sue you.')
      return call.ended
    },
    values: [
      [2, undefined],
      [1, 'blocked sentences'],
    ],
  },
  retention_years: {
    does: (policy) => talk({ policy }).records[0]?.retentionYears,
    values: [
      [5, 5],
      [7, 7],
    ],
  },
}

describe('a policy is obeyed', () => {
  it('in every setting there is', () => {
    expect(Object.keys(cases).toSorted()).toEqual(Object.keys(settingOrders).toSorted())
  })

  const all = Object.entries(cases).flatMap(([name, { does, values }]) =>
    values.map(([value, outcome]) => ({ name, value, does, outcome })),
  )
  it.each(all)('in $name: $value', ({ name, value, does, outcome }) => {
    expect(does(policyWith({ [name]: value }))).toEqual(outcome)
  })

  it.each(Object.entries(cases))('in every value that %s has', (name, { values }) => {
    const order: unknown = settingOrders[name as SettingName]
    const outcomes = values.map(([, outcome]) => JSON.stringify(outcome) ?? 'undefined')
    expect(new Set(outcomes).size).toBe(values.length)
    if (Array.isArray(order))
      expect(values.map(([value]) => value).toSorted()).toEqual(order.toSorted())
  })
})

describe('what a looser policy still does', () => {
  it('tells the first time in full that this is about a debt', () => {
    const policy = policyWith({ full_notice_every_call: false })
    const call = verifiedTalk({ policy, account: { ...account, validation_notice: 'due' } })
    expect(call.spoken.join(' ')).toContain('attempt to collect a debt')
  })

  it.each([
    ['nobody is named to be asked for', {}],
    ['the name tells of a debt', { company: 'Halvorsen Debt', messageContact: 'Robin Smith' }],
  ])('leaves no message when %s', (_, options) => {
    const policy = policyWith({ voicemail: 'limited_content_message' })
    const call = afterTurns(outbound(policy, { options }), 'leave a message after the tone')
    expect(call.spoken).toHaveLength(1)
    expect(call.ended).toBe('a machine answered')
  })

  it('leaves no message with who asks for the name of a caller, and not a word behind one', () => {
    const policy = policyWith({ voicemail: 'limited_content_message' })
    const options = { messageContact: 'Robin Smith' }
    const screened = afterTurns(
      outbound(policy, { options }),
      'please say your name and why you are calling',
    )
    expect(screened.spoken).toHaveLength(1)
    const left = afterTurns(outbound(policy, { options }), 'leave a message after the tone')
    left.say('to listen to your message press one')
    expect(left.spoken).toHaveLength(2)
  })

  it('stops the calls of who asks twice, and leaves a task for who only asks once', () => {
    const policy = policyWith({ unverified_cease: 'ask_to_verify' })
    const call = afterTurns(talk({ policy }), 'stop calling me')
    expect(call.records).toContainEqual(expect.objectContaining({ task: 'review_stop_request' }))
    call.say('just stop calling me')
    expect(call.state.lock).toBe('cease')
    const nobody = afterTurns(talk({ policy, account: null }), 'stop calling me')
    expect(nobody.state.lock).toBe('cease')
  })

  it('takes a place for the strictest of all while nobody knows where the consumer lives', () => {
    const loose = policyWith({ ai_disclosure_first: false })
    const setting = { ...loose.settings.ai_disclosure_first, value: true, strictest: true }
    const settings = { ai_disclosure_first: setting }
    const jurisdictions = [{ place: 'US-ME', name: 'Maine', settings }]
    expect(talk({ policy: { ...loose, jurisdictions } }).spoken[0]).toContain('AI assistant')
    expect(talk({ policy: loose }).spoken[0]).not.toContain('AI assistant')
    expect(afterTurns(talk({ policy: loose }), 'are you a robot').spoken[1]).toContain(
      'AI assistant',
    )
  })

  it('compares all three answers', () => {
    const policy = policyWith({ verification_factors: 3, verification_tries: 9 })
    const wrongTail = verifiedTalk({ policy })
    wrongTail.say('', '4472')
    const wrongYear = afterTurns(talk({ policy }), 'hello', '62704', '1985')
    wrongYear.say('', '4471')
    const wrongZip = afterTurns(talk({ policy }), 'hello', '62705', '1984')
    wrongZip.say('', '4471')
    for (const call of [wrongTail, wrongYear, wrongZip]) {
      expect(call.state.verified).toBe(false)
      expect(said(call)).toContain('Let us try once more')
    }
  })
})

describe('the role', () => {
  const notice = (role: Policy['role']) =>
    verifiedTalk({ policy: { ...policyWith({}), role } }).spoken.find((text) =>
      text.includes('attempt to collect'),
    )

  it('is a debt collector only where it is one by law', () => {
    expect(notice('third_party_collector')).toContain('a debt collector')
    expect(notice('debt_buyer')).toContain('a debt collector')
    expect(notice('first_party_creditor')).not.toContain('collector')
    expect(notice('first_party_creditor')).toContain('will be used for that purpose')
  })

  it('is on the record', () => {
    const [first] = talk({ policy: { ...policyWith({}), role: 'debt_buyer' } }).records
    expect(first).toMatchObject({ kind: 'call.started', role: 'debt_buyer' })
  })
})
