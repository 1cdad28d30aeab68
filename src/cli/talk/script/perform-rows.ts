import type { ControlEvent } from '../../../engine/call/event.js'
import type { CallState } from '../../../engine/call/state.js'
import { type Clock, until } from '../../../engine/run/clock.js'
import { type CallWatch, isCallersTurn, isHeard } from '../call-watch.js'
import type { Row } from '../event-schema.js'
import type { TypedLine } from '../typed/typed-line.js'
import type { RowReader } from './read-rows.js'

/** What the rows of a script are done with. */
export interface Stage {
  readonly caller: TypedLine
  readonly watch: CallWatch
  readonly clock: Clock
  readonly post: (event: ControlEvent) => void
}

/**
 * Does one row after the other, each when the agent has finished, or while it speaks if the row says so. After the last one, and the answer
 * to it, the caller hangs up.
 *
 * A row that interrupts has to be there when the agent begins to speak; while nothing else is left to do, the clock waits for rows.
 *
 * @throws whatever is wrong with a row
 */
export async function performRows(rows: RowReader, stage: Stage): Promise<void> {
  const { caller, watch } = stage
  await watch.when(({ phase }) => phase === 'live')
  for (;;) {
    const row = await nextRow(rows, stage)
    if (watch.isOver()) return
    if (row === undefined) break
    await performRow(row, stage)
    // The clock would wait for the next row, and the end of the call for the clock.
    if ('hang_up' in row) return
  }
  await watch.when(isReady(stage))
  caller.hangUp()
}

async function nextRow(rows: RowReader, stage: Stage): Promise<Row | undefined> {
  const { watch, clock } = stage
  if (interrupts(rows.peek())) return rows.next()
  await watch.when(isReady(stage))
  return watch.isOver() ? undefined : clock.hold(rows.next())
}

function interrupts(row: Row | undefined): boolean {
  return row !== undefined && 'interrupt' in row && row.interrupt === true
}

/** The caller may speak: the agent has finished, and nothing of what they said before is under way. */
function isReady({ caller }: Stage): (state: CallState) => boolean {
  return (state) => isCallersTurn(state) && !caller.isSpeaking()
}

async function performRow(row: Row, stage: Stage): Promise<void> {
  const { caller, clock, post, watch } = stage
  if ('wait_ms' in row) return until(clock, clock.now() + row.wait_ms)
  if (row.interrupt === true) await heardFor(row.after_ms ?? 0, stage)
  if (watch.isOver()) return
  if ('say' in row) return caller.say(row.say)
  if ('keys' in row) return caller.press(row.keys)
  if ('hang_up' in row) return caller.hangUp()
  post({ type: 'control.interrupt' })
}

/** Until so much of the agent was heard, or it has nothing more to say. */
async function heardFor(ms: number, stage: Stage): Promise<void> {
  const { caller, clock, watch } = stage
  const ready = isReady(stage)
  await watch.when((state) => ready(state) || (isHeard(state) && !caller.isSpeaking()))
  if (ms === 0 || watch.isOver()) return
  const enough = new AbortController()
  const finished = watch.when(ready)
  await Promise.race([until(clock, clock.now() + ms, enough.signal).catch(() => {}), finished])
  enough.abort()
}
