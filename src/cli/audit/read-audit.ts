import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { AuditRecord } from '../../engine/call/command.js'
import { recordsIn } from '../../engine/compliance/audit-chain.js'
import { messageOf, VoiceAgentError } from '../../engine/errors.js'

export interface AuditText {
  readonly path: string
  readonly text: string
}

const recordEnding = '.audit.jsonl'

/** Where records are kept, unless something else is said. */
export const auditDirectory = '.voice-agent/audit'

/**
 * @param fileOrCall a file, or the id of a call whose record lies in `.voice-agent/audit/`
 * @throws VoiceAgentError E_NOT_FOUND, E_AUDIT
 */
export function readAudit(fileOrCall: string, cwd: string): AuditText {
  const named = resolve(cwd, fileOrCall)
  const path = fileOf(named) ?? recordOf(fileOrCall, resolve(cwd, auditDirectory))
  if (path === undefined) throw noRecord(fileOrCall, existsSync(named))
  try {
    return { path, text: readFileSync(path, 'utf8') }
  } catch (error) {
    const why = messageOf(error)
    const fix = 'name a file that you may read'
    throw new VoiceAgentError('E_AUDIT', `the record cannot be read: ${why}`, fix, path)
  }
}

function noRecord(fileOrCall: string, isDirectory: boolean): VoiceAgentError {
  const name = JSON.stringify(fileOrCall)
  return isDirectory
    ? new VoiceAgentError(
        'E_NOT_FOUND',
        `${name} is a directory, and a record is a file`,
        `name the files in it: ${fileOrCall.replace(/\/+$/, '')}/*${recordEnding}`,
      )
    : new VoiceAgentError(
        'E_NOT_FOUND',
        `there is no record ${name}`,
        `name a file, or a call whose record lies in ${auditDirectory}/`,
      )
}

/**
 * What the record of a call says.
 *
 * @throws VoiceAgentError E_AUDIT when it says nothing of a call: a page of it would only be empty
 */
export function callRecordsIn({ path, text }: AuditText): readonly AuditRecord[] {
  const records = recordsIn(text)
  if (records.some(({ kind }) => kind === 'call.started')) return records
  throw new VoiceAgentError(
    'E_AUDIT',
    'the file tells of no call: it is empty, no record, or its beginning is missing',
    'name the record of a call (*.audit.jsonl); audit verify says what is wrong with one',
    path,
  )
}

function fileOf(path: string): string | undefined {
  return existsSync(path) && statSync(path).isFile() ? path : undefined
}

/** The newest record of a call: one that came back from a transfer has several. */
function recordOf(call: string, directory: string): string | undefined {
  if (!existsSync(directory)) return undefined
  const name = recordNames(directory)
    .filter((one) => one.split(/[-.]/, 1)[0] === call)
    .at(-1)
  return name === undefined ? undefined : resolve(directory, name)
}

/** The files of a directory that are records, by their names, in order. */
export function recordNames(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(recordEnding))
    .map(({ name }) => name)
    .sort()
}
