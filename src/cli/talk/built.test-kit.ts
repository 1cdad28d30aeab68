/** The program compiled anew into a directory of its own, so that tests of processes never judge an old one. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export interface Built extends Disposable {
  readonly home: string
  /** The script to give to node. */
  readonly program: string
}

export function build(): Built {
  const home = mkdtempSync(join(tmpdir(), 'voice-agent-built-'))
  for (const name of ['package.json', 'bin'])
    cpSync(join(root, name), join(home, name), { recursive: true })
  for (const name of ['node_modules', 'fixtures', 'agents', 'policies', 'jurisdictions'])
    symlinkSync(join(root, name), join(home, name))
  spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs'), join(home, 'dist')])
  return {
    home,
    program: join(home, 'bin', 'voice-agent.js'),
    [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true, maxRetries: 10 }),
  }
}
