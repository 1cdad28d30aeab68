/** What the rules need of language: the functions of `detect/` as one value, so that a test can give others, such as some that throw. */
import { checkAgentText } from './detect/agent/check-agent-text.js'
import { claimsIn } from './detect/agent/claims.js'
import { mentionsDebt } from './detect/agent/debt-lexicon.js'
import { detectCallerIntents } from './detect/caller/detect-caller-intents.js'
import { literalsIn } from './detect/literals/literals.js'
import { redact } from './detect/sensitive.js'

export interface Detectors {
  readonly callerIntents: typeof detectCallerIntents
  readonly violations: typeof checkAgentText
  readonly claims: typeof claimsIn
  readonly debtWords: typeof mentionsDebt
  readonly literals: typeof literalsIn
  readonly redact: typeof redact
}

export const detectors: Detectors = {
  callerIntents: detectCallerIntents,
  violations: checkAgentText,
  claims: claimsIn,
  debtWords: mentionsDebt,
  literals: literalsIn,
  redact,
}
