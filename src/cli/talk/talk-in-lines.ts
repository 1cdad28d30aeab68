import type { Printer } from '../output/printer.js'
import type { StopSignals } from '../serve/stop-signals.js'
import { callEvents } from './call-events.js'
import type { DeskCall } from './desk-call.js'
import type { TalkEvent } from './event-schema.js'
import { eventLine } from './event-text.js'
import type { CallRecording } from './record-call.js'

export interface LinesTalk {
  readonly call: DeskCall
  readonly printer: Printer
  readonly stop: StopSignals
  readonly recording?: CallRecording | undefined
  /** Said before the call, where a person reads. */
  readonly hint?: string
}

/** Holds a call with a line for every event: for scripts, files, screen readers and terminals that cannot redraw. */
export async function talkInLines({
  call,
  printer,
  stop,
  hint,
  recording,
}: LinesTalk): Promise<void> {
  const { agent, description, policy } = call
  const json = printer.mode === 'json'
  if (!json) {
    printer.status(`voice-agent talk   ${description}`)
    if (hint !== undefined) printer.status(hint)
  }
  const emit = json ? jsonTo(printer) : linesTo(printer)
  const events = callEvents({ agent, description, rates: policy.playout, emit })
  await call.hold({
    observers: [events.observe, ...(recording ? [recording.observe] : [])],
    warn: (message) => printer.err(`warning  ${message}`),
    hangUp: stop.first,
    abandon: stop.second,
  })
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
