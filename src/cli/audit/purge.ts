import { existsSync, readFileSync, statSync, unlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { recordsIn, verifyChain } from '../../engine/compliance/audit-chain.js'
import { postCall } from '../../engine/compliance/post-call.js'
import { dateOf } from '../../engine/compliance/wall-time.js'
import { messageOf, VoiceAgentError } from '../../engine/errors.js'
import { sha256 } from '../../engine/policy/load-policy.js'
import type { Context } from '../context.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { type CommonOptions, openPrinter } from '../output/printer.js'
import { auditDirectory, recordNames } from './read-audit.js'

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
  mustBeDirectory(where)
  const today = dateOf(Date.now())
  const found = recordNames(where).map((name) => judge(join(where, name), today))
  const judged = flags.dryRun ? found : found.map(carriedOut)
  if (printer.mode === 'json') printer.out(JSON.stringify(judged))
  else for (const line of told(judged, where, flags.dryRun === true)) printer.out(line)
  return exitCodes.ok
}

function told(judged: readonly Judged[], where: string, dryRun: boolean): readonly string[] {
  if (judged.length === 0) return [`there are no records in ${where}`]
  const over = judged.filter(({ purge }) => purge).length
  const verb = dryRun ? 'would delete' : 'deleted'
  return [
    ...judged.map(({ path, purge, why }) => `${purge ? verb : 'kept'}  ${path}: ${why}`),
    `${over} ${dryRun ? 'would be deleted' : 'deleted'}, ${judged.length - over} kept`,
  ]
}

function mustBeDirectory(where: string): void {
  const exists = existsSync(where)
  if (exists && statSync(where).isDirectory()) return
  throw new VoiceAgentError(
    'E_NOT_FOUND',
    exists ? `${where} is no directory` : `there is no directory ${where}`,
    'name a directory of records',
  )
}

/** Deletes what is to be deleted; what cannot be stays, and that is said. */
function carriedOut(one: Judged): Judged {
  if (!one.purge) return one
  try {
    unlinkSync(one.path)
    return one
  } catch (error) {
    return { ...one, purge: false, why: `it cannot be deleted: ${messageOf(error)}` }
  }
}

function judge(path: string, today: string): Judged {
  const keep = (why: string) => ({ path, purge: false, why })
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return keep(`it cannot be read: ${messageOf(error)}`)
  }
  const { state } = verifyChain(text, sha256)
  if (state === 'broken') return keep('it was altered, or is no record')
  if (state === 'open') return keep('it was never closed')
  const { keepUntil, events } = postCall(recordsIn(text))
  if (keepUntil === null) return keep('it does not say until when it is kept')
  const held = events.find(({ event }) => holding.has(event))
  if (held !== undefined) return keep(`it is held: ${held.event.replaceAll('_', ' ')}`)
  if (today <= keepUntil) return keep(`it is kept until ${keepUntil}`)
  return { path, purge: true, why: `it was kept until ${keepUntil}` }
}
