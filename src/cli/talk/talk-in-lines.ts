import type { Context } from '../context.js'
import type { Printer } from '../output/printer.js'
import type { StopSignals } from '../serve/stop-signals.js'
import { callEvents } from './call-events.js'
import type { TalkEvent } from './event-schema.js'
import { eventLine } from './event-text.js'
import { parseJsonRow, parseTypedRow, typedHelp } from './script/parse-row.js'
import { readLines } from './script/read-lines.js'
import { readRows } from './script/read-rows.js'
import type { TalkStack } from './stack.js'
import { talkByKeyboard } from './talk-by-keyboard.js'

export interface LinesTalk {
  readonly context: Context
  readonly printer: Printer
  readonly stack: TalkStack
  readonly stop: StopSignals
  readonly json: boolean
  /** A person types at a terminal. */
  readonly live: boolean
}

/** How long the first rows of a pipe are waited for before the agent begins to speak, ms. */
const firstRowsMs = 50

/** A talk by keyboard, with a line for every event: for scripts, files, screen readers and terminals that cannot redraw. */
export async function talkInLines(talk: LinesTalk): Promise<void> {
  const { context, printer, stack, stop, json, live } = talk
  const lines = readLines(() => context.stdin)
  stop.first.addEventListener('abort', lines.close, { once: true })
  const emit = json ? jsonTo(printer) : linesTo(printer)
  if (!json) {
    printer.status(`voice-agent talk   ${stack.description}`)
    if (live) printer.status(`Type to speak. ${typedHelp}. Ctrl-C ends the call.`)
  }
  try {
    if (!live) await lines.arrived(firstRowsMs)
    await talkByKeyboard({
      ...{ stack, live },
      rows: readRows(lines, json ? parseJsonRow : parseTypedRow),
      observersFor: ({ playout }) => [
        callEvents({
          ...{ agent: stack.agent.name, description: stack.description, emit },
          rates: playout,
        }).observe,
      ],
      warn: (message) => printer.err(`warning  ${message}`),
      hangUp: stop.first,
      abandon: stop.second,
    })
  } finally {
    lines.close()
  }
}

function jsonTo({ out }: Printer): (event: TalkEvent) => void {
  return (event) => out(JSON.stringify(event))
}

function linesTo({ out }: Printer): (event: TalkEvent) => void {
  return (event) => {
    const line = eventLine(event)
    if (line !== undefined) out(line)
  }
}
