import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a directory and those above it that are missing. In the place of `mkdirSync(path, { recursive: true })`, which never returns where a
 * file system says "no such file" of a directory that it does not let anybody make, as `/proc` does.
 *
 * @param mode of the directories that are made
 * @throws the error of the file system
 */
export function makeDirectory(path: string, mode = 0o777): void {
  try {
    mkdirSync(path, mode)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && statSync(path).isDirectory()) return
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    makeDirectory(dirname(path), mode)
    mkdirSync(path, mode)
  }
}
