/** The forms of `policies/*.json` and `jurisdictions/*.json`. Keys and values are strict: what nobody reads would be a rule nobody keeps. */
import { z } from 'zod'
import { type SettingName, type SettingValue, settingOrders } from '../compliance/policy.js'

const day = z.iso.date()
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of the day, such as 08:05')
const count = z.int().min(0)
const some = z.int().min(1)
const years = z.number().positive()
const flag = z.boolean()

/** What the value of each setting may be. Its order of strictness is in `settingOrders`. */
const settingValues = {
  ...{ call_from: time, call_to: time, hang_up_by: time },
  ...{ calls_in_7_days: count, pool_debts: flag, hold_after_conversation_days: count },
  ...{ landline_calls_in_30_days: count, reassigned_check_days: count },
  ...{ consent_needed: flag, licence_needed: flag, ai_outbound: flag, neutral_name: flag },
  ...{ all_party_recording: flag, full_notice_every_call: flag, ai_disclosure_first: flag },
  /** Zip code and birth year; the third is the end of the account number. */
  verification_factors: z.literal([2, 3], 'must be 2 or 3'),
  verification_tries: some,
  voicemail: z.enum(settingOrders.voicemail),
  outside_hours_callback: z.enum(settingOrders.outside_hours_callback),
  unverified_cease: z.enum(settingOrders.unverified_cease),
  ...{ promise_within_days: count, plan_within_days: count, plan_instalments: some },
  ...{ fallbacks_in_a_row: some, retention_years: years },
} as const satisfies Readonly<Record<SettingName, z.ZodType<SettingValue>>>

const settingOf = (value: z.ZodType<SettingValue>) =>
  z.strictObject({
    value,
    /** Taken instead when the value has expired or is UNSURE. */
    strictest: value,
    /** The law or the practice. */
    citation: z.string().min(1),
    /** Where it was read. */
    source: z.string().min(1),
    confidence: z.enum(['SEEN', 'SEEN-2nd', 'POLICY', 'UNSURE']),
    verified_on: day,
    verified_by: z.string().min(1),
    expires_on: day,
  })

/** Every setting by its name, each with its own form. */
const settings = Object.fromEntries(
  Object.entries(settingValues).map(([name, value]) => [name, settingOf(value)]),
) as Readonly<Record<SettingName, ReturnType<typeof settingOf>>>

const policyFormat = 'voice-agent.policy/1'
const jurisdictionFormat = 'voice-agent.jurisdiction/1'

export const policySchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(policyFormat),
  name: z.string().regex(/^[a-z0-9-]+$/, 'lower-case words joined by hyphens'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'three numbers, such as 1.0.0'),
  effective_on: day,
  /** Who answers for it; null: nobody has approved it. */
  approved_by: z.string().nullable(),
  role: z.enum(['third_party_collector', 'debt_buyer', 'first_party_creditor']),
  settings: z.strictObject(settings),
})

export const jurisdictionSchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(jurisdictionFormat),
  place: z.string().regex(/^[A-Z]{2}(-[A-Z]+)*$/, 'such as US-MA or US-NY-NYC'),
  name: z.string().min(1),
  settings: z.strictObject(settings).partial(),
})
