import { warmAgentRules } from './agent/check-agent-text.js'
import { warmClaims } from './agent/claims.js'
import { warmCallerRules } from './caller/detect-caller-intents.js'

/**
 * Compiles every pattern of the detectors. Some hundred milliseconds that a process should spend before its first call: within a call
 * they would hold up its sound.
 */
export function warmDetectors(): void {
  warmCallerRules()
  warmAgentRules()
  warmClaims()
}
