/**
 * Rules that have expired, and rules that throw in mid-call: what is said is never more than with the strictest of them, and the caller is
 * never left in silence. Whole calls, up to the caller's ear.
 */
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Agent } from '../../agent/agent.js'
import { defaultPolicy } from '../../call/policy.js'
import { detectors } from '../../compliance/detectors.js'
import type { Policy, SettingName } from '../../compliance/policy.js'
import { wordsOf } from '../../fixture/normalise-text.js'
import { CallFault } from '../../run/call-fault.js'
import { collectionsAgent } from './agent.js'
import type { CollectionsState } from './state.js'
import { options, policy } from './talk.test-kit.js'
import { identify, talk, type WireCall, type WireOptions, wireCall } from './wire.test-kit.js'

afterEach(() => vi.restoreAllMocks())

const { goodbye } = defaultPolicy.lines
const says = (...texts: readonly string[]) => texts.map((text) => ({ says: text }))

/** A bit of everything: the model speaks and is blocked, a card number, a promise and its end. */
const whole: WireOptions = {
  moves: [
    ...identify,
    ...says('tell me more', 'my card is 4111 1111 1111 1111', 'I can pay fifty dollars on friday'),
    ...says('yes', 'goodbye'),
  ],
  model: ({ again }) => talk(again ? 'I see.' : 'I see. We will sue you.'),
}

const debt = /\b(?:debt|owe|balance|bluestone|payment)\b|\$/i

/** The last words were a farewell, heard to their end, and nothing of the debt came before a notice that marks have proven. */
function expectFailsClosed(call: WireCall, at: string): void {
  const last = call.heard.at(-1)
  expect(last?.text, at).toMatch(/goodbye|hold the line/i)
  expect(wordsOf(last?.words ?? ''), at).toEqual(wordsOf(last?.text ?? ''))
  expect(call.carrier.closedAt, at).toBeDefined()
  expect(
    call.entries.at(-1)?.commands.map(({ type }) => type),
    at,
  ).toContain('hangUp')
  const told = call.texts.findIndex((text) => debt.test(text))
  const notice = call.texts.findIndex((text) => /This is an attempt to collect a debt/.test(text))
  if (told >= 0) expect(told, at).toBe(notice)
  expect(call.texts.join(' '), at).not.toMatch(/sue you/)
}

type Rule = keyof typeof detectors

/** The rule throws for this text, and works for every other. */
function breakRule(name: Rule, breaks: (text: string) => boolean): void {
  const real = detectors[name] as (text: string, ...more: unknown[]) => unknown
  const broken = (text: string, ...more: unknown[]) => {
    if (breaks(text)) throw new Error('a bug')
    return real(text, ...more)
  }
  vi.spyOn(detectors, name).mockImplementation(broken as never)
}

describe('a rule that throws', () => {
  // The last is for calls in which nothing is agreed.
  const turns = whole.moves.flatMap((move) => ('says' in move ? [move.says] : [])).slice(0, -1)
  const hearing: readonly Rule[] = ['callerIntents', 'redact', 'literals']

  it.each(hearing)(
    'in %s ends the call with a farewell, in whichever turn it does',
    async (name) => {
      for (const turn of turns) {
        breakRule(name, (text) => text.includes(turn))
        const call = await wireCall(whole)
        vi.restoreAllMocks()
        expectFailsClosed(call, turn)
        // A turn that was not judged is the last that is answered.
        if (name === 'callerIntents') expect(call.moved, turn).toBe(moveOf(turn))
      }
    },
    60_000,
  )

  it.each(['violations', 'claims', 'literals'] as const)(
    'in %s over what the model wrote lets nothing of it out, and the call goes on',
    async (name) => {
      breakRule(name, (text) => /^I see/.test(text))
      const call = await wireCall(whole)
      expectFailsClosed(call, name)
      expect(call.texts.filter((text) => text.startsWith('I see'))).toEqual([])
      expect(call.records.map(({ outcome }) => outcome)).toContain('promise')
    },
  )

  it('lets no farewell be said twice, and none be silent, whichever hook of the agent fails and when', async () => {
    const hooks = [
      'onCallStarted',
      'onCallerTurn',
      'onToolReturned',
      'onHeard',
      'onBlocked',
    ] as const
    for (const hook of hooks) {
      const reference = await wireCall(whole)
      for (let nth = 1; nth <= 6; nth++) {
        let times = 0
        const agent = failingAt(hook, () => ++times === nth)
        const call = await wireCall({ ...whole, agent })
        const at = `${hook}, time ${nth}`
        if (times < nth) {
          expect(call.texts, at).toEqual(reference.texts)
          continue
        }
        expect(call.fault, at).toBeInstanceOf(CallFault)
        expectFailsClosed(call, at)
        const failed = call.entries.findIndex(({ event }) => event.type === 'agent.failed')
        const after = call.entries.slice(failed).flatMap(({ commands }) => commands)
        expect(
          after.flatMap((c) => (c.type === 'synthesize' ? [c.text] : [])),
          at,
        ).toEqual([goodbye])
        const done = after.filter(({ type }) => /callTool|transfer|generate|audit/.test(type))
        expect(done, at).toEqual([])
        expect(call.entries.at(-1)?.fault, at).toContain('a bug')
      }
    }
  }, 60_000)
})

const moveOf = (turn: string): number =>
  whole.moves.findIndex((move) => 'says' in move && move.says === turn) + 1

type Hook = 'onCallStarted' | 'onCallerTurn' | 'onToolReturned' | 'onHeard' | 'onBlocked'

function failingAt(hook: Hook, fails: () => boolean): Agent<CollectionsState> {
  const agent = collectionsAgent(options, policy)
  const real = agent[hook] as (...given: unknown[]) => unknown
  return {
    ...agent,
    [hook]: (...given: unknown[]) => {
      if (fails()) throw new Error('a bug')
      return real(...given)
    },
  }
}

const outbound = { direction: 'outbound', name: 'Dana Whitlock', zone: 'America/Chicago' }

/** The packaged policy with these settings out of date, and looser than they are where it says so. */
function expired(names: readonly SettingName[], looser: Partial<Policy['settings']> = {}): Policy {
  const changed = names.map((name) => {
    const setting = { ...policy.settings[name], ...looser[name] }
    return [name, { ...setting, expires_on: '2026-11-26' }] as const
  })
  return { ...policy, settings: { ...policy.settings, ...Object.fromEntries(changed) } }
}

describe('a policy that has expired', () => {
  const names = Object.keys(policy.settings) as readonly SettingName[]

  it.each(names)('in %s alone says no word too early, and takes its leave', async (name) => {
    for (const parameters of [{}, outbound])
      expectFailsClosed(await wireCall({ ...whole, policy: expired([name]), parameters }), name)
  })

  it('in all of it agrees to nothing that the strictest reading forbids', async () => {
    const call = await wireCall({ ...whole, policy: expired(names) })
    expectFailsClosed(call, 'all')
    expect(call.texts.at(-1)).toBe('Nothing was agreed today. Thank you for your time. Goodbye.')
    expect(call.toolsRun).toEqual(['find_account'])
  })

  it('in all of it calls nobody: whoever is called hears that it is the wrong hour', async () => {
    const call = await wireCall({ ...whole, policy: expired(names), parameters: outbound })
    expect(call.texts).toEqual(['I am sorry for the hour. I will end the call now. Goodbye.'])
    expectFailsClosed(call, 'all')
  })

  it('takes the strictest reading and not the value: one answer more is asked for', async () => {
    const { verification_factors: factors } = policy.settings
    const two = { verification_factors: { ...factors, value: 2, strictest: 3 } }
    const call = await wireCall({ ...whole, policy: expired(['verification_factors'], two) })
    expect(call.texts.join(' ')).toContain('the last four digits of the number at the top')
    expect(call.state.verified).toBe(false)
    expect(call.texts.join(' ')).not.toMatch(debt)
  })
})
