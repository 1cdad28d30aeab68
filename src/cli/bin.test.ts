import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const bin = fileURLToPath(new URL('../../bin/voice-agent.js', import.meta.url))

describe('bin/voice-agent.js', () => {
  let home = ''
  let link = ''

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'voice-agent-bin-'))
    mkdirSync(join(home, 'package', 'bin'), { recursive: true })
    writeFileSync(join(home, 'package', 'package.json'), '{ "type": "module" }')
    copyFileSync(bin, join(home, 'package', 'bin', 'voice-agent.js'))
    // npm reaches every bin through a link in another folder.
    link = join(home, 'voice-agent')
    symlinkSync(join(home, 'package', 'bin', 'voice-agent.js'), link)
  })
  afterEach(() => rmSync(home, { recursive: true }))

  const run = (...args: string[]) =>
    spawnSync(process.execPath, [link, ...args], { encoding: 'utf8' })

  it('says how to build a program that is not built', () => {
    const { status, stdout, stderr } = run('--help')
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^error E_NOT_BUILT {2}.*\n {2}fix: npm run build\n$/)
  })

  it('hands its arguments to the program and exits with the code it returns', () => {
    mkdirSync(join(home, 'package', 'dist', 'cli'), { recursive: true })
    writeFileSync(
      join(home, 'package', 'dist', 'cli', 'main.js'),
      'export const main = async (args) => { console.log(args.join(" ")); return 3 }',
    )
    const { status, stdout } = run('replay', '--list')
    expect(stdout).toBe('replay --list\n')
    expect(status).toBe(3)
  })
})
