import { messageOf, VoiceAgentError } from '../../engine/errors.js'
import { exitCodes } from '../exit-codes.js'
import type { Problem } from './outcome.js'

/** An error as it travels between threads; what is no error of ours is a bug. */
export function problemOf(error: unknown): Problem {
  if (error instanceof VoiceAgentError) {
    const { code, message, fix, where, exitCode } = error
    return { code, message, fix, exitCode, ...(where === undefined ? {} : { where }) }
  }
  return {
    code: 'E_INTERNAL',
    message: `a bug in voice-agent: ${messageOf(error)}`,
    fix: 'report it with the lines above',
    ...(error instanceof Error && error.stack ? { stack: error.stack } : {}),
    exitCode: exitCodes.usage,
  }
}
