import { describe, expect, it } from 'vitest'
import { testContext } from '../context.test-kit.js'
import { type CommonOptions, openPrinter } from './printer.js'

function open(
  options: CommonOptions,
  env: Readonly<Record<string, string>> = {},
  isTTY = { stdout: true, stderr: true },
) {
  const { context, written } = testContext({ env })
  const printer = openPrinter(
    {
      ...context,
      stdout: { ...context.stdout, isTTY: isTTY.stdout },
      stderr: { ...context.stderr, isTTY: isTTY.stderr },
    },
    options,
  )
  const colours = {
    stdout: printer.onOut.red('x') !== 'x',
    stderr: printer.onErr.red('x') !== 'x',
  }
  return { printer, written, colours }
}

describe('colour', () => {
  const both = { stdout: true, stderr: true }
  const none = { stdout: false, stderr: false }

  it('is decided for each stream by itself', () => {
    expect(open({}, {}, both).colours).toEqual(both)
    const piped = { stdout: false, stderr: true }
    expect(open({}, {}, piped).colours).toEqual(piped)
  })

  it.each([
    [{ NO_COLOR: '1' }, none],
    [{ NO_COLOR: '' }, both],
    [{ TERM: 'dumb' }, none],
    [{ FORCE_COLOR: '0' }, none],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, both],
  ] as const)('on a terminal with %j is %j', (env, colours) => {
    expect(open({}, env).colours).toEqual(colours)
  })

  it('is forced where no terminal is, but not against the flag or plain output', () => {
    const env = { FORCE_COLOR: '1' }
    expect(open({}, env, none).colours).toEqual(both)
    expect(open({ color: false }, env, none).colours).toEqual(none)
    expect(open({ output: 'plain' }, env, none).colours).toEqual(none)
  })
})

describe('output modes', () => {
  it('are rich on a terminal and plain elsewhere; the flag beats the environment', () => {
    const pipe = { stdout: false, stderr: false }
    const env = { VOICE_AGENT_OUTPUT: 'plain' }
    expect(open({}).printer.mode).toBe('rich')
    expect(open({}, {}, pipe).printer.mode).toBe('plain')
    expect(open({}, env).printer.mode).toBe('plain')
    expect(open({ output: 'rich' }, env, pipe).printer.mode).toBe('rich')
    expect(open({ json: true }, env).printer.mode).toBe('json')
  })

  it('that do not exist are refused, with where they come from', () => {
    expect(() => open({ output: 'fancy' })).toThrow(/--output is "fancy"/)
    expect(() => open({}, { VOICE_AGENT_OUTPUT: 'x' })).toThrow(/VOICE_AGENT_OUTPUT is "x"/)
  })
})

describe('the printer', () => {
  it('silences what is going on with --quiet, but neither results nor errors', () => {
    const { printer, written } = open({ quiet: true })
    printer.out('result')
    printer.err('error')
    printer.status('status')
    printer.progress('progress')
    expect(written).toEqual({ stdout: 'result\n', stderr: 'error\n' })
  })

  it('takes a line of progress away before anything else is written', () => {
    const { printer, written } = open({})
    printer.progress('1 of 2')
    printer.progress('2 of 2')
    printer.out('done')
    expect(written.stderr).toBe('1 of 2\r\u001b[K2 of 2\r\u001b[K')
  })

  it('draws no progress where nobody is looking', () => {
    const { printer, written } = open({}, {}, { stdout: true, stderr: false })
    printer.progress('1 of 2')
    expect(written.stderr).toBe('')
  })
})
