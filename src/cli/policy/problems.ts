import {
  type Policy,
  type Setting,
  settingOrders,
  stricter,
} from '../../engine/compliance/policy.js'
import { daysBetween } from '../../engine/compliance/wall-time.js'

export interface PolicyRemark {
  /** `error`: the policy must not be used. `warning`: somebody should look at it. `note`: a reading was taken that is not the value. */
  readonly level: 'error' | 'warning' | 'note'
  readonly where: string
  readonly what: string
}

/** A setting that expires within so many days is told of. */
const soonDays = 60
const leastRetentionYears = 3

/** Everything a person should know of a policy before it is used on that day. */
export function policyRemarks(policy: Policy, today: string): readonly PolicyRemark[] {
  const settings = [
    ...settingsOf(policy.name, policy.settings),
    ...policy.jurisdictions.flatMap(({ place, settings: own }) => settingsOf(place, own)),
  ]
  return [...ofPolicy(policy, today), ...settings.flatMap((entry) => ofSetting(entry, today))]
}

interface Entry {
  readonly where: string
  readonly name: keyof typeof settingOrders
  readonly setting: Setting
}

function settingsOf(
  where: string,
  settings: Readonly<Partial<Record<string, Setting>>>,
): readonly Entry[] {
  return Object.entries(settings).flatMap(([name, setting]) =>
    setting === undefined
      ? []
      : [{ where: `${where}.${name}`, name: name as Entry['name'], setting }],
  )
}

function ofPolicy(
  { name, role, approved_by, effective_on, settings, jurisdictions }: Policy,
  today: string,
): PolicyRemark[] {
  const remarks: PolicyRemark[] = []
  const say = (level: PolicyRemark['level'], what: string) =>
    remarks.push({ level, where: name, what })
  if (today < effective_on) say('error', `it is in force from ${effective_on}`)
  if (approved_by === null)
    say('warning', 'nobody has approved it: put the name of who answers for it in approved_by')
  if (jurisdictions.length === 0)
    say('warning', 'no jurisdictions/ lies beside it, so that the law of no state is kept')
  if (role === 'first_party_creditor')
    say(
      'warning',
      'the role binds less in some places only; the rules of collectors are kept all the same',
    )
  if (Number(settings.retention_years.value) < leastRetentionYears)
    say('error', `records are kept at least ${leastRetentionYears} years (12 CFR 1006.100)`)
  return remarks
}

function ofSetting({ where, name, setting }: Entry, today: string): readonly PolicyRemark[] {
  const { value, strictest, confidence, expires_on, citation } = setting
  const remarks: PolicyRemark[] = []
  const say = (level: PolicyRemark['level'], what: string) => remarks.push({ level, where, what })
  const order: unknown = settingOrders[name]
  const kind = typeof value
  if (kind !== typeof strictest) say('error', 'value and strictest are of two kinds')
  else if (Array.isArray(order) && !order.includes(value))
    say('error', `value must be one of ${order.join(', ')}`)
  else if (stricter(name, value, strictest) !== strictest && value !== strictest)
    say(
      'error',
      `the value ${String(value)} is stricter than its strictest reading ${String(strictest)}`,
    )
  const left = daysBetween(today, expires_on)
  if (left < 0)
    say(
      'warning',
      `it expired on ${expires_on}: ${String(strictest)} is taken until it is verified again`,
    )
  else if (left < soonDays) say('warning', `it expires in ${left} days`)
  if (confidence === 'UNSURE')
    say('note', `UNSURE (${citation}): the strictest reading ${String(strictest)} is taken`)
  return remarks
}
