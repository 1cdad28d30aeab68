import { existsSync, readdirSync, readFileSync, statSync, unlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { recordsIn, verifyChain } from '../../engine/compliance/audit-chain.js'
import { postCall } from '../../engine/compliance/post-call.js'
import { dateOf } from '../../engine/compliance/wall-time.js'
import { VoiceAgentError } from '../../engine/errors.js'
import { sha256 } from '../../engine/policy/load-policy.js'
import type { Context } from '../context.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { type CommonOptions, openPrinter } from '../output/printer.js'
import { auditDirectory } from './read-audit.js'

export interface PurgeFlags extends CommonOptions {
  readonly dryRun?: boolean
}

interface Judged {
  readonly path: string
  readonly purge: boolean
  readonly why: string
}

/** What is in dispute may be needed for longer than a day can say. */
const holding: ReadonlySet<string> = new Set([
  ...['dispute', 'identity_theft', 'request_validation'],
  ...['legal_threat_or_complaint', 'attorney_represented', 'bankruptcy'],
])

/**
 * `audit purge`: deletes the records whose time is over by the policy they were made under. What is altered, not closed, in dispute, or does
 * not say until when it is kept, stays.
 *
 * @throws VoiceAgentError E_NOT_FOUND
 */
export function purgeAudit(
  context: Context,
  directory: string | undefined,
  flags: PurgeFlags,
): ExitCode {
  const printer = openPrinter(context, flags)
  const where = resolve(context.cwd, directory ?? auditDirectory)
  if (!existsSync(where) || !statSync(where).isDirectory())
    throw new VoiceAgentError(
      'E_NOT_FOUND',
      `there is no directory ${where}`,
      'name a directory of records',
    )
  const today = dateOf(Date.now())
  const judged = readdirSync(where)
    .filter((name) => name.endsWith('.audit.jsonl'))
    .sort()
    .map((name) => judge(join(where, name), today))
  const over = judged.filter(({ purge }) => purge)
  if (!flags.dryRun) for (const { path } of over) unlinkSync(path)
  if (printer.mode === 'json') printer.out(JSON.stringify(judged))
  else {
    const verb = flags.dryRun ? 'would delete' : 'deleted'
    for (const { path, purge, why } of judged)
      printer.out(`${purge ? verb : 'kept'}  ${path}: ${why}`)
    printer.out(`${over.length} ${verb}, ${judged.length - over.length} kept`)
  }
  return exitCodes.ok
}

function judge(path: string, today: string): Judged {
  const text = readFileSync(path, 'utf8')
  const keep = (why: string) => ({ path, purge: false, why })
  const { state } = verifyChain(text, sha256)
  if (state === 'broken') return keep('it was altered')
  if (state === 'open') return keep('it was never closed')
  const { keepUntil, events } = postCall(recordsIn(text))
  if (keepUntil === null) return keep('it does not say until when it is kept')
  const held = events.find(({ event }) => holding.has(event))
  if (held !== undefined) return keep(`it is held: ${held.event.replaceAll('_', ' ')}`)
  if (today <= keepUntil) return keep(`it is kept until ${keepUntil}`)
  return { path, purge: true, why: `it was kept until ${keepUntil}` }
}
