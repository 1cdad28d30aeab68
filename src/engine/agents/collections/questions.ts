/** Questions about the account that need no model: short ones, whose answer is a fact. */
import type { LineName } from './lines/lines.js'

/** Longer ones may ask for more than the fact. */
const mostWords = 12

const asked: readonly (readonly [LineName, RegExp])[] = [
  [
    'fact_balance',
    /\bhow much\b.*\b(?:owe|owed|it|this|that|left|balance|debt|bill|again)\b|\bwhat(?:'s| is| was)? (?:the|my) (?:balance|amount|total)\b|\bwhat do i owe\b/i,
  ],
  [
    'fact_account',
    /\b(?:what|which|who)\b.*\b(?:creditor|lender|bank|account)\b|\bwhat(?:'s| is| was)? (?:this|it|that) (?:for|about|from)\b|\bwho do i owe\b/i,
  ],
  ['fact_dispute', /\b(?:how|where|can)\b.*\b(?:dispute|contest|challenge)\b/i],
  [
    'fact_callback',
    /\b(?:what|which|have|give)\b.*\b(?:phone number|number to call|number i can call|call you back)\b|\bhow (?:can|do) i (?:call|reach|contact) you\b/i,
  ],
]

/** The line that answers, if the turn asks for nothing else. */
export function questionIn(text: string): LineName | undefined {
  if (text.trim().split(/\s+/).length > mostWords) return undefined
  if (/\b(?:pay|settle|fees?|interest|why|sue)\b/i.test(text)) return undefined
  return asked.find(([, words]) => words.test(text))?.[0]
}
