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
    expect(stdout).toMatch(/0 errors, \d+ warnings, \d+ notes/)
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
    expect(night.code).toBe(1)
  })

  it('cannot judge what is no dial', async () => {
    writeFileSync(join(cwd, 'dial.json'), JSON.stringify({ ...dial, zones: undefined }))
    const { code, stderr } = await run('check', '--dial', 'dial.json')
    expect(stderr).toContain('zones')
    expect(code).toBe(2)
  })
})

describe('policy show and diff', () => {
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

describe('policy show', () => {
  it.each([
    ['--on', 'tomorrow', 'which is no day'],
    ['--on', '2026-02-30', 'which is no day'],
    ['--on', '2026-11-27T18:00:00Z', 'which is no day'],
    ['--place', 'Ohio', 'which is no place'],
    ['--place', 'us-ma', 'which is no place'],
  ])('refuses %s %s', async (flag, value, why) => {
    const { code, stdout, stderr } = await run('show', flag, value)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`error E_USAGE  ${flag} is "${value}", ${why}`)
  })

  it('shows a day and a place of its own', async () => {
    const { code, stdout } = await run('show', '--on', '2026-11-27', '--place', 'US-OH')
    expect(code).toBe(0)
    expect(stdout).toContain('on 2026-11-27 in US-OH')
  })
})
