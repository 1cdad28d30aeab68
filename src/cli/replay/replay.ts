/** `voice-agent replay`: from its arguments to its exit code. Read this file first. */
import { VoiceAgentError } from '../../engine/errors.js'
import type { Context } from '../context.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { openPrinter, type Printer } from '../output/printer.js'
import { listFixtures } from './list-fixtures.js'
import { type ReplayFlags, type ReplayOptions, replayOptions } from './options.js'
import { runFixtures } from './run-fixtures.js'
import { type Selection, selectFixtures } from './select.js'

/**
 * Runs what a `replay` command line asks for.
 *
 * @param filters names, patterns and paths of fixtures
 * @throws VoiceAgentError for wrong use; what is wrong with a fixture is reported instead
 */
export async function replay(
  context: Context,
  filters: readonly string[],
  flags: ReplayFlags,
): Promise<ExitCode> {
  const printer = openPrinter(context, flags)
  const options = replayOptions(filters, flags, context.env)
  if (options.watch) {
    const { watchReplay } = await import('./watch.js')
    return watchReplay(context, options, printer)
  }
  const selection = selectFixtures(options, context.cwd)
  if (selection.bundled) useBundled(selection, options, printer)
  if (options.list) return listFixtures(selection.fixtures, printer)
  if (options.mode === 'trace') {
    const { traceFixture } = await import('./trace-fixture.js')
    await traceFixture(selection.fixtures, printer)
    if (printer.mode === 'json') return exitCodes.ok
    printer.out('')
  }
  if (options.live.length === 0) return runFixtures(context, selection.fixtures, options, printer)
  const { allowedLive, openLive } = await import('./live.js')
  // Keys come first: whoever has none gains nothing from knowing which fixtures may be asked about.
  const live = await openLive(context, options.live, flags, printer)
  try {
    const fixtures = allowedLive(selection.fixtures, options, printer)
    return await runFixtures(context, fixtures, options, printer, { live: live.open })
  } finally {
    await live.close()
  }
}

function useBundled({ fixtures }: Selection, { update }: ReplayOptions, printer: Printer): void {
  if (update) {
    const fix = 'run it where your fixtures/ is'
    const message = 'the goldens of the fixtures that come with voice-agent are not yours to write'
    throw new VoiceAgentError('E_USAGE', message, fix)
  }
  printer.status(`no fixtures/ here: replaying ${fixtures.length} that come with voice-agent`)
}
