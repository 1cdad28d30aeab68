import { verifyChain } from '../../engine/compliance/audit-chain.js'
import { postCall } from '../../engine/compliance/post-call.js'
import { sha256 } from '../../engine/policy/load-policy.js'
import type { Context } from '../context.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { type CommonOptions, openPrinter } from '../output/printer.js'
import { officersPage } from './page.js'
import { callRecordsIn, readAudit } from './read-audit.js'

/** `audit show`: the page of a call. A record that was altered is shown too, and said to be. */
export function showAudit(context: Context, fileOrCall: string, options: CommonOptions): ExitCode {
  const printer = openPrinter(context, options)
  const found = readAudit(fileOrCall, context.cwd)
  const check = verifyChain(found.text, sha256)
  const report = postCall(callRecordsIn(found))
  if (printer.mode === 'json') printer.out(JSON.stringify({ ...report, integrity: check }))
  else printer.out(officersPage(report, integrityOf(check), warnings[check.state]))
  return check.state === 'whole' ? exitCodes.ok : exitCodes.failed
}

const warnings = {
  whole: undefined,
  open: 'THIS PAGE MAY BE INCOMPLETE: the record was never closed.',
  broken: 'DO NOT RELY ON THIS PAGE: the record was altered.',
} as const

/** What is known of the record, as a sentence. */
export function integrityOf(check: ReturnType<typeof verifyChain>): string {
  if (check.state === 'broken') return `ALTERED at line ${check.line}: ${check.why}`
  if (check.state === 'open')
    return 'not closed: the call broke off, or the end of the record is missing'
  return `whole, ${check.lines} lines, as they were written`
}
