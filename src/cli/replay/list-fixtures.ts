import { type ExitCode, exitCodes } from '../exit-codes.js'
import type { Printer } from '../output/printer.js'
import { hang } from '../output/wrap.js'
import type { Selected } from './select.js'

/** `replay --list`: names, titles and tags, and nothing is run. */
export function listFixtures(fixtures: readonly Selected[], printer: Printer): ExitCode {
  if (printer.mode === 'json') {
    const list = fixtures.map(({ id, name, path, manifest }) => {
      const { title = null, tags = [] } = manifest ?? {}
      return { id, name, path, title, tags }
    })
    printer.out(JSON.stringify({ v: 1, type: 'replay.list', fixtures: list }, null, 2))
    return exitCodes.ok
  }
  for (const { name, manifest } of fixtures) {
    printer.out(printer.onOut.bold(name))
    const title = manifest?.title ?? 'call.json cannot be read: run it to see why'
    for (const line of hang('    ', title)) printer.out(line)
    const tags = manifest?.tags ?? []
    if (tags.length > 0) printer.out(printer.onOut.dim(`    ${tags.join(', ')}`))
  }
  printer.status(`${fixtures.length} fixtures`)
  return exitCodes.ok
}
