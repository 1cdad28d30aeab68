import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { messageOf, VoiceAgentError } from '../../engine/errors.js'

/** The variables of `.env` in a directory; none when there is no such file. */
export function readDotenv(directory: string): Readonly<Record<string, string | undefined>> {
  const path = join(directory, '.env')
  try {
    return parseEnv(readFileSync(path, 'utf8'))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return {}
    const why = messageOf(error)
    throw new VoiceAgentError(
      'E_CONFIG',
      `.env cannot be read: ${why}`,
      'make it readable, or remove it',
      path,
    )
  }
}
