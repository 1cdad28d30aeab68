import type { CallerRule } from '../category.js'

/** Words that rules of several categories have in common. */

export const kinNotUs =
  '(brother|sister|cousin|friend|neighbor|uncle|aunt|dad|mom|father|mother|son|daughter|ex|nephew|niece|boss|coworker|roommate|guy|buddy)'

/**
 * "This is Dana, what is it about": never a third party or a wrong number. A rule that always takes its words back keeps the learned
 * part silent where they stand.
 */
const saysItIsThem =
  '(this is|i am|it is|yes|yes this is|my name is) theconsumer !(s |is |not |who |has |does |did |was |went |left |moved |died |passed |lives |works )'

export const itIsThem: CallerRule = {
  id: 'it_is_them',
  any: [saysItIsThem],
  unless: [saysItIsThem],
}
