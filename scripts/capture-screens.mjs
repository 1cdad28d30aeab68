/**
 * Writes what `voice-agent talk` looks like at 80x24 and 120x40 to `docs/`, from a recorded call on a real terminal. Run by
 * `npm run screens` after a change of the screen; needs tmux.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const program = join(root, 'bin', 'voice-agent.js')

/** The recorded call, and what must be on the screen when the picture is taken. */
const pictures = [
  { columns: 80, rows: 24, caller: 'barge-in-mid-sentence', when: /Saturday it is\. For how/ },
  { columns: 120, rows: 40, caller: 'barge-in-mid-sentence', when: /Saturday it is\. For how/ },
]
const patienceMs = 60_000

if (spawnSync('tmux', ['-V']).status !== 0) {
  console.error('tmux is not installed: apt-get install tmux, or brew install tmux')
  process.exit(3)
}
for (const picture of pictures) {
  const text = await take(picture)
  const path = join(root, 'docs', `talk-${picture.columns}x${picture.rows}.txt`)
  writeFileSync(path, text)
  console.log(path)
}

async function take({ columns, rows, caller, when }) {
  const directory = mkdtempSync(join(tmpdir(), 'screens-'))
  const tmux = (...args) =>
    spawnSync('tmux', ['-S', join(directory, 's'), ...args], { encoding: 'utf8' })
  const { CI: _, NO_COLOR: __, ...env } = process.env
  const line = `"${process.execPath}" "${program}" talk --caller ${caller}`
  const size = ['-x', String(columns), '-y', String(rows)]
  try {
    spawnSync(
      'tmux',
      ['-S', join(directory, 's'), '-f', '/dev/null', 'new-session', '-d', ...size, line],
      { cwd: root, env: { ...env, TERM: 'xterm-256color' } },
    )
    for (let waited = 0; waited < patienceMs; waited += 100) {
      const text = tmux('capture-pane', '-p').stdout
      if (when.test(text) && / SPEAKING /.test(text)) return text.replace(/ +$/gm, '')
      await wait(100)
    }
    throw new Error(`the screen did not show ${when} within ${patienceMs / 1000} s`)
  } finally {
    tmux('kill-server')
    rmSync(directory, { recursive: true, force: true })
  }
}
