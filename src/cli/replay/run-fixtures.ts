import { availableParallelism } from 'node:os'
import { performance } from 'node:perf_hooks'
import type { OpenLiveParts } from '../../engine/replay/live-parts.js'
import type { Context } from '../context.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import type { Printer } from '../output/printer.js'
import { openReporters } from '../reporters/open.js'
import type { Reporter } from '../reporters/reporter.js'
import { executorHere, executorInThread } from './executor.js'
import type { Job } from './job.js'
import { rememberRun } from './last-run.js'
import type { Mode, ReplayOptions } from './options.js'
import { exitCodeOf } from './outcome.js'
import { runJobs } from './pool.js'
import type { Selected } from './select.js'

/**
 * Runs the fixtures, tells the reporters, and remembers what failed.
 *
 * @param how `threads`: load the engine anew, whatever this thread has loaded; `live`: services, which this thread alone has
 */
export async function runFixtures(
  context: Context,
  fixtures: readonly Selected[],
  options: ReplayOptions,
  printer: Printer,
  { threads = false, live }: { readonly threads?: boolean; readonly live?: OpenLiveParts } = {},
): Promise<ExitCode> {
  const begun = performance.now()
  const signal = context.interruption()
  const reporters = openReporters(options.reporters, context, printer)
  const workers = Math.min(options.workers ?? availableParallelism(), fixtures.length)
  announce(reporters, fixtures, options.mode, workers)
  // A sweep keeps its thread busy for long, and a thread can be ended; this one cannot.
  const inThreads = threads || workers > 1 || options.mode === 'sweep'
  const outcomes = await runJobs(
    fixtures.map((fixture) => jobOf(fixture, options)),
    {
      ...{ workers, signal, maxFailures: options.maxFailures },
      open: inThreads ? () => executorInThread() : () => executorHere(live),
      onOutcome: (outcome) => {
        for (const reporter of reporters) reporter.outcome?.(outcome)
      },
      onProgress: (_, text) => printer.progress(text),
    },
  )
  printer.progress()
  const interrupted = signal.aborted
  const exitCode = interrupted ? exitCodes.interrupted : exitCodeOf(outcomes)
  const wallMs = performance.now() - begun
  for (const reporter of reporters) {
    reporter.end({ mode: options.mode, outcomes, interrupted, wallMs, exitCode })
  }
  rememberRun(context.cwd, outcomes)
  return exitCode
}

function announce(
  reporters: readonly Reporter[],
  fixtures: readonly Selected[],
  mode: Mode,
  workers: number,
): void {
  const nameWidth = Math.max(...fixtures.map(({ name }) => name.length))
  for (const reporter of reporters) {
    reporter.begin?.({ mode, workers, nameWidth, fixtures: fixtures.length })
  }
}

function jobOf({ id, name, directory, path }: Selected, options: ReplayOptions): Job {
  const { strict, repeat, assertSame, update, ci } = options
  const mode = options.mode === 'trace' ? 'judge' : options.mode
  return {
    id,
    name,
    directory,
    path,
    mode,
    strict,
    repeat,
    assertSame,
    update,
    ci,
    live: options.live.length > 0,
  }
}
