/**
 * A mark as its name on the wire: Twilio gives back the name and nothing else.
 */
import type { Mark } from '../../engine/call/event.js'

export function markName({ epoch, endMs }: Mark): string {
  return `${epoch}:${endMs}`
}

/** The mark of this name; undefined for a name that is not one of ours. */
export function readMarkName(name: string): Mark | undefined {
  const [, epoch, endMs] = /^(\d{1,9}):(\d{1,9}(?:\.\d{1,9})?)$/.exec(name) ?? []
  return epoch === undefined || endMs === undefined
    ? undefined
    : { epoch: Number(epoch), endMs: Number(endMs) }
}
