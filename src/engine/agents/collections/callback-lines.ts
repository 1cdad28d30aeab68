/** Lines about a better time to call. */
import { showWeekday } from '../../compliance/slots.js'
import { showTime } from './callback-time.js'
import { fixed, type Words } from './line-words.js'
import type { CallbackWish } from './state.js'

export const callbackLines = {
  callback: fixed('Then let us stop here. When would be a better time for you?'),
  callback_hour: fixed('Then let us stop here. At what time on that day?'),
  callback_offer: {
    version: 1,
    text: ({ callback }) =>
      `I am not able to call at that hour. The nearest time I have is ${shown(callback)}. Would that be all right?`,
  },
  callback_agreed: {
    version: 1,
    text: ({ callback }) => `Thank you. I have noted ${shown(callback)}. Goodbye.`,
  },
} as const satisfies Readonly<Record<string, Words>>

/** "Saturday, November 28, at 3 PM" */
function shown({ offered }: CallbackWish): string {
  if (offered === undefined) return ''
  return `${showWeekday(offered.date)}, at ${showTime(offered.time)}`
}
