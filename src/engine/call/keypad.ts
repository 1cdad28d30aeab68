/**
 * Keys into turns. A key stops the agent at once. Digits collect until `#`, the expected length or a pause; words said meanwhile are
 * part of the same turn.
 */

import { isInterruptible, takeFloor } from './barge-in.js'
import { clearTimers, type Moment, patch, setTimer } from './moment.js'

/** A `#` ends an entry; alone it says nothing. */
export function pressKey(m: Moment, digit: string): Moment {
  if (digit === '#' && m.state.keypad.digits === '') return m
  const stopped = m.state.reply && isInterruptible(m) ? takeFloor(m, 'keypad') : m
  const { keypad, policy } = stopped.state
  if (digit === '#') return completeKeypad(stopped)
  const digits = keypad.digits + digit
  const next = patch(stopped, { keypad: { digits, complete: false } })
  const full = policy.keypad.length !== undefined && digits.length >= policy.keypad.length
  return setTimer(next, 'keypad', m.at + (full ? policy.keypad.joinMs : policy.keypad.gatherMs))
}

/** No more digits are expected: the turn can end, once the caller is not speaking too. */
export function completeKeypad(m: Moment): Moment {
  const { keypad } = m.state
  return clearTimers(patch(m, { keypad: { ...keypad, complete: true } }), 'keypad')
}
