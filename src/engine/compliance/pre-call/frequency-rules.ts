import { dayMs, type Judged, type PlacedCall, type PreCallRule } from './context.js'

/** Calls that count: they reached the number, and nobody had asked for them. One counter a consumer when debts are pooled. */
function counted({ placed, account, settings }: Judged): readonly PlacedCall[] {
  const pooled = settings.pool_debts.value === true
  return placed.filter(
    ({ connected, consented, debt }) => connected && !consented && (pooled || debt === account?.id),
  )
}

const within = (days: number, { now }: Judged, at: number) => now - at < days * dayMs

function placedWithin(days: number, context: Judged): number {
  return counted(context).filter(({ at }) => within(days, context, at)).length
}

function lastConversation({ conversations, account, settings }: Judged): number | undefined {
  const pooled = settings.pool_debts.value === true
  const times = conversations.filter(({ debt }) => pooled || debt === account?.id)
  return times.length === 0 ? undefined : Math.max(...times.map(({ at }) => at))
}

export const frequencyRules: readonly PreCallRule[] = [
  {
    id: 'P09',
    citation: '12 CFR 1006.14(b)(2)(i)(A)',
    inputs: (context) => [
      `placed=${placedWithin(7, context)}`,
      `most=${String(context.settings.calls_in_7_days.value)}`,
    ],
    judge: (context) => {
      const most = Number(context.settings.calls_in_7_days.value)
      const placed = placedWithin(7, context)
      return placed < most
        ? undefined
        : `${placed} calls in 7 days, and at most ${most} are allowed`
    },
  },
  {
    id: 'P10',
    citation: '12 CFR 1006.14(b)(2)(i)(B)',
    inputs: (context) => [`last=${lastConversation(context) ?? 'never'}`],
    judge: (context) => {
      const days = Number(context.settings.hold_after_conversation_days.value)
      const last = lastConversation(context)
      return last !== undefined && within(days, context, last)
        ? `there was a conversation less than ${days} days ago`
        : undefined
    },
  },
  {
    id: 'P11',
    citation: '12 CFR 1006.14(b)(3)',
    inputs: ({ placed }) => [
      `excluded=${placed.filter((call) => !call.connected || call.consented).length}`,
    ],
    judge: ({ placed, now }) =>
      placed.some(({ at }) => at > now) ? 'the ledger has calls of the future' : undefined,
  },
  {
    id: 'P12',
    citation: '12 CFR 1006.14(b), comment 14(b)',
    inputs: ({ settings }) => [`pooled=${String(settings.pool_debts.value)}`],
    judge: ({ placed }) =>
      placed.some(({ debt }) => debt === '') ? 'a call of the ledger names no debt' : undefined,
  },
  {
    id: 'T03',
    citation: '47 CFR 64.1200(a)(3); FCC 20-186',
    inputs: (context) => [`kind=${context.number.kind}`, `placed=${placedWithin(30, context)}`],
    judge: (context) => {
      if (context.number.kind !== 'landline') return undefined
      const most = Number(context.settings.landline_calls_in_30_days.value)
      const calls = placedWithin(30, context)
      return calls < most ? undefined : `${calls} calls to a landline in 30 days, at most ${most}`
    },
  },
]
