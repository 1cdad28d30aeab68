import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { account } from '../../engine/agents/collections/talk.test-kit.js'
import { packagedPolicies } from '../../engine/policy/load-policy.js'
import { testContext } from '../context.test-kit.js'
import { main } from '../main.js'

let cwd = ''
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'policy-'))
  cpSync(packagedPolicies, join(cwd, 'policies'), { recursive: true })
  cpSync(join(packagedPolicies, '..', 'jurisdictions'), join(cwd, 'jurisdictions'), {
    recursive: true,
  })
})
afterEach(() => rmSync(cwd, { recursive: true }))

async function run(...args: string[]) {
  const { context, written } = testContext({ cwd })
  const code = await main(['policy', ...args], context)
  return { code, ...written }
}

const own = () => join(cwd, 'policies', 'us-collections.json')

/** Changes the copy of the policy. */
function change(
  edit: (
    policy: { settings: Record<string, Record<string, unknown>> } & Record<string, unknown>,
  ) => void,
): void {
  const policy = JSON.parse(readFileSync(own(), 'utf8'))
  edit(policy)
  writeFileSync(own(), JSON.stringify(policy))
}

const at = ['--at', '2026-11-27T18:00:00Z']

describe('policy check', () => {
  it('finds no error in the packaged policy, and says what nobody has approved', async () => {
    const { code, stdout } = await run('check', ...at)
    expect(stdout).toContain('nobody has approved it')
    expect(stdout).toMatch(/0 errors, 1 warning, \d+ notes\nthe policy can be used/)
    expect(code).toBe(0)
  })

  it('says which settings have expired, and what is taken instead', async () => {
    const { stdout } = await run('check', '--at', '2028-01-01T00:00:00Z')
    expect(stdout).toContain('us-collections.call_from: it expired on 2027-11-01: 10:00 is taken')
  })

  it.each<[string, Parameters<typeof change>[0], string]>([
    [
      'a retention below three years',
      ({ settings }) => Object.assign(settings.retention_years ?? {}, { value: 2 }),
      'at least 3 years',
    ],
    [
      'a value stricter than its strictest',
      ({ settings }) => Object.assign(settings.calls_in_7_days ?? {}, { value: 0 }),
      'stricter than its strictest',
    ],
    [
      'a policy of the future',
      (policy) => Object.assign(policy, { effective_on: '2027-01-01' }),
      'in force from',
    ],
  ])('refuses %s', async (_, edit, words) => {
    change(edit)
    const { code, stdout } = await run('check', own(), ...at)
    expect(stdout).toContain(words)
    expect(code).toBe(1)
  })

  it.each<[string, Parameters<typeof change>[0]]>([
    ['a setting nobody reads', ({ settings }) => Object.assign(settings, { call_fron: {} })],
    ['a setting that is missing', ({ settings }) => delete settings.call_from],
    ['a setting without a law', ({ settings }) => delete settings.call_from?.citation],
  ])('cannot use %s', async (_, edit) => {
    change(edit)
    const { code, stderr } = await run('check', own())
    expect(stderr).toContain('E_POLICY')
    expect(code).toBe(2)
  })

  const dial = {
    company: { name: 'Halvorsen Services', callback: '+18005550142' },
    account: { ...account, place: 'US-TX' },
    number: { number: '+12175550101', kind: 'cell', owner: 'consumer' },
    zones: [
      { zone: 'America/Chicago', from: 'address' },
      { zone: 'America/Chicago', from: 'area_code' },
    ],
    ...{
      placed: [],
      conversations: [],
      suppressed: [],
      licences: ['US-TX'],
      purpose: 'collection',
    },
    consents: [
      {
        number: '+12175550101',
        debt: 'a-1',
        at: '2026-08-01T00:00:00Z',
        how: 'form',
        words: 'call me',
      },
    ],
    reassignedCheck: { at: '2026-11-27T00:00:00Z', clear: true },
  }

  it('judges a dial by every rule', async () => {
    writeFileSync(join(cwd, 'dial.json'), JSON.stringify(dial))
    const allowed = await run('check', '--dial', 'dial.json', ...at)
    expect(allowed.stdout).toContain('the call may be placed')
    expect(allowed.code).toBe(0)
    const night = await run('check', '--dial', 'dial.json', '--at', '2026-11-28T04:00:00Z')
    expect(night.stdout).toMatch(/block {2}P01 {2}it is 22:00 in America\/Chicago/)
    expect(night.stdout).toMatch(/the call must not be placed: P01, P02\b/)
    expect(night.code).toBe(1)
  })

  it('cannot judge what is no dial', async () => {
    writeFileSync(join(cwd, 'dial.json'), JSON.stringify({ ...dial, zones: undefined }))
    const { code, stderr } = await run('check', '--dial', 'dial.json')
    expect(stderr).toContain('zones')
    expect(code).toBe(2)
  })
})

describe('a file that is no policy', () => {
  it.each<[string, string, Parameters<typeof change>[0], RegExp]>([
    [
      'misspelt',
      'a setting',
      ({ settings }) => Object.assign(settings, { call_form: settings.call_from }),
      /unknown key "call_form" in settings\n.*\n {2}fix: did you mean call_from\?/,
    ],
    [
      'missing',
      'a setting',
      ({ settings }) => delete settings.call_from,
      /settings\.call_from is missing\n.*\n {2}fix: add call_from/,
    ],
    [
      'of another kind',
      'a value',
      ({ settings }) => Object.assign(settings.call_from ?? {}, { value: 8 }),
      /settings\.call_from\.value is 8: expected string\n.*\n {2}fix: correct value/,
    ],
    [
      'no day',
      'an expiry',
      ({ settings }) => Object.assign(settings.call_from ?? {}, { expires_on: 'soon' }),
      /settings\.call_from\.expires_on is "soon"/,
    ],
  ])('is refused with the place and the fix: %s is %s', async (_, _what, edit, words) => {
    change(edit)
    const { code, stderr } = await run('check', own())
    expect(stderr).toMatch(words)
    expect(stderr).not.toMatch(/Invalid input|received| {4}at /)
    expect(code).toBe(2)
  })

  it('is refused as a directory and as broken JSON', async () => {
    expect((await run('check', 'policies')).stderr).toContain(
      'is a directory, and a policy is a file',
    )
    writeFileSync(own(), '{ broken')
    expect((await run('check', own())).stderr).toContain('the file is not JSON')
    expect((await run('show', 'nothing.json')).stderr).toContain(
      'there is no policy "nothing.json"',
    )
  })

  it('is told of when no places lie beside it', async () => {
    rmSync(join(cwd, 'jurisdictions'), { recursive: true })
    expect((await run('check', own(), ...at)).stdout).toContain('the law of no state is kept')
  })

  it('may be a place whose rule has expired, and then its strictest reading counts', async () => {
    const path = join(cwd, 'jurisdictions', 'us-ma.json')
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replace(/"expires_on": "[^"]+"/, '"expires_on": "2026-01-01"'))
    const { code, stdout } = await run('check', own(), ...at)
    expect(stdout).toMatch(/warning US-MA\.\w+: it expired on 2026-01-01: \S+ is taken until/)
    expect(code).toBe(0)
    const { stdout: diff } = await run('diff', 'us-collections', own())
    expect(diff).toMatch(/same value +US-MA\.\w+: .*expired 2026-01-01: \S+ counts\)/)
  })
})

describe('policy show and diff', () => {
  it.each([
    ['--place', 'texas', 'write it as US-MA'],
    ['--place', 'US-XX', 'write it as US-MA'],
    ['--place', 'us-ma', 'write it as US-MA'],
    ['--on', 'someday', 'write it as 2026-11-27'],
    ['--on', '2026-02-30', 'write it as 2026-11-27'],
  ])('refuses %s %s', async (flag, value, fix) => {
    const { code, stdout, stderr } = await run('show', flag, value)
    expect(stderr).toMatch(
      new RegExp(`^error E_USAGE {2}${flag} is "${value}".*\\n {2}fix: ${fix}`),
    )
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })

  it('says when a place has no rules of its own', async () => {
    expect((await run('show', '--place', 'US-TX')).stdout).toContain('no rules for US-TX alone')
    expect((await run('show', '--place', 'US-MA')).stdout).not.toContain('alone')
  })

  it('shows what counts in a place', async () => {
    const { stdout } = await run('show', '--place', 'US-MA', '--on', '2026-11-27')
    expect(stdout).toMatch(/calls_in_7_days +2 +940 CMR 7\.04/)
    expect((await run('show', '--on', '2026-11-27')).stdout).toMatch(/calls_in_7_days +7 /)
  })

  it('says which way a value went', async () => {
    change(({ settings }) => {
      Object.assign(settings.calls_in_7_days ?? {}, { value: 3 })
      Object.assign(settings.call_to ?? {}, { value: '20:55' })
    })
    const { stdout } = await run('diff', 'us-collections', own())
    expect(stdout).toMatch(/stricter +calls_in_7_days: 7 -> 3/)
    expect(stdout).toMatch(/looser +call_to: 20:45 -> 20:55/)
    expect((await run('diff', own(), own())).stdout).toContain('nothing changed')
  })

  it('gives a policy that changed in one byte of one place another digest', async () => {
    const digest = async () =>
      JSON.parse((await run('check', own(), '--json', ...at)).stdout).sha256
    const before = await digest()
    const place = join(cwd, 'jurisdictions', 'us-ma.json')
    writeFileSync(place, `${readFileSync(place, 'utf8')} `)
    expect(await digest()).not.toBe(before)
  })
})
