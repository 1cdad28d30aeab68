import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { VoiceAgentError } from '../../engine/errors.js'

export interface AuditText {
  readonly path: string
  readonly text: string
}

/** Where records are kept, unless something else is said. */
export const auditDirectory = '.voice-agent/audit'

/**
 * @param fileOrCall a file, or the id of a call whose record lies in `.voice-agent/audit/`
 * @throws VoiceAgentError E_NOT_FOUND, E_AUDIT
 */
export function readAudit(fileOrCall: string, cwd: string): AuditText {
  const path =
    fileOf(resolve(cwd, fileOrCall)) ?? recordOf(fileOrCall, resolve(cwd, auditDirectory))
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

function fileOf(path: string): string | undefined {
  return existsSync(path) && statSync(path).isFile() ? path : undefined
}

/** The newest record of a call: one that came back from a transfer has several. */
function recordOf(call: string, directory: string): string | undefined {
  if (!existsSync(directory)) return undefined
  const name = readdirSync(directory)
    .filter((one) => one.endsWith('.audit.jsonl') && one.split(/[-.]/, 1)[0] === call)
    .sort()
    .at(-1)
  return name === undefined ? undefined : resolve(directory, name)
}
