/**
 * A policy is data: settings, each with its law, its source and how sure of it we are. What counts is never the value alone but
 * `effectiveSettings`: an expired setting, one nobody is sure of, and one that a place sees stricter all give way to the strictest reading.
 */

export type SettingValue = string | number | boolean

/** SEEN: the rule's own text; SEEN-2nd: somebody wrote about it; POLICY: our choice; UNSURE: a lawyer has to say. */
export type Confidence = 'SEEN' | 'SEEN-2nd' | 'POLICY' | 'UNSURE'

export interface Setting {
  readonly value: SettingValue
  /** Taken instead when the value has expired or is UNSURE. */
  readonly strictest: SettingValue
  readonly citation: string
  readonly source: string
  readonly confidence: Confidence
  /** Days, `2026-11-01`. */
  readonly verified_on: string
  readonly verified_by: string
  readonly expires_on: string
}

/** Which values of a setting are stricter: smaller ones, larger ones (times of the day too), or the earlier of a list. */
export const settingOrders = {
  call_from: 'larger',
  call_to: 'smaller',
  hang_up_by: 'smaller',
  calls_in_7_days: 'smaller',
  pool_debts: 'larger',
  hold_after_conversation_days: 'larger',
  landline_calls_in_30_days: 'smaller',
  reassigned_check_days: 'smaller',
  consent_needed: 'larger',
  licence_needed: 'larger',
  ai_outbound: 'smaller',
  neutral_name: 'larger',
  all_party_recording: 'larger',
  verification_factors: 'larger',
  verification_tries: 'smaller',
  full_notice_every_call: 'larger',
  ai_disclosure_first: 'larger',
  voicemail: ['hang_up', 'limited_content_message'],
  outside_hours_callback: ['keep_window', 'allow_consented'],
  unverified_cease: ['honour_for_number', 'ask_to_verify'],
  promise_within_days: 'smaller',
  plan_instalments: 'smaller',
  plan_within_days: 'smaller',
  fallbacks_in_a_row: 'smaller',
  retention_years: 'larger',
} as const satisfies Readonly<Record<string, 'smaller' | 'larger' | readonly string[]>>

export type SettingName = keyof typeof settingOrders

/** Who calls, in the terms of the law: most duties of 15 USC 1692 bind the first two only. */
export type Role = 'third_party_collector' | 'debt_buyer' | 'first_party_creditor'

export interface Policy {
  readonly name: string
  readonly version: string
  /** Of the file's bytes and of those of its jurisdictions, hex. */
  readonly sha256: string
  readonly role: Role
  readonly effective_on: string
  readonly approved_by: string | null
  readonly settings: Readonly<Record<SettingName, Setting>>
  readonly jurisdictions: readonly Jurisdiction[]
}

/** What a place sees differently. */
export interface Jurisdiction {
  /** `US-MA`, `US-NY-NYC`. */
  readonly place: string
  readonly name: string
  readonly settings: Readonly<Partial<Record<SettingName, Setting>>>
}

export type Settings = Readonly<Record<SettingName, SettingValue>>

/** A setting's value as it counts, and the setting it comes from. */
export interface Effective {
  readonly value: SettingValue
  readonly citation: string
  /** Why the strictest reading was taken, if it was. */
  readonly because?: 'expired' | 'unsure'
}

/** The stricter of two values of a setting. A value that the order does not know is not looser than any: it counts as the strictest known. */
export function stricter(name: SettingName, a: SettingValue, b: SettingValue): SettingValue {
  const order: 'smaller' | 'larger' | readonly string[] = settingOrders[name]
  if (typeof order === 'string') return a < b === (order === 'smaller') ? a : b
  const rank = (value: SettingValue) => order.indexOf(String(value))
  return rank(a) < 0 || (rank(b) >= 0 && rank(b) < rank(a)) ? b : a
}

/** The setting as it counts on that day. */
function effective(setting: Setting, name: SettingName, today: string): Effective {
  const { citation } = setting
  const strict = stricter(name, setting.value, setting.strictest)
  if (!(today <= setting.expires_on)) return { value: strict, citation, because: 'expired' }
  if (setting.confidence === 'UNSURE') return { value: strict, citation, because: 'unsure' }
  return { value: setting.value, citation }
}

/**
 * Every setting as it counts on that day for these places, the strictest of all that apply. First-party creditors are held to the same
 * rules here: what binds them differs from place to place, so the switch may only be used by somebody who has that looked at.
 */
export function effectiveSettings(
  policy: Policy,
  today: string,
  places: readonly string[],
): Readonly<Record<SettingName, Effective>> {
  const names = Object.keys(settingOrders) as SettingName[]
  const found = names.map((name) => {
    const own = effective(policy.settings[name], name, today)
    return [name, strictestOf(name, own, policy, today, places)] as const
  })
  return Object.fromEntries(found) as Record<SettingName, Effective>
}

function strictestOf(
  name: SettingName,
  own: Effective,
  { jurisdictions }: Policy,
  today: string,
  places: readonly string[],
): Effective {
  return jurisdictions
    .filter(({ place }) => places.some((one) => one === place || one.startsWith(`${place}-`)))
    .reduce((best, { settings }) => {
      const setting = settings[name]
      if (setting === undefined) return best
      const other = effective(setting, name, today)
      return stricter(name, best.value, other.value) === best.value ? best : other
    }, own)
}

/** The values alone. */
export function valuesOf(effectives: Readonly<Record<SettingName, Effective>>): Settings {
  const values = Object.entries(effectives).map(([name, { value }]) => [name, value] as const)
  return Object.fromEntries(values) as Record<SettingName, SettingValue>
}
