/**
 * A captured call on disk. It is somebody's voice: only its owner may read it (files 0600, directories 0700), from the first byte on, and it
 * appears under its name whole or not at all.
 */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { VoiceAgentError } from '../errors.js'
import type { FixtureDraft } from '../fixture/draft.js'
import { writeFixture } from '../fixture/write.js'
import { makeDirectory } from '../make-directory.js'

/** @returns the path of the fixture */
export function writePrivately(
  directory: string,
  draft: FixtureDraft,
  log: readonly string[],
): string {
  makeDirectory(directory, 0o700)
  const path = join(directory, `${draft.manifest.id}.call`)
  if (existsSync(path)) {
    throw new VoiceAgentError('E_CAPTURE', `${path} is there already`, 'use another directory')
  }
  const closed = mkdtempSync(join(directory, '.capture-'))
  try {
    const made = writeFixture(closed, draft)
    writeFileSync(join(made, 'log.jsonl'), log.map((line) => `${line}\n`).join(''))
    closeToOthers(made)
    renameSync(made, path)
  } finally {
    rmSync(closed, { recursive: true, force: true })
  }
  return path
}

function closeToOthers(directory: string): void {
  chmodSync(directory, 0o700)
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) closeToOthers(path)
    else chmodSync(path, 0o600)
  }
}
