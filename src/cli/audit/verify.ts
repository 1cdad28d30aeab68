import { verifyChain } from '../../engine/compliance/audit-chain.js'
import { sha256 } from '../../engine/policy/load-policy.js'
import type { Context } from '../context.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { type CommonOptions, openPrinter } from '../output/printer.js'
import { readAudit } from './read-audit.js'

/** `audit verify`: whether a record is as it was written. Needs nothing but the file. */
export function verifyAudit(
  context: Context,
  files: readonly string[],
  options: CommonOptions,
): ExitCode {
  const printer = openPrinter(context, options)
  const found = files.map((file) => {
    const { path, text } = readAudit(file, context.cwd)
    return { path, ...verifyChain(text, sha256) }
  })
  if (printer.mode === 'json') printer.out(JSON.stringify(found))
  else for (const check of found) printer.out(sentence(check))
  return found.every(({ state }) => state === 'whole') ? exitCodes.ok : exitCodes.failed
}

function sentence(check: { readonly path: string } & ReturnType<typeof verifyChain>): string {
  switch (check.state) {
    case 'whole':
      return `ok      ${check.path}: ${check.lines} lines, as they were written (${check.head.slice(0, 12)})`
    case 'open':
      return `open    ${check.path}: ${check.lines} lines as they were written, but the record was never closed: the call broke off, or lines at its end are missing`
    case 'broken':
      if (check.line === 1)
        return `unknown ${check.path}: no record of a call, or its beginning was altered: ${check.why}`
      return `altered ${check.path}:${check.line}: ${check.why}`
  }
}
