import { accessSync, constants } from 'node:fs'
import { resolve } from 'node:path'
import { messageOf, VoiceAgentError } from '../../engine/errors.js'
import { makeDirectory } from '../../engine/make-directory.js'

/**
 * Makes the directory of `--capture`, for its owner alone, so that the first call does not find out that it cannot be written.
 *
 * @returns its absolute path
 */
export function captureDirectory(directory: string, cwd: string): string {
  const path = resolve(cwd, directory)
  try {
    makeDirectory(path, 0o700)
    accessSync(path, constants.W_OK | constants.X_OK)
    return path
  } catch (error) {
    const why = messageOf(error)
    throw new VoiceAgentError(
      'E_CONFIG',
      `--capture names a directory that cannot be written: ${why}`,
      'name a directory of your own',
    )
  }
}
