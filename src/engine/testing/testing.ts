/**
 * For the tests of your own providers: `import { conformance } from 'voice-agent/testing'`.
 */
import type { CallDeps } from '../providers/definition.js'
import { RealClock } from '../run/real-clock.js'
import { checkLlm } from './check-llm.js'
import { checkStt } from './check-stt.js'
import { checkTts } from './check-tts.js'

export type { LlmSubject } from './check-llm.js'
export type { SttSubject } from './check-stt.js'
export type { TtsSubject } from './check-tts.js'
export type { Check } from './conformance.js'

/** The checks of each kind of provider. */
export const conformance = { stt: checkStt, llm: checkLlm, tts: checkTts } as const

/** What a provider is given for a call: real time that begins now, and a log that nobody reads. For `forCall` in tests. */
export const callDeps = (): CallDeps => ({ clock: new RealClock(), log: { warn() {} } })
