/** A talk whose record cannot be written any more, on a real file system: the disk is full, the file was taken away. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Built, build } from './built.test-kit.js'

const agent = fileURLToPath(new URL('../../../agents/collections.json', import.meta.url))
const goodbye = 'I will end the call now. Goodbye.'
const cwd = mkdtempSync(join(tmpdir(), 'va-full-disk-'))
let built: Built

beforeAll(() => {
  built = build()
}, 120_000)
afterAll(() => {
  built[Symbol.dispose]()
  rmSync(cwd, { recursive: true, force: true, maxRetries: 10 })
})

const env = { PATH: process.env.PATH ?? '', HOME: cwd }
const said = ['this is Dana', '62704', '1984', 'I can pay on friday', 'yes', 'thank you']
const rows = said.map((say) => `${JSON.stringify({ say })}\n`).join('')
const args = (directory: string) => [
  ...[built.program, 'talk', '--text', '--json', '--agent', agent, '--audit-dir', directory],
]

/** What the caller heard, and how the call ended. */
function told(stdout: string): { readonly heard: readonly string[]; readonly why: string } {
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const heard = events.flatMap((event) => (event.type === 'agent' ? [event.heard as string] : []))
  return { heard, why: JSON.stringify(events.at(-1)) }
}

// A file that may not grow is refused as one on a full disk is, and needs no disk of its own.
it.skipIf(process.platform === 'win32')(
  'says goodbye when the file cannot grow, after what was written down and nothing more',
  () => {
    const limited = ['-c', 'ulimit -f 4; exec "$0" "$@"', process.execPath, ...args('full')]
    const { stdout, stderr, status } = spawnSync('bash', limited, {
      ...{ cwd, env, input: rows, encoding: 'utf8', timeout: 60_000 },
    })
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(status).toBe(0)
    const { heard, why } = told(stdout)
    expect(heard.at(-1)).toBe(goodbye)
    expect(why).toContain('an audit record could not be written')
    const [file = ''] = readdirSync(join(cwd, 'full'))
    const kept = readFileSync(join(cwd, 'full', file), 'utf8')
    for (const one of heard.slice(1, -1).filter((text) => text !== ''))
      expect(kept).toContain(one.slice(0, 20))
  },
  90_000,
)

it.skipIf(process.platform === 'win32')(
  'says goodbye when the directory is removed in mid-call',
  async () => {
    const child = spawn(process.execPath, args('gone'), { cwd, env })
    child.stdin.on('error', () => {})
    let stdout = ''
    let removed = false
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      if (removed || !stdout.includes('"agent"')) return
      removed = true
      rmSync(join(cwd, 'gone'), { recursive: true })
      child.stdin.write(rows)
    })
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(code).toBe(0)
    const { heard, why } = told(stdout)
    expect(heard.at(-1)).toBe(goodbye)
    expect(why).toContain('an audit record could not be written')
    expect(readdirSync(cwd)).not.toContain('gone')
  },
  90_000,
)
