import { setTimeout as pause } from 'node:timers/promises'
import type { ControlEvent } from '../../engine/call/event.js'
import { VoiceAgentError } from '../../engine/errors.js'
import type { Keyboard } from './desk-call.js'
import type { Row } from './event-schema.js'
import type { RowReader } from './script/read-rows.js'

/** What a person at the keyboard can do to a call. */
export interface KeyboardWays {
  readonly keyboard: Keyboard | undefined
  readonly post: (event: ControlEvent) => void
  readonly hangUp: () => void
}

/** What a person types is done at once. */
export function performNow(row: Row, { keyboard, post, hangUp }: KeyboardWays): void {
  if ('say' in row) keyboard?.say?.(row.say)
  else if ('keys' in row) keyboard?.press(row.keys)
  else if ('hang_up' in row) hangUp()
  else if ('interrupt' in row) post({ type: 'control.interrupt' })
}

/**
 * Does what a person types line by line, to the end of the input, where the caller hangs up. What cannot be understood is told.
 *
 * @throws what is wrong with the input itself
 */
export async function performTyped(
  rows: RowReader,
  ways: KeyboardWays,
  warn: (message: string) => void,
): Promise<void> {
  for (;;) {
    try {
      const row = await rows.next()
      if (row === undefined) return ways.hangUp()
      if ('wait_ms' in row) await pause(row.wait_ms, undefined, { ref: false })
      else performNow(row, ways)
    } catch (error) {
      if (!(error instanceof VoiceAgentError)) throw error
      warn(`${error.message}; ${error.fix}`)
    }
  }
}
