import type { ControlEvent } from '../../engine/call/event.js'
import type { Printer } from '../output/printer.js'
import type { StopSignals } from '../serve/stop-signals.js'
import { callEvents } from './call-events.js'
import type { DeskCall } from './desk-call.js'
import type { TalkEvent } from './event-schema.js'
import { eventLine } from './event-text.js'
import { type KeyboardWays, performTyped } from './perform-now.js'
import type { CallRecording } from './record-call.js'
import type { RowReader } from './script/read-rows.js'

export interface LinesTalk {
  readonly call: DeskCall
  readonly printer: Printer
  readonly stop: StopSignals
  readonly recording?: CallRecording | undefined
  /** Said before the call, where a person reads. */
  readonly hint?: string
  /** What a person types beside the call. */
  readonly typed?: RowReader
}

/** Holds a call with a line for every event: for scripts, files, screen readers and terminals that cannot redraw. */
export async function talkInLines({
  call,
  printer,
  stop,
  hint,
  recording,
  typed,
}: LinesTalk): Promise<void> {
  const { agent, description, policy } = call
  const json = printer.mode === 'json'
  if (!json) {
    printer.status(`voice-agent talk   ${description}`)
    if (hint !== undefined) printer.status(hint)
  }
  const emit = json ? jsonTo(printer) : linesTo(printer)
  const events = callEvents({ agent, description, rates: policy.playout, emit })
  const quit = new AbortController()
  const warn = (message: string) => printer.err(`warning  ${message}`)
  let post: (event: ControlEvent) => void = () => {}
  const ways: KeyboardWays = {
    ...{ keyboard: call.keyboard, post: (event) => post(event), hangUp: () => quit.abort() },
  }
  const holding = call.hold({
    observers: [events.observe, ...(recording ? [recording.observe] : [])],
    warn,
    hangUp: AbortSignal.any([stop.first, quit.signal]),
    abandon: stop.second,
    control: (poster) => {
      post = poster
    },
  })
  const typing = typed && performTyped(typed, ways, warn)
  // What was typed may fail first; what is typed ends with the call, and not before.
  await (typing ? Promise.race([holding, typing.then(() => holding)]) : holding)
  const recorded = recording?.finish()
  if (recorded !== undefined) printer.status(recorded)
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
