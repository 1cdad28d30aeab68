/** The compiled program as a process: what only shows outside of this one. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  edit,
  goodCall,
  packageFixtures,
  type Workplace,
  workplace,
} from './fixture-copy.test-kit.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))
let home = ''
let place: Workplace

/** The program is compiled anew, so that these tests never judge an old one. */
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'voice-agent-built-'))
  for (const name of ['package.json', 'bin']) {
    cpSync(join(root, name), join(home, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'))
  symlinkSync(packageFixtures, join(home, 'fixtures'))
  spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs'), join(home, 'dist')])
}, 60_000)
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 10 }))
beforeEach(() => {
  place = workplace()
})
afterEach(() => place[Symbol.dispose]())

const { CI: _, GITHUB_ACTIONS: __, NO_COLOR: ___, FORCE_COLOR: ____, ...env } = process.env

function start(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [join(home, 'bin', 'voice-agent.js'), ...args], {
    cwd: place.cwd,
    env: { ...env, ...more },
  })
  const written = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    written.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    written.stderr += text
  })
  return { child, written, over: exitOf(child) }
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.on('close', resolve))
}

describe('the program', () => {
  it('runs fixtures in threads, in order, and names in colour only where it is forced', async () => {
    for (const as of ['a', 'b', 'c']) place.copy(goodCall, as)
    edit(join(place.cwd, 'fixtures', 'b.call'), 'expect.yaml', (text) =>
      text.replace('within_ms: 500', 'within_ms: 5'),
    )
    const { over, written } = start(['replay', '-j', '3'])
    expect(await over).toBe(1)
    expect(written.stdout).toContain('3 workers')
    expect(written.stdout.match(/^ {2}(ok|x) +\w/gm)?.map((row) => row.trim())).toEqual([
      expect.stringMatching(/^ok +a$/),
      expect.stringMatching(/^x +b$/),
      expect.stringMatching(/^ok +c$/),
    ])
    expect(written.stdout).not.toContain('\u001b')
    expect(written.stdout.trimEnd().split('\n').at(-1)).toBe('2 passed, 1 failed')
    const coloured = start(['replay', 'a'], { FORCE_COLOR: '1' })
    expect(await coloured.over).toBe(0)
    expect(coloured.written.stdout).toContain('\u001b[32mok')
  })

  it('stops for Ctrl-C with what is done so far and exit code 130', async () => {
    mkdirSync(join(place.cwd, 'fixtures'))
    for (const as of ['a', 'b', 'c', 'd']) place.copy('ten-minute-call', as)
    const { child, over, written } = start(['replay', '-j', '2'])
    child.stdout.once('data', () => child.kill('SIGINT'))
    expect(await over).toBe(130)
    expect(written.stdout).toContain('stopped by you')
    expect(written.stdout).toMatch(/\n0 passed, 0 failed, 4 skipped\n$/)
  })

  it('is quiet when nobody reads any more, and keeps the exit code it earned', async () => {
    place.copy()
    const { child, over, written } = start(['replay', goodCall, '--trace'])
    child.stdout.once('data', () => child.stdout.destroy())
    expect(await over).toBe(0)
    expect(written.stderr).toBe('')
  })

  it('moves an interruption over the reply in a thread that Ctrl-C ends', async () => {
    place.copy('barge-in-mid-sentence')
    const { child, over, written } = start(['replay', '--sweep'])
    child.stdout.once('data', () => child.kill('SIGINT'))
    expect(await over).toBe(130)
    expect(written.stdout).toMatch(/\n0 passed, 0 failed, 1 skipped\n$/)
  })

  it('runs a fixture again when it changes with --watch', async () => {
    place.copy(goodCall, 'a')
    const directory = place.copy(goodCall, 'b')
    const { child, over, written } = start(['replay', '--watch'])
    const seen = (text: string) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!`${written.stdout}${written.stderr}`.includes(text)) return
          child.stdout.off('data', look)
          child.stderr.off('data', look)
          resolve()
        }
        child.stdout.on('data', look)
        child.stderr.on('data', look)
        look()
      })
    await seen('2 passed, 0 failed')
    await seen('watching for changes')
    edit(directory, 'expect.yaml', (text) => text.replace('within_ms: 500', 'within_ms: 5'))
    await seen('0 passed, 1 failed')
    child.kill('SIGINT')
    expect(await over).toBe(130)
  })

  it('takes wrong use for exit code 2, and help on stdout for 0', async () => {
    const wrong = start(['replya'])
    const help = start(['replay', '--help'])
    expect(await wrong.over).toBe(2)
    expect(wrong.written).toEqual({
      stdout: '',
      stderr: expect.stringContaining('did you mean replay?'),
    })
    expect(await help.over).toBe(0)
    expect(help.written.stdout).toMatch(
      /Usage: [\s\S]*Examples\n[\s\S]*--last-failed[\s\S]*Exit codes/,
    )
    expect(help.written.stderr).toBe('')
  })
})
