/** The forms of `policies/*.json` and `jurisdictions/*.json`. Keys are strict: a setting nobody reads would be a rule nobody keeps. */
import { z } from 'zod'
import { type SettingName, settingOrders } from '../compliance/policy.js'

const day = z.iso.date()
const value = z.union([z.string(), z.number(), z.boolean()])

const setting = z.strictObject({
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

const names = Object.keys(settingOrders) as [SettingName, ...SettingName[]]

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
  settings: z.record(z.enum(names), setting),
})

export const jurisdictionSchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(jurisdictionFormat),
  place: z.string().regex(/^[A-Z]{2}(-[A-Z]+)*$/, 'such as US-MA or US-NY-NYC'),
  name: z.string().min(1),
  settings: z.partialRecord(z.enum(names), setting),
})
