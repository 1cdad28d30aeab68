import { CommanderError } from 'commander'
import { VoiceAgentError } from '../engine/errors.js'
import { type ExitCode, exitCodes } from './exit-codes.js'

/** What a person reads on stderr: `error E_CODE  what is wrong`, the place in a file if any, and the fix. */
export function formatError(error: VoiceAgentError): string {
  const where = error.where === undefined ? '' : `  at: ${error.where}\n`
  return `error ${error.code}  ${error.message}\n${where}  fix: ${error.fix}\n`
}

/**
 * Commander's complaint in the form of every other error: `error: unknown option '--jsn'` with
 * `(Did you mean --json?)` on its second line becomes a coded error whose fix is the suggestion.
 */
export function usageError(complaint: string, program: string): VoiceAgentError {
  const [first = '', second = ''] = complaint.trim().split('\n')
  const guess = second.replace(/^\(|\)$/g, '').replace(/^Did/, 'did')
  const help = `${program} --help`
  const fix = guess === '' ? `see ${help}` : `${guess} All of them: ${help}`
  return new VoiceAgentError('E_USAGE', first.replace(/^error: /, ''), fix)
}

/**
 * Tells the person what went wrong and returns the exit code that says so.
 * Only a bug of ours shows a stack trace; a user's mistake never does.
 */
export function reportError(error: unknown, write: (text: string) => void): ExitCode {
  // Commander has printed its help, version or complaint by the time it throws.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  if (error instanceof VoiceAgentError) {
    write(formatError(error))
    return error.exitCode
  }
  const denied = deniedFile(error)
  if (denied !== undefined) return reportError(denied, write)
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  write(`error E_INTERNAL  a bug in voice-agent\n${trace}\n  fix: report it with the lines above\n`)
  return exitCodes.usage
}

/** What a system answers when a file is there and may not be used: never a bug of ours, wherever it was met. */
const denials: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'])

function deniedFile(error: unknown): VoiceAgentError | undefined {
  if (!(error instanceof Error && 'code' in error && 'path' in error)) return undefined
  const { code, path } = error
  if (typeof code !== 'string' || typeof path !== 'string' || !denials.has(code)) return undefined
  const fix = code === 'ENOSPC' || code === 'EDQUOT' ? 'make room on the disk' : 'check whose it is'
  return new VoiceAgentError('E_FILE_ACCESS', error.message, fix, path)
}
