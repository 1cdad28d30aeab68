/** Lines about a better time to call. */
import { showDate } from '../../compliance/slots.js'
import { weekdayOf } from '../../compliance/wall-time.js'
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

const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

/** "Saturday, November 28, at 3 PM": so near a day needs no year. */
function shown({ offered }: CallbackWish): string {
  if (offered === undefined) return ''
  const day = showDate(offered.date).replace(/, \d+$/, '')
  return `${weekdays[weekdayOf(offered.date)]}, ${day}, at ${showTime(offered.time)}`
}
