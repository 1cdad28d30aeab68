import { accessSync, constants } from 'node:fs'
import { resolve } from 'node:path'
import { messageOf, VoiceAgentError } from '../../engine/errors.js'
import { makeDirectory } from '../../engine/make-directory.js'
import { settings } from '../../server/config/settings.js'
import { auditOnDemand } from '../audit/audit-file.js'
import type { Context } from '../context.js'
import { sourcesOf } from '../serve/flags.js'
import type { DeskCall } from './desk-call.js'

/** Keeps the record of a talk, as a server does of its calls, if somebody wants that. */
export interface TalkRecord {
  /** The same call, with a record. */
  readonly of: (call: DeskCall) => DeskCall
  /** Where the record lies, for a person; undefined when there is none. */
  readonly kept: () => string | undefined
}

/**
 * @param asked the directory of the flag; without it the setting of the environment or of `.env` counts, and without both none is kept
 * @throws VoiceAgentError E_AUDIT when nothing can be written there
 */
export function talkRecord(context: Context, asked: string | undefined): TalkRecord {
  const { variable = '' } = settings.auditDir
  const { env, dotenv } = sourcesOf(context, {})
  const directory = asked || env[variable] || dotenv[variable]
  if (!directory) return { of: (call) => call, kept: () => undefined }
  const path = writable(resolve(context.cwd, directory))
  const record = auditOnDemand(path, 'talk')
  return {
    of: (call) => ({
      ...call,
      hold: (by) => call.hold({ ...by, audit: record.write }).finally(record.close),
    }),
    kept() {
      const path = record.path()
      return path === undefined ? undefined : `record ${path}; voice-agent audit show reads it`
    },
  }
}

/** Better said now than by a call that ends with its first record. */
function writable(directory: string): string {
  try {
    makeDirectory(directory, 0o700)
    accessSync(directory, constants.W_OK)
    return directory
  } catch (error) {
    const why = messageOf(error)
    const fix = 'name a directory that can be written: --audit-dir DIR'
    throw new VoiceAgentError('E_AUDIT', `no record can be kept: ${why}`, fix, directory)
  }
}
