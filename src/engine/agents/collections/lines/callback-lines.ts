/** Lines about a better time to call. */
import { showWeekday } from '../../../compliance/slots.js'
import { clockName } from '../callback/callback-zones.js'
import { showTime } from '../reading/callback-time.js'
import type { CollectionsState } from '../state.js'
import { fixed, type Words } from './line-words.js'

export const callbackLines = {
  callback: fixed('Then let us stop here. When would be a better time for you?'),
  callback_hour: fixed('Then let us stop here. At what time on that day?'),
  callback_day: fixed('Then let us stop here. On which day, and at what time?'),
  callback_half: fixed('Then let us stop here. In the morning, or in the evening?'),
  callback_offer: {
    version: 1,
    text: (state) =>
      `I am not able to call at that hour. The nearest time I have is ${shown(state)}. Would that be all right?`,
  },
  callback_agreed: {
    version: 1,
    text: (state) => `Thank you. I have noted ${shown(state)}. Goodbye.`,
  },
} as const satisfies Readonly<Record<string, Words>>

/** "Saturday, November 28, at 3 PM" */
function shown(state: CollectionsState): string {
  const { offered } = state.callback
  if (offered === undefined) return ''
  return `${showWeekday(offered.date)}, at ${showTime(offered.time)}${clockName(state)}`
}
