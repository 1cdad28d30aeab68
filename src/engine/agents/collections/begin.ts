/** How a call begins: what is known at the start, the first line, and the look for the account. */
import type { CallInfo } from '../../agent/agent.js'
import { effectiveSettings, type Policy, valuesOf } from '../../compliance/policy.js'
import { dateOf, momentOf } from '../../compliance/wall-time.js'
import { isOutsideHours } from './callback/calling-hours.js'
import { add, audit, type Draft, finish, lock, put, say } from './draft.js'
import { everyPlace } from './hear-tool.js'
import { openingLine } from './lines/chosen.js'
import type { CollectionsState } from './state.js'

export function firstState(call: CallInfo, policy: Policy): CollectionsState {
  const { from, to, parameters, startedAt = '' } = call
  const outbound = parameters.direction === 'outbound'
  const moment = momentOf(startedAt)
  // Without a day every setting counts as expired, and takes its strictest value.
  const today = moment === undefined ? '9999-12-31' : dateOf(moment)
  return {
    ...{ stage: 'greet', outbound, phone: outbound ? to : from, expected: parameters.name },
    ...{ zone: parameters.zone, zoneStated: parameters.zoneStated === 'yes' },
    ...{ callbackUntil: momentOf(parameters.callbackUntil ?? '') },
    ...{ startedAt: moment, account: undefined, lookedUp: false, tries: 0, verified: false },
    ...{ factors: { zip: false, birthYear: false, tail: false }, notice: 'due', noticeCuts: 0 },
    ...{
      lock: undefined,
      circumstances: [],
      promise: {},
      digitsGoOn: false,
      choices: { cents: [], days: [] },
      corrections: 0,
      plan: {},
      agreedCents: [],
      agreedDates: [],
    },
    ...{
      termsHeard: false,
      termsCuts: 0,
      planAsked: 'count',
      callback: { asked: [] },
      writing: undefined,
      unconfirmed: false,
      agreed: [],
      otherName: undefined,
      askedTwice: false,
    },
    ...{ recording: 'due', stopAsked: false, tasks: [] },
    ...{ asked: undefined, lines: [], blocks: 0, fallbacks: 0, upset: 0, policy },
    // Nobody knows yet where the consumer lives, so every place counts.
    settings: valuesOf(effectiveSettings(policy, today, everyPlace(policy))),
  }
}

export function begin(d: Draft, { from, to, parameters, startedAt }: CallInfo): Draft {
  const { policy, outbound, phone } = d.state
  const begun = audit(d, 'call.started', {
    ...{ from, to, direction: outbound ? 'outbound' : 'inbound', company: d.options.company },
    ...{ startedAt: startedAt ?? null, zone: parameters.zone ?? null },
    retentionYears: d.state.settings.retention_years,
    ...{ policy: policy.name, policyVersion: policy.version, policySha256: policy.sha256 },
    role: policy.role,
  })
  // Who calls us may do so at any hour.
  if (outbound && isOutsideHours(d))
    return finish(lock(begun, 'outside_hours'), 'outside_hours', 'outside_hours')
  const all = d.state.settings.all_party_recording !== false
  const opened = say(all ? begun : record(begun), openingLine(d.state), false)
  const input = JSON.stringify({ phone })
  return add(opened, { type: 'callTool', name: 'find_account', input })
}

/** Begins once somebody has gone on after they heard of it: silence is no consent, and nobody is recorded who is not to be talked with. */
export function record(d: Draft): Draft {
  const { recording, lock: locked, stage } = d.state
  if (recording !== 'due' || locked !== undefined || stage === 'over') return d
  return add(put(d, { recording: 'on' }), { type: 'record', on: true })
}
