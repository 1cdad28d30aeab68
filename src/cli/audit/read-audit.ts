import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { VoiceAgentError } from '../../engine/errors.js'

export interface AuditText {
  readonly path: string
  readonly text: string
}

/** Where records are kept, unless something else is said. */
export const auditDirectory = 'audit'

/**
 * @param fileOrCall a file, or the id of a call whose record lies in `audit/`
 * @throws VoiceAgentError E_NOT_FOUND, E_AUDIT
 */
export function readAudit(fileOrCall: string, cwd: string): AuditText {
  const paths = [
    resolve(cwd, fileOrCall),
    resolve(cwd, auditDirectory, `${fileOrCall}.audit.jsonl`),
  ]
  const path = paths.find(existsSync)
  if (path === undefined) {
    const fix = `name a file, or a call whose record lies in ${auditDirectory}/`
    throw new VoiceAgentError(
      'E_NOT_FOUND',
      `there is no record ${JSON.stringify(fileOrCall)}`,
      fix,
    )
  }
  try {
    return { path, text: readFileSync(path, 'utf8') }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new VoiceAgentError('E_AUDIT', `the record cannot be read: ${why}`, 'name a file', path)
  }
}
