/**
 * Where the clause of a word begins, when an earlier one sets a condition or a reason with a "not" in it: "if you do not pay, | you will be
 * arrested". That "not" denies nothing of what follows.
 */

const subject =
  '(?:i|we|you|he|she|it|they|this|that|there|someone|somebody|people|interest|(?:your|our|the|a|an|my|their) (?:[a-z]+ ){0,2}?[a-z]+)'
const verb =
  '(?:will|would|can|could|may|might|must|shall|should|is|are|am|goes|go|gets|get|has to|have to|has|have|lose|loses|starts|begins|becomes|send|call|take|report|add|owe|face)'
const clause = new RegExp(`(?<= )${subject} ${verb}(?= )`, 'g')

const no = '(?:not|never|no|nothing|nobody|fail|refuse|ignore)'
const condition = new RegExp(
  ` (?:(?:if|since|because|when|until|as|after|once) (?:[^ .?]+ ){0,10}?${no}|without|unless) | ${no} .* (?:so|and now|then|therefore|means|and so) $`,
)
/** What follows these is no clause of its own, but what is said or asked. */
const reported =
  / (?:whether|if|that|unless|when|because|since|how|why|what|said|say|saying|told|tell|mean|think|know|who|which) $/

/** The start of the clause that holds the word at `at`; 0 when nothing before it is a condition. */
export function ownClause(sentence: string, at: number): number {
  let start = 0
  for (const match of sentence.matchAll(clause)) {
    if (match.index > at) break
    const before = sentence.slice(0, match.index)
    if (condition.test(before) && !reported.test(before)) start = match.index
  }
  return start
}
