/** Where a call stands, in the terms of the detectors. */
import type { AgentContext, CallState } from './detect/agent/violation.js'
import type { Circumstance, Lock, Standing } from './standing.js'

export function contextOf(standing: Standing): AgentContext {
  const { account, circumstances } = standing
  const facts = {
    subsequent: false,
    suitIntended: false,
    paymentAuthorized: false,
    feesAllowed: account?.fees_allowed === true,
    furnishing: account?.furnishing === true,
    interestAccruing: account?.interest_accrues === true,
    ...(account?.settlement_cents !== undefined && {
      settlementFloorCents: account.settlement_cents,
    }),
    ...(account !== undefined && { balanceCents: account.balance_cents }),
  }
  const states: CallState[] = [
    stageOf(standing),
    ...circumstances.flatMap((one) => statesOfCircumstance[one]),
    ...(account !== undefined && account.validation_notice !== 'sent'
      ? (['validation_period'] as const)
      : []),
    ...(account !== undefined && account.time_barred !== false ? (['time_barred'] as const) : []),
  ]
  return { states, facts }
}

const statesOfCircumstance: Readonly<Record<Circumstance, readonly CallState[]>> = {
  disputed: ['disputed'],
  asked_ai: ['asked_ai'],
  driving: ['driving'],
  inconvenient: ['inconvenient_place', 'time_restricted'],
  workplace: ['workplace_prohibited'],
}

const stateOfLock: Readonly<Partial<Record<Lock, CallState>>> = {
  cease: 'ceased',
  attorney: 'represented',
  bankruptcy: 'bankruptcy',
  deceased: 'deceased',
  servicemember: 'servicemember',
  refused_recording: 'recording_refused',
  outside_hours: 'out_of_hours',
  third_party: 'third_party',
  machine: 'voicemail',
}

function stageOf({ lock, verified, noticeHeard }: Standing): CallState {
  const locked = lock === undefined ? undefined : (stateOfLock[lock] ?? 'third_party')
  if (locked !== undefined) return locked
  if (!verified) return 'pre_rpc'
  return noticeHeard ? 'post_mm' : 'post_rpc_pre_mm'
}
