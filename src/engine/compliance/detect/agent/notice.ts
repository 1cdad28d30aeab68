import type { Normalised } from '../normalise.js'
import { compile } from '../pattern.js'
import type { AgentFacts } from './violation.js'

const attempt = compile([
  '(attempt|attempting|trying|try) to collect (a|the|this|your) debt',
  'intento de cobrar una deuda',
])
const use = compile([
  '(any|all|the) information ~6 will be used for (that|this) purpose',
  '(anything|everything|whatever) (you|i|we) ~4 will be used for (that|this) (purpose|$)',
  '(toda|cualquier) informacion ~4 (sera|se) (usada|utilizada|usara|utilizara) (para|con) (ese|este|dicho) (fin|proposito)',
])
const collector = compile([
  '(this is|this call is|this communication is|this message is|we are|i am) ~4 debt collector',
])
const tooEarly = compile([
  '(pay|payment|owe|balance|settle|settlement|dollars|how would|how do you want|can you|when can)',
])
/** "We are not trying to collect a debt." */
const denied = compile(['(not|never|no|nor|neither|nothing|without|if)'])

/**
 * Whether the sentence is itself the notice of 15 USC 1692e(11) and asks for nothing: that a debt is being collected and that any
 * information will be used for that, or in later calls "this is a debt collector". The detectors do not report it as a violation of the
 * rule that calls for it; the gate relies on a fixed line that was heard, and never on this.
 */
export function noticeGiven({ text }: Normalised, facts: AgentFacts | undefined): boolean {
  if (tooEarly.test(text) || denied.test(text)) return false
  if (facts?.subsequent === true && collector.test(text)) return true
  return attempt.test(text) && use.test(text)
}
