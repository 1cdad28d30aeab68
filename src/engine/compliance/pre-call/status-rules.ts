import type { Judged, PreCallRule } from './context.js'

/** A hold on the account that stands in the way. */
function held(context: Judged, ...holds: readonly string[]): string | undefined {
  const { account } = context
  if (account === undefined) return 'the account is not known'
  const found = holds.find((hold) => account.status.includes(hold))
  return found === undefined ? undefined : `the account has the hold ${found}`
}

const statusOf = ({ account }: Judged) => [`status=${account?.status.join('+') ?? 'unknown'}`]

/** The name of a business that gives away why it calls. */
export const tellsOfDebt = (name: string): boolean => sounding.test(name)

const sounding = /\b(?:collect\w*|recover\w*|debt\w*|credit services|law|legal|attorney\w*)\b/i

function dataGap({ account }: Judged): string | undefined {
  if (account === undefined) return 'the account is not known'
  if (!account.itemised) return 'the balance is not itemised'
  if (account.time_barred === null) return 'nobody has looked whether the debt is time-barred'
  return undefined
}

export const statusRules: readonly PreCallRule[] = [
  {
    id: 'P06',
    citation: '15 USC 1692c(a)(2); 12 CFR 1006.6(b)(2)',
    inputs: statusOf,
    judge: (context) => held(context, 'attorney'),
  },
  {
    id: 'P07',
    citation: '15 USC 1692c(c); 12 CFR 1006.6(c)',
    inputs: statusOf,
    judge: (context) => held(context, 'cease', 'refused_in_writing'),
  },
  {
    id: 'P08',
    citation: '12 CFR 1006.14(h); 47 CFR 64.1200(a)(10)',
    inputs: ({ suppressed }) => [`suppressed=${suppressed.length}`],
    judge: ({ suppressed, number }) =>
      suppressed.includes(number.number) ? 'the number asked not to be called' : undefined,
  },
  {
    id: 'P13',
    citation: '11 USC 362; 12 CFR 1006.6(a)(4); 12 CFR 1006.38(d)(2); 50 USC 3901',
    inputs: statusOf,
    judge: (context) =>
      held(
        context,
        ...['bankruptcy', 'deceased', 'dispute', 'identity_theft', 'servicemember', 'minor'],
        ...['litigation', 'third_party_number', 'complaint'],
      ),
  },
  {
    id: 'P14',
    citation: 'state licensing law',
    inputs: ({ account, licences }) => [
      `place=${account?.place ?? ''}`,
      `licences=${licences.length}`,
    ],
    judge: ({ account, licences, settings }) =>
      settings.licence_needed.value !== false && !licences.includes(account?.place ?? '')
        ? 'no licence is recorded for the place the consumer lives in'
        : undefined,
  },
  {
    id: 'P15',
    citation: '15 USC 1692e(2)(A); 12 CFR 1006.34',
    inputs: ({ account }) => [`itemised=${String(account?.itemised)}`],
    judge: dataGap,
  },
  {
    id: 'P16',
    citation: '15 USC 1692b; 12 CFR 1006.10; 47 USC 227',
    inputs: ({ purpose, number }) => [`purpose=${purpose}`, `owner=${number.owner}`],
    judge: ({ purpose, number }) => {
      if (purpose === 'location') return 'an AI voice never places calls for location information'
      return number.owner === 'consumer'
        ? undefined
        : 'the number is not known to be the consumer’s'
    },
  },
  {
    id: 'T05',
    citation: '47 CFR 64.1200(b)(1), (2); 15 USC 1692c(b)',
    inputs: ({ company }) => [`name=${company.name}`],
    judge: ({ company, settings }) => {
      if (company.name.trim() === '') return 'the business has no name'
      if (!/^\+?\d{10,15}$/.test(company.callback)) return 'there is no number to call back'
      return settings.neutral_name.value !== false && tellsOfDebt(company.name)
        ? 'the name of the business tells of a debt'
        : undefined
    },
  },
]
