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
import { policyRemarks } from './problems.js'

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
    const count = (wanted: string) => remarks.filter(({ level }) => level === wanted).length
    printer.out(
      `${name} ${version} (${sha256.slice(0, 12)}), ${jurisdictions.length} places: ${count('error')} errors, ${count('warning')} warnings, ${count('note')} notes`,
    )
  }
  return remarks.some(({ level }) => level === 'error') ? exitCodes.failed : exitCodes.ok
}

function checkDial(printer: Printer, dial: PreCallContext): ExitCode {
  const verdict = preCall(dial)
  if (printer.mode === 'json') printer.out(JSON.stringify(verdict))
  else {
    for (const { rule, verdict: one, why, citation } of verdict.findings)
      printer.out(`${one.padEnd(7)}${rule}  ${why}  [${citation}]`)
    printer.out(verdict.allow ? 'the call may be placed' : 'the call must not be placed')
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
  } catch {
    throw new VoiceAgentError(
      'E_NOT_FOUND',
      `there is no file ${JSON.stringify(file)}`,
      'name a dial that exists',
    )
  }
}
