/** Policies for tests: the packaged one with some settings changed, and all that a random policy may say. */
import fc from 'fast-check'
import { policy } from '../agents/collections/talk.test-kit.js'
import {
  type Policy,
  type Setting,
  type SettingName,
  type SettingValue,
  settingOrders,
  stricter,
} from './policy.js'

export const settingNames = Object.keys(settingOrders) as readonly SettingName[]

/** The packaged policy with these values, of no place, sure of all it says. */
export function policyWith(values: Readonly<Partial<Record<SettingName, SettingValue>>>): Policy {
  const changed = Object.entries(values).map(([name, value]) => {
    const setting = policy.settings[name as SettingName]
    return [name, { ...setting, value, strictest: value, confidence: 'POLICY' as const }] as const
  })
  const settings = { ...policy.settings, ...Object.fromEntries(changed) }
  return { ...policy, settings, jurisdictions: [] }
}

const flag = fc.boolean()
const time = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map(
    (minute) =>
      `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
  )
const count = (max: number) => fc.nat(max)

/** What each setting may be in a random policy. */
const anyValue: Readonly<Record<SettingName, fc.Arbitrary<SettingValue>>> = {
  ...{ call_from: time, call_to: time, hang_up_by: time },
  ...{ calls_in_7_days: count(9), pool_debts: flag, hold_after_conversation_days: count(100) },
  ...{ landline_calls_in_30_days: count(5), reassigned_check_days: count(40) },
  ...{ consent_needed: flag, licence_needed: flag, ai_outbound: flag, neutral_name: flag },
  ...{ all_party_recording: flag, full_notice_every_call: flag, ai_disclosure_first: flag },
  verification_factors: fc.constantFrom(2, 3),
  verification_tries: fc.integer({ min: 1, max: 4 }),
  voicemail: fc.constantFrom(...settingOrders.voicemail),
  outside_hours_callback: fc.constantFrom(...settingOrders.outside_hours_callback),
  unverified_cease: fc.constantFrom(...settingOrders.unverified_cease),
  promise_within_days: fc.constantFrom(0, 3, 7, 30),
  plan_instalments: fc.constantFrom(1, 2, 12),
  plan_within_days: fc.constantFrom(0, 60, 366),
  fallbacks_in_a_row: fc.integer({ min: 1, max: 4 }),
  retention_years: fc.integer({ min: 1, max: 9 }),
}

/** A setting as a file may have it: the packaged one, or any value and reading, sure or not, in force or expired. */
const anySetting = (name: SettingName): fc.Arbitrary<Setting> => {
  const own = policy.settings[name]
  const other = fc
    .record({
      ...{ value: anyValue[name], strictest: anyValue[name] },
      confidence: fc.constantFrom('SEEN', 'SEEN', 'POLICY', 'UNSURE'),
      expires_on: fc.constantFrom('2027-11-01', '2027-11-01', '2026-01-01'),
    })
    .map((change): Setting => ({ ...own, ...change }))
  const loosest = { ...own, value: loosestOf(name, own.value), confidence: 'POLICY' as const }
  return fc.oneof(fc.constant(own), fc.constant(loosest), other)
}

/** Where it can be said at once. */
function loosestOf(name: SettingName, value: SettingValue): SettingValue {
  const order: 'smaller' | 'larger' | readonly string[] = settingOrders[name]
  if (typeof order !== 'string') return order.at(-1) ?? value
  return typeof value === 'boolean' ? order === 'smaller' : value
}

/** The packaged policy with all that can be said at once as loose as it may be. */
export const loosest: Policy = policyWith(
  Object.fromEntries(
    settingNames.map((name) => [name, loosestOf(name, policy.settings[name].value)]),
  ),
)

const anySettings = fc.record(
  Object.fromEntries(settingNames.map((name) => [name, anySetting(name)])) as Record<
    SettingName,
    fc.Arbitrary<Setting>
  >,
)

/** Two policies: in no setting is the second looser than the first. */
export const twoPolicies = fc
  .tuple(
    anySettings,
    anySettings,
    fc.constantFrom<Policy['role'][]>('debt_buyer', 'first_party_creditor'),
  )
  .map(([one, other, role]): { readonly loose: Policy; readonly strict: Policy } => {
    const tighter = settingNames.map((name) => {
      const { value, strictest } = other[name]
      const own = one[name]
      const change = {
        value: stricter(name, own.value, value),
        strictest: stricter(name, own.strictest, strictest),
      }
      return [name, { ...own, ...change }] as const
    })
    const base = { ...policy, role, jurisdictions: [] }
    return {
      loose: { ...base, settings: one },
      strict: { ...base, settings: Object.fromEntries(tighter) as Policy['settings'] },
    }
  })
