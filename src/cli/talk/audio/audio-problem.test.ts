import { describe, expect, it } from 'vitest'
import { audioError, type ProblemKind, type Surroundings } from './audio-problem.js'
import { loadNaudiodon, whyMissing } from './load-naudiodon.js'

const linux: Surroundings = { platform: 'linux', env: {}, isContainer: false }
const fixOf = (kind: ProblemKind, here: Partial<Surroundings> = {}) =>
  audioError({ kind, detail: 'Speaker' }, 'naudiodon', { ...linux, ...here }).fix

describe('what stands in the way of naudiodon', () => {
  it.each([
    [
      'was never compiled for want of a compiler',
      { code: 'ERR_MODULE_NOT_FOUND' },
      'not-installed',
    ],
    [
      'was installed without its scripts',
      { message: 'Could not locate the bindings file. Tried:\n → /x/build/naudiodon.node' },
      'not-compiled',
    ],
    ['was compiled for another Node', { code: 'ERR_DLOPEN_FAILED', message: 'x' }, 'other-node'],
    [
      'lacks a library of the system',
      { code: 'ERR_DLOPEN_FAILED', message: 'libasound.so.2: cannot open shared object file' },
      'no-library',
    ],
    ['is something else', { message: 'boom' }, 'other'],
  ] as const)('is told apart: it %s', async (_, error, kind) => {
    expect(whyMissing(Object.assign(new Error(), error)).kind).toBe(kind)
    const load = () => Promise.reject(Object.assign(new Error(), error))
    await expect(loadNaudiodon(load)).rejects.toMatchObject({ problem: { kind } })
  })

  it('has a fix of its own each time', () => {
    const kinds = ['not-installed', 'not-compiled', 'no-library', 'no-pulse-programs'] as const
    expect(new Set(kinds.map((kind) => fixOf(kind))).size).toBe(kinds.length)
    expect(fixOf('not-installed')).toContain('npm install naudiodon')
    expect(fixOf('not-compiled')).toContain('npm rebuild naudiodon')
    expect(fixOf('not-installed', { platform: 'darwin' })).toContain('xcode-select')
  })
})

describe('no sound', () => {
  it('is explained by where we are', () => {
    expect(fixOf('no-devices', { env: { WSL_DISTRO_NAME: 'Debian' } })).toContain(
      'PULSE_SERVER=unix:/mnt/wslg/PulseServer',
    )
    expect(fixOf('no-server', { isContainer: true })).toContain('-e PULSE_SERVER=')
    expect(fixOf('no-devices')).toContain('talk --text')
    expect(fixOf('no-devices', { platform: 'darwin' })).toContain('allow the terminal')
  })

  it('is no verdict (3) where there is none, and wrong use (2) where the device is wrong', () => {
    const exit = (kind: ProblemKind) => audioError({ kind, detail: '' }, 'pulse', linux).exitCode
    expect([exit('no-devices'), exit('busy'), exit('gone'), exit('not-installed')]).toEqual([
      3, 2, 2, 3,
    ])
  })
})
