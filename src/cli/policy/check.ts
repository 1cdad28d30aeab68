import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { PreCallContext } from '../../engine/compliance/pre-call/context.js'
import { preCall } from '../../engine/compliance/pre-call.js'
import { isoOf, momentOf } from '../../engine/compliance/wall-time.js'
import { VoiceAgentError } from '../../engine/errors.js'
import { loadPolicy } from '../../engine/policy/load-policy.js'
import type { Context } from '../context.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { type CommonOptions, openPrinter, type Printer } from '../output/printer.js'
import { readDial } from './dial-schema.js'
import { type PolicyRemark, policyRemarks } from './problems.js'

export interface CheckFlags extends CommonOptions {
  /** A dial to be judged, as a file. */
  readonly dial?: string
  /** The moment that counts, instead of now. */
  readonly at?: string
}

/** `policy check`: whether a policy can be used, and with `--dial` whether it allows a call. */
export function checkPolicy(context: Context, nameOrPath: string, flags: CheckFlags): ExitCode {
  const printer = openPrinter(context, flags)
  const { policy } = loadPolicy(nameOrPath, context.cwd)
  const now = momentIn(flags.at)
  if (flags.dial !== undefined) {
    const dial = readDial(readText(flags.dial, context.cwd), flags.dial)
    return checkDial(printer, { ...dial, policy, now })
  }
  const remarks = policyRemarks(policy, isoOf(now).slice(0, 10))
  const { name, version, sha256, jurisdictions } = policy
  if (printer.mode === 'json') printer.out(JSON.stringify({ name, version, sha256, remarks }))
  else {
    for (const { level, where, what } of remarks) printer.out(`${level.padEnd(8)}${where}: ${what}`)
    const count = (level: PolicyRemark['level']) => counted(remarks, level)
    printer.out(
      `${name} ${version} (${sha256.slice(0, 12)}), ${jurisdictions.length} places: ${count('error')}, ${count('warning')}, ${count('note')}`,
    )
    printer.out(
      isUsable(remarks)
        ? 'the policy can be used; where it is unsure or has expired, its strictest reading counts'
        : 'the policy must not be used until the errors are corrected',
    )
  }
  return isUsable(remarks) ? exitCodes.ok : exitCodes.failed
}

const isUsable = (remarks: readonly PolicyRemark[]) =>
  remarks.every(({ level }) => level !== 'error')

/** `2 warnings` */
function counted(remarks: readonly PolicyRemark[], wanted: PolicyRemark['level']): string {
  const count = remarks.filter(({ level }) => level === wanted).length
  return `${count} ${wanted}${count === 1 ? '' : 's'}`
}

function checkDial(printer: Printer, dial: PreCallContext): ExitCode {
  const verdict = preCall(dial)
  if (printer.mode === 'json') printer.out(JSON.stringify(verdict))
  else {
    for (const { rule, verdict: one, why, citation } of verdict.findings)
      printer.out(`${one.padEnd(7)}${rule}  ${why}  [${citation}]`)
    const blocking = verdict.findings.filter(({ verdict: one }) => one === 'block')
    printer.out(
      verdict.allow
        ? 'the call may be placed'
        : `the call must not be placed: ${blocking.map(({ rule }) => rule).join(', ')}`,
    )
  }
  return verdict.allow ? exitCodes.ok : exitCodes.failed
}

function momentIn(at: string | undefined): number {
  if (at === undefined) return Date.now()
  const moment = momentOf(at)
  if (moment !== undefined) return moment
  throw new VoiceAgentError(
    'E_USAGE',
    `--at is ${JSON.stringify(at)}, which is no moment`,
    'write it as 2026-11-27T18:00:00Z',
  )
}

function readText(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8')
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new VoiceAgentError(
      'E_NOT_FOUND',
      `${missing ? 'there is no' : 'nobody can read the'} file ${JSON.stringify(file)}`,
      'name a dial: a JSON file, see docs/compliance.md',
    )
  }
}
