/** Copies of a recorded call that a test may spoil. */
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The fixtures of the package. */
export const packageFixtures = fileURLToPath(new URL('../../../fixtures', import.meta.url))

/** A call of two turns that passes. */
export const goodCall = 'greeting-and-one-turn'

export interface Workplace extends Disposable {
  /** An empty directory to be the current one. */
  readonly cwd: string
  /** A copy of a fixture of the package, in `fixtures/`. @returns its directory */
  readonly copy: (id?: string, as?: string) => string
}

export function workplace(): Workplace {
  const cwd = mkdtempSync(join(tmpdir(), 'voice-agent-replay-'))
  return {
    cwd,
    copy: (id = goodCall, as = id) => {
      const directory = join(cwd, 'fixtures', `${as}.call`)
      mkdirSync(directory, { recursive: true })
      cpSync(join(packageFixtures, `${id}.call`), directory, { recursive: true })
      if (as !== id) rename(directory, id, as)
      return directory
    },
    [Symbol.dispose]: () => rmSync(cwd, { recursive: true, force: true }),
  }
}

function rename(directory: string, id: string, as: string): void {
  for (const file of ['call.json', 'events.jsonl']) {
    edit(directory, file, (text) => text.replace(`"${id}"`, `"${as}"`))
  }
  const transcript = 'golden/transcript.vtt'
  if (existsSync(join(directory, transcript))) {
    edit(directory, transcript, (text) => text.replace(id, as))
  }
  reseal(directory)
}

/** Changes a text file of a fixture. Nothing changed is a mistake of the test. */
export function edit(directory: string, file: string, change: (text: string) => string): void {
  const path = join(directory, file)
  const before = readFileSync(path, 'utf8')
  const after = change(before)
  if (after === before) throw new Error(`${file} is as it was`)
  writeFileSync(path, after)
}

/** Makes the digests of the manifest those of the files again, so that what is wrong with a file is not only that it changed. */
export function reseal(directory: string): void {
  const digest = (file: string) =>
    createHash('sha256')
      .update(readFileSync(join(directory, file)))
      .digest('hex')
  const path = join(directory, 'call.json')
  const manifest = JSON.parse(readFileSync(path, 'utf8'))
  const { caller } = manifest.audio
  caller.sha256 = digest(caller.file)
  manifest.tape.sha256 = digest(manifest.tape.file)
  const tape = readFileSync(join(directory, manifest.tape.file), 'utf8')
  manifest.tape.lines = tape.trimEnd().split('\n').length
  writeFileSync(path, JSON.stringify(manifest))
}
