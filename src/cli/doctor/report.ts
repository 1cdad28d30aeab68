import type { ExitCode } from '../exit-codes.js'
import type { Printer } from '../output/printer.js'
import { hang } from '../output/wrap.js'
import { readVersion } from '../version.js'
import { type Answer, type Check, type Group, groups, type Status } from './check.js'

/** A finished look at everything that was asked for. */
export interface Diagnosis {
  readonly checks: readonly Check[]
  readonly answers: readonly Answer[]
  readonly live: boolean
  /** The only parts that were looked at; empty: all. */
  readonly only: readonly Group[]
  readonly exitCode: ExitCode
}

const titles: Readonly<Record<Group, string>> = {
  project: 'Project',
  settings: 'Settings',
  services: 'Services and their keys',
  packages: 'Optional packages',
  system: 'System',
  probes: 'Probes',
}

/** Answers first, then what they rest on. */
export function report(diagnosis: Diagnosis, printer: Printer): void {
  if (printer.mode === 'json') {
    printer.out(JSON.stringify(asData(diagnosis), null, 2))
    return
  }
  const { checks, answers, live, only, exitCode } = diagnosis
  const { platform, arch, versions } = process
  printer.out(`voice-agent ${readVersion()}   node ${versions.node}   ${platform} ${arch}`)
  printer.out(`\nCan you run ...${only.length > 0 ? ` (as far as ${only.join(', ')} tell)` : ''}`)
  for (const answer of answers) printer.out(`  ${answer.purpose.padEnd(8)} ${inWords(answer)}`)
  for (const group of groups) section(group, checks, printer)
  const some = (status: Status) => checks.filter((check) => check.status === status).length
  const untried = live ? '' : '   try the keys too: voice-agent doctor --live'
  printer.out(
    `\n${some('FAIL')} to fix, ${plural(some('warn'), 'warning')}   exit ${exitCode}${untried}`,
  )
}

function section(group: Group, checks: readonly Check[], printer: Printer): void {
  const inGroup = checks.filter((check) => check.group === group)
  if (inGroup.length === 0) return
  const title =
    group === 'services' && inGroup.some(({ ms }) => ms !== undefined)
      ? `${titles[group]} (each was tried)`
      : titles[group]
  printer.out(`\n${printer.onOut.bold(title)}`)
  const width = Math.max(...inGroup.map(({ name }) => name.length))
  for (const { status, name, detail, fix, ms } of inGroup) {
    const head = `  ${status.padEnd(5)} ${name.padEnd(width)}  `
    const lines = hang(head, ms === undefined ? detail : `${detail}, ${ms} ms`)
    for (const line of lines) printer.out(paint(line, status, printer))
    if (fix === undefined || (status === 'skip' && !printer.verbose)) continue
    for (const line of hang('        fix: ', fix)) printer.out(line)
  }
}

function paint(line: string, status: Status, { onOut }: Printer): string {
  if (status === 'FAIL') return onOut.red(line)
  if (status === 'warn') return onOut.yellow(line)
  return status === 'skip' ? onOut.dim(line) : line
}

function inWords({ toFix, warnings }: Answer): string {
  if (toFix > 0) return `no, ${plural(toFix, 'thing')} to fix`
  return warnings > 0 ? `yes, with ${plural(warnings, 'warning')}` : 'yes'
}

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`

function asData({ checks, answers, live, only, exitCode }: Diagnosis) {
  const can = answers.map(({ purpose, toFix, warnings }) => [
    purpose,
    { yes: toFix === 0, to_fix: toFix, warnings },
  ])
  return {
    ...{ v: 1, type: 'doctor', version: readVersion(), node: process.versions.node },
    ...{ platform: `${process.platform} ${process.arch}`, live, only, exit_code: exitCode },
    can: Object.fromEntries(can),
    checks,
  }
}
