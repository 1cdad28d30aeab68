import type { LiveCalls } from '../../server/live-calls.js'
import type { Run } from './run.js'
import { aborted } from './stop-signals.js'

/** How long the goodbye of a call may take that did not finish by itself, ms. */
const goodbyeMs = 10_000

/** Lets the calls finish; the second signal hangs up. */
export async function finishCalls(
  { config, lines, printer, stop }: Run,
  calls: LiveCalls,
): Promise<void> {
  const held = calls.size
  if (held > 0) {
    const seconds = Math.round(config.drainMs / 1000)
    const what = held === 1 ? '1 call' : `${held} calls`
    printer.err(`Finishing ${what} (${seconds} s at most). Ctrl-C again to hang up now.`)
  }
  const drained = calls.drain({ waitMs: config.drainMs, goodbyeMs })
  void aborted(stop.second).then(() => calls.hangUpAll())
  await drained
  if (held > 0) lines.ok('calls', stop.second.aborted ? 'hung up' : `${held} finished`)
}
