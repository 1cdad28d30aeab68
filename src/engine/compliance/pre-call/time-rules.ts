import { areaCodeOf, zonesOfNumber } from '../area-codes/area-code-zones.js'
import { localTime } from '../wall-time.js'
import type { Inconvenient, Judged, PreCallRule } from './context.js'

interface Candidate {
  readonly zone: string
  readonly from: string
}

/** Every zone the consumer may be in: those the dialler names, that of the account's address, and all that the dialled area code spans. */
function allZones({ zones, account, number }: Judged): readonly Candidate[] {
  return [
    ...zones,
    ...(account === undefined ? [] : [{ zone: account.zone, from: 'account' }]),
    ...zonesOfNumber(number.number).map((zone) => ({ zone, from: 'number' })),
  ]
}

/** The zones that count: what the consumer said overrides everything else. */
function candidateZones(context: Judged): readonly string[] {
  const all = allZones(context)
  const stated = all.filter(({ from }) => from === 'stated')
  return [...new Set((stated.length > 0 ? stated : all).map(({ zone }) => zone))]
}

/** What has to be known before both a place and a number can say where the consumer is. */
function missingZone(context: Judged): string | undefined {
  const sources = new Set(allZones(context).map(({ from }) => from))
  if (sources.has('stated')) return undefined
  if (!sources.has('address') && !sources.has('account'))
    return 'the time zone of the address is not known'
  if (sources.has('area_code') || sources.has('number')) return undefined
  const code = areaCodeOf(context.number.number)
  return code === undefined
    ? 'the number is no number of the USA, so that nobody knows its time zone'
    : `the area code ${code} is of no known place in the USA, so that nobody knows its time zone`
}

const localTimes = (context: Judged) =>
  candidateZones(context).map((zone) => ({ zone, local: localTime(context.now, zone) }))

const showTimes = (context: Judged) =>
  localTimes(context).map(({ zone, local }) => `${zone}=${local?.time ?? 'unknown'}`)

/** The consumer asked to be called at this hour, and the policy takes that. */
function isAskedFor({ callback, now, settings }: Judged): boolean {
  if (settings.outside_hours_callback.value !== 'allow_consented') return false
  return callback !== undefined && callback.from <= now && now < callback.to
}

/** Bounds are exclusive: "after 8" and "before 9". */
function outside(context: Judged): string | undefined {
  const from = String(context.settings.call_from.value)
  const to = String(context.settings.call_to.value)
  for (const { zone, local } of localTimes(context)) {
    if (local === undefined) return `nobody knows the time zone ${zone}`
    if ((local.time <= from || local.time >= to) && !isAskedFor(context))
      return `it is ${local.time} in ${zone}, and calls are for ${from} to ${to}`
  }
  return undefined
}

function marks(mark: Inconvenient, context: Judged): boolean {
  if (mark.number !== undefined && mark.number !== context.number.number) return false
  return localTimes(context).some(({ local }) => {
    if (local === undefined) return true
    if (mark.weekdays !== undefined && !mark.weekdays.includes(local.weekday)) return false
    if (mark.from !== undefined && local.time < mark.from) return false
    return mark.to === undefined || local.time < mark.to
  })
}

export const timeRules: readonly PreCallRule[] = [
  {
    id: 'P01',
    citation: '15 USC 1692c(a)(1); 12 CFR 1006.6(b)(1)(i)',
    inputs: (context) => [
      ...showTimes(context),
      ...(context.callback === undefined ? [] : [`callback=${isAskedFor(context)}`]),
    ],
    judge: (context) =>
      candidateZones(context).length === 0 ? 'the time zone is not known' : outside(context),
  },
  {
    id: 'P02',
    citation: '12 CFR 1006.6(b)(1)(i), comment 6(b)(1)(i)-2',
    inputs: (context) => allZones(context).map(({ zone, from }) => `${from}=${zone}`),
    judge: (context) => missingZone(context) ?? outside(context),
  },
  {
    id: 'P03',
    citation: '12 CFR 1006.6(b)(1); comment 6(b)(1)-1',
    inputs: ({ inconvenient }) => [`marked=${inconvenient.length}`],
    judge: (context) =>
      !context.replyOpen && context.inconvenient.some((mark) => marks(mark, context))
        ? 'the consumer marked this time or place as inconvenient'
        : undefined,
  },
  {
    id: 'P04',
    citation: '12 CFR 1006.6(b)(1); comment 6(b)(1)-2',
    inputs: ({ replyOpen }) => [`replyOpen=${replyOpen === true}`],
    judge: (context) =>
      context.replyOpen && outside(context) !== undefined
        ? 'one reply is open, and the hours of the policy are kept for it too'
        : undefined,
  },
  {
    id: 'P05',
    citation: '15 USC 1692c(a)(3); 12 CFR 1006.6(b)(3)',
    inputs: ({ number }) => [`kind=${number.kind}`, `forbids=${String(number.workplaceForbids)}`],
    judge: ({ number }) =>
      number.kind === 'work' && number.workplaceForbids !== false
        ? 'the employer forbids such calls, or nobody knows that it does not'
        : undefined,
  },
]
