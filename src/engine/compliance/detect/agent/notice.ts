import type { Normalised } from '../normalise.js'
import { compile } from '../pattern.js'
import type { AgentFacts } from './violation.js'

const attempt = compile(['(attempt*|trying|try) to collect ~1 debt', 'intento de cobrar ~1 deuda'])
const use = compile([
  'information ~3 (obtained|obtain|receive|received|provide|get|collected|gathered) ~6 (that|this|the) purpose',
  '(anything|whatever|what) you (tell|share|say|give|provide) ~3 (will|may|can) be used for ~1 (that|this|the) ~1',
  'informacion ~4 (obtenida|obtenga|obtengamos) ~5 (ese|este|dicho) (fin|proposito)',
])
const collector = compile([
  '(this is|this call is|this communication is|i am calling|call is|message is|we are|i am) ~6 debt collector',
])
const tooEarly = compile([
  '(pay|payment|owe|balance|settle|settlement|dollars|how would|how do you want|can you|when can)',
])

/**
 * Whether the sentence is itself the notice of 15 USC 1692e(11) and asks for nothing: both halves in a first call, "this is a debt
 * collector" in later ones.
 */
export function noticeGiven({ text }: Normalised, facts: AgentFacts | undefined): boolean {
  if (tooEarly.test(text)) return false
  if (facts?.subsequent === true && collector.test(text)) return true
  return attempt.test(text) && use.test(text)
}
