/**
 * `voice-agent talk`: one call at the desk. Who speaks to the agent (a keyboard, a recorded caller, a microphone) and where it is shown (a
 * screen, lines, JSON) are chosen here; the call is the same engine in every case.
 */

import type { Context } from '../context.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { openPrinter } from '../output/printer.js'
import { stopSignals } from '../serve/stop-signals.js'
import { embeddedStack } from './embedded-stack.js'
import { callerKind, isTerminal, type TalkFlags, viewOf } from './options.js'
import { talkInLines } from './talk-in-lines.js'

export async function talk(context: Context, flags: TalkFlags): Promise<ExitCode> {
  const printer = openPrinter(context, flags)
  const caller = callerKind(flags)
  const view = viewOf(context, flags, printer)
  const stop = stopSignals(context)
  const stack = embeddedStack()
  try {
    await talkInLines({
      context,
      printer,
      stack,
      stop,
      json: view === 'json',
      live: isTerminal(context) && flags.fast !== true,
    })
  } finally {
    await stack.close()
    stop.release()
  }
  return stop.first.aborted ? exitCodes.interrupted : exitCodes.ok
}
