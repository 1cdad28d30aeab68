import { describe, expect, it } from 'vitest'
import { VoiceAgentError } from '../engine/errors.js'
import { testContext } from './context.test-kit.js'
import { main } from './main.js'
import { formatError, reportError, usageError } from './report-error.js'
import { readVersion } from './version.js'

async function run(...args: string[]) {
  const { context, written } = testContext()
  const code = await main(args, context)
  return { code, ...written }
}

describe('the command line', () => {
  it('prints its help, with the exit codes, on stdout', async () => {
    const { code, stdout, stderr } = await run('--help')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^voice-agent - .*\n\nUsage: voice-agent/)
    expect(stdout).toContain('130 stopped by you')
    expect(stderr).toBe('')
  })

  it.each([
    ['fixture synth', 'Usage: voice-agent fixture synth <spec...> [options]'],
    ['audit purge', 'Usage: voice-agent audit purge [dir] [options]'],
    ['numbers list', 'Usage: voice-agent numbers list [options]'],
  ])('prints title and usage of %s, and its own options apart', async (words, usage) => {
    const { code, stdout } = await run(...words.split(' '), '--help')
    expect(code).toBe(0)
    expect(stdout.split('\n')[0]).toMatch(new RegExp(`^voice-agent ${words} - \\w`))
    expect(stdout).toContain(`\n${usage}\n`)
    expect(stdout.match(/^Options for every command$/gm)).toHaveLength(1)
  })

  it('knows no command of numbers but its own', async () => {
    const { code, stderr } = await run('numbers', 'bogus')
    expect(code).toBe(2)
    expect(stderr).toBe(
      "error E_USAGE  unknown command 'bogus'\n  fix: see voice-agent numbers --help\n",
    )
  })

  it('prints the version of the package', async () => {
    expect(readVersion()).toMatch(/^\d+\.\d+\.\d+/)
    expect(await run('--version')).toEqual({ code: 0, stdout: `${readVersion()}\n`, stderr: '' })
    expect((await run('-V')).code).toBe(0)
  })

  it('refuses an unknown option with a code, a guess and exit code 2', async () => {
    const { code, stdout, stderr } = await run('--hepl')
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toBe(
      "error E_USAGE  unknown option '--hepl'\n  fix: did you mean --help? All of them: voice-agent --help\n",
    )
  })

  it('piles up no listeners when it runs again in one process', async () => {
    const count = () => [process.listenerCount('SIGINT'), process.stdout.listenerCount('error')]
    await run('--version')
    const before = count()
    await run('--version')
    expect(count()).toEqual(before)
  })
})

describe('errors on the command line', () => {
  it('name code, message, place and fix', () => {
    const error = new VoiceAgentError('E_USAGE', 'no such thing', 'name another', 'expect.yaml:14')
    expect(formatError(error)).toBe(
      'error E_USAGE  no such thing\n  at: expect.yaml:14\n  fix: name another\n',
    )
  })

  it('point to the help when commander has no guess', () => {
    expect(usageError("error: missing required argument 'file'\n", 'voice-agent').fix).toBe(
      'see voice-agent --help',
    )
  })

  it('give the exit code of their kind and show no stack trace for a mistake of the user', () => {
    const lines: string[] = []
    const error = new VoiceAgentError('E_NOT_FOUND', 'no file', 'check the path')
    expect(reportError(error, (text) => lines.push(text))).toBe(error.exitCode)
    expect(lines.join('')).not.toContain('main.test')
  })

  it('are no bug of ours when a file may not be read or written', () => {
    let written = ''
    const error = Object.assign(new Error("EACCES: permission denied, open '/etc/x'"), {
      code: 'EACCES',
      path: '/etc/x',
    })
    const code = reportError(error, (text) => {
      written += text
    })
    expect(code).toBe(2)
    expect(written).toBe(
      "error E_FILE_ACCESS  EACCES: permission denied, open '/etc/x'\n  at: /etc/x\n  fix: check whose it is\n",
    )
  })

  it('show where a bug of ours happened', () => {
    const lines: string[] = []
    expect(reportError(new TypeError('oops'), (text) => lines.push(text))).toBe(2)
    expect(lines.join('')).toMatch(/^error E_INTERNAL .*\nTypeError: oops\n.*main\.test/)
    expect(reportError('thrown text', (text) => lines.push(text))).toBe(2)
    expect(lines.at(-1)).toContain('thrown text')
  })
})
