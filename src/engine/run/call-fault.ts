import type { CallEvent } from '../call/event.js'
import { messageOf } from '../errors.js'

/**
 * A call that could not go on: a bug (a throw from `step`, from the detector), or an audit record that could not be written. It ends
 * that call and nothing else. The observers have seen everything up to and including the event.
 */
export class CallFault extends Error {
  override readonly name = 'CallFault'
  /**
   * @param event the event at which it happened
   * @param state the call as it was then
   * @param cause what was thrown
   */
  constructor(
    readonly event: CallEvent,
    readonly state: unknown,
    cause: unknown,
  ) {
    super(`${event.type} at ${event.at} ms: ${messageOf(cause)}`, { cause })
  }
}
