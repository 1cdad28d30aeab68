/** A dial as a file: what `policy check --dial` judges. Moments are ISO 8601. */
import { z } from 'zod'
import { type Account, accountProblem } from '../../engine/compliance/account.js'
import type { PreCallContext } from '../../engine/compliance/pre-call/context.js'
import { momentOf } from '../../engine/compliance/wall-time.js'
import { messageOf, VoiceAgentError } from '../../engine/errors.js'
import { schemaProblems } from '../../engine/fixture/schema-problems.js'

const moment = z.iso.datetime({ offset: true }).transform((text) => momentOf(text) ?? Number.NaN)
const time = z.string().regex(/^\d\d:\d\d$/)

const account = z.unknown().transform((value, ctx) => {
  const problem = accountProblem(value)
  if (problem !== undefined) ctx.addIssue({ code: 'custom', message: problem })
  return value as Account
})

const dialSchema = z.strictObject({
  company: z.strictObject({ name: z.string(), callback: z.string() }),
  account: account.optional(),
  number: z.strictObject({
    number: z.string(),
    kind: z.enum(['cell', 'landline', 'work', 'emergency', 'health_care', 'unknown']),
    owner: z.enum(['consumer', 'third_party', 'unknown']),
    workplaceForbids: z.boolean().optional(),
  }),
  zones: z.array(
    z.strictObject({ zone: z.string(), from: z.enum(['address', 'area_code', 'stated']) }),
  ),
  inconvenient: z
    .array(
      z.strictObject({
        weekdays: z.array(z.int().min(0).max(6)).optional(),
        from: time.optional(),
        to: time.optional(),
        number: z.string().optional(),
      }),
    )
    .default([]),
  replyOpen: z.boolean().optional(),
  callback: z.strictObject({ from: moment, to: moment }).optional(),
  placed: z.array(
    z.strictObject({
      ...{ at: moment, to: z.string(), debt: z.string() },
      ...{ connected: z.boolean(), consented: z.boolean() },
    }),
  ),
  conversations: z.array(z.strictObject({ at: moment, debt: z.string() })),
  consents: z.array(
    z.strictObject({
      ...{ number: z.string(), debt: z.string(), at: moment, how: z.string(), words: z.string() },
      revokedAt: moment.optional(),
    }),
  ),
  suppressed: z.array(z.string()),
  licences: z.array(z.string()),
  reassignedCheck: z.strictObject({ at: moment, clear: z.boolean() }).optional(),
  purpose: z.enum(['collection', 'location']),
})

/** @throws VoiceAgentError E_POLICY when the file is no dial */
export function readDial(text: string, where: string): Omit<PreCallContext, 'policy' | 'now'> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const why = messageOf(error)
    throw new VoiceAgentError('E_POLICY', `the dial is not JSON: ${why}`, 'write it as JSON', where)
  }
  const read = dialSchema.safeParse(value)
  if (read.success) return read.data as Omit<PreCallContext, 'policy' | 'now'>
  const codes = { unknown: 'E_POLICY', invalid: 'E_POLICY' } as const
  const source = { schema: dialSchema, value, where: () => where, codes }
  const [problem] = schemaProblems(read.error, source)
  throw problem ?? read.error
}
