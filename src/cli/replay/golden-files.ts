import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeDirectory } from '../../engine/make-directory.js'
import { compareGolden, differingLines, type Golden } from '../../engine/replay/golden.js'

/** The golden on disk; undefined when there is none. */
export function readGolden(directory: string, file: string): Uint8Array | undefined {
  const path = join(directory, file)
  return existsSync(path) ? readFileSync(path) : undefined
}

/**
 * Writes the goldens that changed and no other file.
 *
 * @returns what was written, in words
 */
export function updateGoldens(directory: string, goldens: readonly Golden[]): readonly string[] {
  return goldens.flatMap((golden) => {
    const stored = readGolden(directory, golden.file)
    const state = compareGolden(golden, stored)
    if (state === 'same') return []
    const path = join(directory, golden.file)
    makeDirectory(dirname(path))
    writeFileSync(path, golden.content)
    if (stored === undefined) return [`${golden.file} (new)`]
    return [`${golden.file} (changed)`, ...whatMoved(golden, stored)]
  })
}

function whatMoved({ name, content }: Golden, stored: Uint8Array): readonly string[] {
  if (name === 'agent') return []
  const lines = (bytes: Uint8Array) => new TextDecoder().decode(bytes).split('\n')
  return differingLines(lines(stored), lines(content)).map((line) => `  ${line}`)
}
