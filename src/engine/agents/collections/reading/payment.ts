/** How a caller answers an offer: all of it, a yes, a no, or a question for what there is. */
import { daysBetween } from '../../../compliance/wall-time.js'

/** All that is owed. */
export const whole =
  /\b(?:in full|full (?:amount|balance)|all of it|everything|the whole|whole (?:thing|amount)|entire|(?:pay(?:ing)?|clear|cover) (?:it|this|that|you) all)\b/i

/** The caller speaks of all that is owed. */
export function paysWhole(text: string): boolean {
  return whole.test(text) && !/\b(?:can't|cannot|can not|not|unable|afford)\b/i.test(text)
}

const options =
  /\b(?:what|which|any|other|my|the|are there|have|some|give me|tell me)\b.{0,30}\b(?:options?|choices)\b|^\W*(?:options|choices)\W*$|\bwhat (?:else )?can (?:i|you|we) do\b|\bhelp (?:me )?(?:pay|paying|with (?:it|this|that|paying))\b|\b(?:need|want|get|have) (?:some )?more time\b|\bwhat (?:are|is) (?:the|my) (?:ways?|possibilit\w+)\b/i

const unsure =
  /^\W*(?:(?:um|uh|well|hmm)\W+)?(?:i (?:don't know|do not know|have no idea)|i'?m not sure|help(?: me)?|like what|how do you mean|what do you mean)\W*$/i

/** "What are my options?", or does not know what to say. */
export function asksForOptions(text: string): boolean {
  return options.test(text) || unsure.test(text)
}

/** Inside the days the policy allows. */
export function isPayable(date: string, today: string, withinDays: number): boolean {
  const days = daysBetween(today, date)
  return days >= 0 && days <= withinDays
}

/** "Okay, wait", "are you sure?", "yes, but": not yet an answer. */
const undecided =
  /\?|\b(?:wait|h[oa]ng on|hold (?:on|up)|(?:a|one) (?:sec|second|minute|moment)|let me|think|maybe|perhaps|whatever|depends|unless|until|except|instead|but|if|how|why|when|what (?:if|happens?|about|is|are|do|does|was|would)|(?:are|is|was) (?:you|that|this|it) (?:sure|right|correct|okay|ok)|yeah,? right|haven't|would have to|have to ask)\b/i

/** A clear yes, a no, or neither. Keys: 1 and 2, alone. */
export function yesOrNo(text: string, digits: string): 'yes' | 'no' | undefined {
  if (digits !== '') return digits === '1' ? 'yes' : digits === '2' ? 'no' : undefined
  if (/\b(?:no|nope|not|wrong|don't|incorrect)\b/i.test(text)) return 'no'
  if (undecided.test(text)) return undefined
  return /\b(?:yes|yeah|yep|correct|right|sure|ok|okay|i agree|that's it)\b/i.test(text)
    ? 'yes'
    : undefined
}
