import { beforeAll, describe, expect, it } from 'vitest'
import type { Fixture } from '../fixture/fixture.js'
import { parseExpectations } from '../fixture/read-expect.js'
import {
  type TestCall,
  testAgent,
  testFixture,
  loudnessDetector as vad,
} from './fixture.test-kit.js'
import { type JudgeOptions, judge } from './judge.js'
import { simulate } from './simulate.js'
import type { Simulation } from './simulation.js'

const pay = 'I would like to pay my bill today please.'
const sure = 'Sure, I can help with that.'
const which = 'Which card would you like to use for it today?'

/** Greeting, a turn, an answer with a tool, an interruption of it, an answer to that, and the caller hangs up. */
const interrupted: TestCall = {
  caller: [
    { id: 'wish', says: pay, start: { after: 'agent', turn: 0, ms: 400 } },
    {
      id: 'stop',
      says: 'No wait stop.',
      start: { during: 'agent', turn: 1, ms: 2900 },
      interrupts: true,
    },
  ],
  llm: [
    {
      after: pay,
      text: sure,
      tools: [{ name: 'look_up', input: { account: '4419', deep: { x: 1, y: [2] } } }],
    },
    { after: pay, text: which },
    { after: 'No wait stop.', text: 'Of course. I am listening.' },
  ],
  tools: [{ name: 'look_up', input: { account: '4419', deep: { x: 1, y: [2] } }, output: 'ok' }],
  tts: [sure, which, 'Of course.', 'I am listening.'],
  hangsUp: { after: 'agent', turn: 2, ms: 500 },
}

interface Ran {
  readonly fixture: Fixture
  readonly simulation: Simulation
}

async function run(call: TestCall): Promise<Ran> {
  const fixture = testFixture(call)
  return { fixture, simulation: await simulate(fixture, { vad, agent: testAgent }) }
}

function judgeBy({ fixture, simulation }: Ran, yaml: string, options: Partial<JudgeOptions> = {}) {
  const text = `format: voice-agent.expect/1\n${yaml}`
  const { value, problems } = parseExpectations(text, fixture.manifest)
  if (value === undefined) throw problems[0]
  return judge(fixture, value, simulation, { strict: false, ...options })
}

let call: Ran

beforeAll(async () => {
  call = await run(interrupted)
  expect(call.simulation.offTape).toEqual([])
})

/** Name of the check -> result, without what holds in every call. */
function resultsOf(yaml: string): Record<string, string> {
  const { checks } = judgeBy(call, yaml)
  return Object.fromEntries(
    checks.filter(({ name }) => name !== 'invariants').map(({ name, result }) => [name, result]),
  )
}

describe('an expectation', () => {
  it.each([
    ['turns: [{ on: agent }]', 'turn 1 agent'],
    ['turns: [{ on: agent, says: { contains: [how can I help] } }]', 'turn 1 agent says contains'],
    ['turns: [{ on: agent, says: { absent: [goodbye] } }]', 'turn 1 agent says absent'],
    ['turns: [{ on: agent, cause: opening }]', 'turn 1 agent cause'],
    ['turns: [{ on: agent, within_ms: 1000 }]', 'turn 1 agent within 1000 ms'],
    ['turns: [{ on: agent, not_before_ms: 50 }]', 'turn 1 agent not before 50 ms'],
    [
      'turns: [{ on: agent, heard: { equals: "Hello how can I help you today" } }]',
      'turn 1 agent heard equals',
    ],
    ['turns: [{ on: agent, heard: { max_wer: 0 } }]', 'turn 1 agent heard max_wer'],
    [
      'turns: [{ on: agent, says: { contains: [which card] }, heard: { absent: [for it today] } }]',
      'turn 1 agent heard absent',
    ],
    ['turns: [{ on: agent, says: { contains: [sure] }, cut: true }]', 'turn 1 agent cut'],
    ['turns: [{ on: agent, resumed: false }]', 'turn 1 agent resumed'],
    ['turns: [{ on: caller, heard: { contains: [pay my bill] } }]', 'turn 1 caller heard contains'],
    ['turns: [{ on: caller, heard: { max_wer: 0 } }]', 'turn 1 caller heard max_wer'],
    ['turns: [{ on: caller, by: silence }]', 'turn 1 caller by'],
    ['turns: [{ on: caller, digits: "" }]', 'turn 1 caller digits'],
    ['turns: [{ on: caller, ends: { within_ms: 1500 } }]', 'turn 1 caller ends within 1500 ms'],
    [
      'turns: [{ on: caller, ends: { not_before_ms: 300 } }]',
      'turn 1 caller ends not before 300 ms',
    ],
    [
      'turns: [{ on: caller, then: [{ agent_first_audio: { within_ms: 2500 } }] }]',
      'turn 1 caller then agent_first_audio within 2500 ms',
    ],
    [
      'turns: [{ on: caller, then: [{ tool: { name: look_up, args: { deep: { y: [2] } } } }] }]',
      'turn 1 caller then tool look_up',
    ],
    [
      'turns: [{ on: caller, then: [{ tool: { name: look_up, within_ms: 2500 } }] }]',
      'turn 1 caller then tool look_up within 2500 ms',
    ],
    [
      'barge_in: [{ segment: stop, agent_pauses: { within_ms: 500 } }]',
      'barge_in stop agent_pauses within 500 ms',
    ],
    [
      'barge_in: [{ segment: stop, agent_stops: { within_ms: 500 } }]',
      'barge_in stop agent_stops within 500 ms',
    ],
    [
      'barge_in: [{ segment: stop, decided: { within_ms: 1500 } }]',
      'barge_in stop decided within 1500 ms',
    ],
    ['barge_in: [{ segment: stop, outcome: interrupted }]', 'barge_in stop outcome'],
    ['barge_in: [{ segment: stop, heard_text: { kept: true } }]', 'barge_in stop heard_text kept'],
    [
      'barge_in: [{ segment: stop, heard_text: { contains: [sure] } }]',
      'barge_in stop heard_text contains',
    ],
    ['ended: { by: caller }', 'ended by caller'],
    ['ended: { within_ms: 30000 }', 'ended within 30000 ms'],
    ['notes: { present: [{ kind: agent.interrupted }] }', 'note agent.interrupted'],
    ['notes: { absent: [{ kind: fallback }] }', 'no note fallback'],
    ['never: [fallback]', 'never fallback'],
    ['never: [hung-up]', 'never hung-up'],
    ['limits: { e2e_ms: { p95: 2500 } }', 'limit e2e_ms p95'],
    ['limits: { dead_air_ms: { max: 3000 } }', 'limit dead_air_ms max'],
    ['limits: { barge_in_ms: { max: 500 } }', 'limit barge_in_ms max'],
    ['conversation: { contains: [pay my bill] }', 'conversation contains'],
    ['conversation: { absent: [for it today] }', 'conversation absent'],
  ])('passes: %s', (yaml, name) => {
    expect(resultsOf(yaml)).toHaveProperty([name], 'passed')
    expect(judgeBy(call, yaml).result).toBe('passed')
  })

  it.each([
    ['turns: [{ on: agent }, { on: agent }, { on: agent }, { on: agent }]', 'turn 4 agent'],
    ['turns: [{ on: agent, says: { contains: [goodbye] } }]', 'turn 1 agent'],
    [
      'turns: [{ on: caller, heard: { contains: [wait stop] } }, { on: caller, heard: { contains: [pay] } }]',
      'turn 2 caller',
    ],
    ['turns: [{ on: agent, cause: idle }]', 'turn 1 agent cause'],
    ['turns: [{ on: agent, within_ms: 50 }]', 'turn 1 agent within 50 ms'],
    ['turns: [{ on: agent, not_before_ms: 5000 }]', 'turn 1 agent not before 5000 ms'],
    [
      'turns: [{ on: agent, says: { contains: [which] }, heard: { max_wer: 0.1 } }]',
      'turn 1 agent heard max_wer',
    ],
    ['turns: [{ on: agent, cut: true }]', 'turn 1 agent cut'],
    ['turns: [{ on: agent, resumed: true }]', 'turn 1 agent resumed'],
    ['turns: [{ on: caller, by: keypad }]', 'turn 1 caller by'],
    ['turns: [{ on: caller, digits: "12" }]', 'turn 1 caller digits'],
    ['turns: [{ on: caller, ends: { within_ms: 100 } }]', 'turn 1 caller ends within 100 ms'],
    [
      'turns: [{ on: caller, then: [{ agent_first_audio: { within_ms: 300 } }] }]',
      'turn 1 caller then agent_first_audio within 300 ms',
    ],
    [
      'turns: [{ on: caller, then: [{ tool: { name: look_up, args: { deep: { y: [3] } } } }] }]',
      'turn 1 caller then tool look_up',
    ],
    [
      'turns: [{ on: caller, then: [{ tool: { name: look_up, args: { deep: { y: [] } } } }] }]',
      'turn 1 caller then tool look_up',
    ],
    ['turns: [{ on: caller, then: [{ tool: { name: pay } }] }]', 'turn 1 caller then tool pay'],
    [
      'turns: [{ on: caller, heard: { contains: [stop] }, then: [{ tool: { name: look_up } }] }]',
      'turn 1 caller then tool look_up',
    ],
    [
      'barge_in: [{ segment: stop, agent_pauses: { within_ms: 20 } }]',
      'barge_in stop agent_pauses within 20 ms',
    ],
    [
      'barge_in: [{ segment: stop, agent_stops: { within_ms: 20 } }]',
      'barge_in stop agent_stops within 20 ms',
    ],
    [
      'barge_in: [{ segment: wish, agent_stops: { within_ms: 5000 } }]',
      'barge_in wish agent_stops within 5000 ms',
    ],
    ['barge_in: [{ segment: stop, outcome: kept }]', 'barge_in stop outcome'],
    ['barge_in: [{ segment: stop, decided: { by: keypad } }]', 'barge_in stop decided by'],
    ['barge_in: [{ segment: stop, paused_ms: { max: 2000 } }]', 'barge_in stop paused_ms'],
    [
      'barge_in: [{ segment: stop, heard_text: { contains: [for it today] } }]',
      'barge_in stop heard_text contains',
    ],
    ['fallback: [{ part: tts, did: backup-voice }]', 'fallback 1 tts backup-voice'],
    ['ended: { by: agent }', 'ended by agent'],
    ['ended: { by: caller, within_ms: 1000 }', 'ended within 1000 ms'],
    ['ended: { by: caller, why: bored }', 'ended why'],
    [
      'notes: { present: [{ kind: agent.interrupted }, { kind: agent.interrupted }] }',
      'note agent.interrupted',
    ],
    ['notes: { present: [{ kind: agent.interrupted, by: keypad }] }', 'note agent.interrupted'],
    ['notes: { absent: [{ kind: turn.ended, text: "no wait, stop" }] }', 'no note turn.ended'],
    ['never: [interrupted]', 'never interrupted'],
    ['never: [caller-turn]', 'never caller-turn'],
    ['limits: { e2e_ms: { p50: 100 } }', 'limit e2e_ms p50'],
    ['limits: { dead_air_ms: { max: 100 } }', 'limit dead_air_ms max'],
    ['limits: { barge_in_ms: { p95: 20 } }', 'limit barge_in_ms p95'],
    ['conversation: { contains: [for it today] }', 'conversation contains'],
    ['conversation: { absent: [pay my bill] }', 'conversation absent'],
    ['conversation: { equals: [{ role: user }] }', 'conversation equals'],
  ])('fails: %s', (yaml, name) => {
    const { checks, result } = judgeBy(call, yaml)
    const check = checks.findLast((check) => check.name === name)
    expect(check).toMatchObject({ result: 'failed', where: 'expect.yaml:2' })
    expect(check?.wanted).not.toBe('')
    expect(check?.got).not.toBe('')
    expect(result).toBe('failed')
  })
})

it('shows the turn that comes nearest to the one that is missing', () => {
  const yaml = 'turns: [{ on: agent, says: { contains: ["which card do you have"] } }]'
  const failed = judgeBy(call, yaml).checks.find(({ result }) => result === 'failed')
  expect(failed?.got).toContain('Which card would you like to use')
})

describe('the conversation', () => {
  const whole = `conversation:
  equals:
    - { role: assistant, text: "Hello, how can I help you today?" }
    - { role: user, text: "${pay}" }
    - { role: assistant, text: "${sure}", tools: [look_up] }
    - { role: tool, text: ok }
    - { role: assistant, cut_off: true }
    - { role: user, text: no wait stop }
    - { role: assistant, text: of course i am listening, cut_off: false }`

  it('is compared message by message, as it sounds', () => {
    const { checks } = judgeBy(call, whole)
    expect(checks.find(({ name }) => name === 'conversation equals')).toMatchObject({
      result: 'passed',
    })
  })

  it.each([
    ['text: of course', 'text: not', 'message 7', 'expect.yaml:10'],
    ['text: ok', 'text: no', 'message 4', 'expect.yaml:7'],
    ['cut_off: true', 'cut_off: false', 'message 5', 'expect.yaml:8'],
    ['tools: [look_up]', 'tools: []', 'message 3', 'expect.yaml:6'],
  ])('names the message that differs when not %s but %s is wanted', (is, wish, message, where) => {
    const changed = whole.replace(is, wish)
    const failed = judgeBy(call, changed).checks.filter(({ result }) => result === 'failed')
    expect(failed).toMatchObject([{ name: 'conversation equals', where }])
    expect(failed[0]?.wanted).toContain(message)
  })
})

describe('a verdict', () => {
  it('names what the words rest on for every turn', () => {
    const { turns } = judgeBy(call, 'never: [fallback]')
    expect(turns.map(({ turn, basis }) => [turn.kind, basis])).toEqual([
      ['agent', 'recorded'],
      ['caller', 'recorded'],
      ['agent', 'recorded'],
      ['caller', 'recorded'],
      ['agent', 'recorded'],
    ])
  })

  it('is a failure when the call was cut off and nobody wanted that', async () => {
    const endless = await run({ maxMs: 6000 })
    const yaml = 'turns: [{ on: agent }]'
    expect(judgeBy(endless, yaml)).toMatchObject({ result: 'failed' })
    expect(judgeBy(endless, `${yaml}\nended: { within_ms: 9000 }`).result).toBe('failed')
    expect(judgeBy(endless, `${yaml}\nended: { by: none }`).result).toBe('passed')
  })

  it('is not judged when a request was not on the tape, with the nearest row', async () => {
    const { llm: _, ...rest } = interrupted
    const asked = await run({ ...rest, llm: [{ after: 'I would like to pay', text: sure }] })
    const { result, obstacle } = judgeBy(asked, 'turns: [{ on: agent }]')
    expect(result).toBe('not judged')
    expect(obstacle).toMatchObject({ code: 'E_NOT_ON_TAPE', exitCode: 3 })
    expect(obstacle?.fix).toContain('i would like to pay')
  })

  it('is not judged when nothing in it could be', () => {
    const { result, obstacle } = judgeBy(call, 'limits: { pause_ms: { max: 1000 } }')
    expect(result).toBe('not judged')
    expect(obstacle).toMatchObject({ code: 'E_NOTHING_JUDGED', exitCode: 3 })
  })

  it('leaves rules open that the agent does not know', () => {
    const { checks, result } = judgeBy(call, 'rules: [mini-miranda]\nnever: [fallback]')
    expect(checks.find(({ name }) => name === 'rule mini-miranda')?.result).toBe('not judged')
    expect(result).toBe('passed')
  })

  it('is a failure for a broken invariant, a fault, or a further check that failed', () => {
    const yaml = 'never: [fallback]'
    const violations = [{ id: 'wedged', at: 5, text: 'it waits' }] as const
    expect(judgeBy(call, yaml, { violations }).result).toBe('failed')
    const faulty = { ...call, simulation: { ...call.simulation, fault: 'boom' } }
    expect(judgeBy(faulty, yaml).result).toBe('failed')
    const golden = { name: 'golden', result: 'failed', wanted: '', got: '', where: '' } as const
    expect(judgeBy(call, yaml, { further: [golden] }).result).toBe('failed')
  })
})

describe('a turn whose voice is made up offline', () => {
  let made: Ran
  beforeAll(async () => {
    const { tts: _, ...rest } = interrupted
    const fixture = testFixture({ ...rest, tts: [sure] })
    const offlineVoice = async (text: string) => ({
      mulaw: new Uint8Array(text.length * 500).fill(0x20),
      words: [],
    })
    const simulation = await simulate(fixture, { vad, agent: testAgent, offlineVoice })
    made = { fixture, simulation }
  })

  it('has its words judged and its times not', () => {
    const yaml = 'turns: [{ on: agent, says: { contains: [which card] }, within_ms: 1 }]'
    const { checks, result } = judgeBy(made, yaml)
    expect(checks.map(({ name, result }) => [name, result])).toEqual([
      ['invariants', 'passed'],
      ['turn 1 agent says contains', 'passed'],
      ['turn 1 agent within 1 ms', 'not judged'],
    ])
    expect(result).toBe('passed')
  })

  it('is not accepted by --strict, and still cannot hide a failure', () => {
    const strict = { strict: true }
    expect(judgeBy(made, 'never: [fallback]', strict)).toMatchObject({
      result: 'not judged',
      obstacle: { code: 'E_NOT_RECORDED', exitCode: 3 },
    })
    expect(judgeBy(made, 'never: [caller-turn]', strict).result).toBe('failed')
    expect(judgeBy(call, 'never: [fallback]', strict).result).toBe('passed')
  })
})

describe('a sound that does not interrupt', () => {
  it('is told apart by what the agent did: it paused and went on', async () => {
    const coughed = await run({
      ...interrupted,
      caller: [
        { id: 'wish', says: pay, start: { after: 'agent', turn: 0, ms: 400 } },
        { id: 'cough', says: '', ms: 400, start: { during: 'agent', turn: 1, ms: 2900 } },
      ],
      hangsUp: { after: 'agent', turn: 1, ms: 500 },
    })
    const passes = `barge_in:
  - segment: cough
    agent_pauses: { within_ms: 500 }
    outcome: resumed
    paused_ms: { max: 1400 }
  - { segment: cough, outcome: kept }
limits: { pause_ms: { max: 1400 } }
turns: [{ on: agent, says: { contains: [which] }, cut: false, resumed: true }]`
    expect(judgeBy(coughed, passes).checks.filter(({ result }) => result !== 'passed')).toEqual([])
    const fails = `barge_in:
  - { segment: cough, outcome: ignored }
  - { segment: cough, agent_stops: { within_ms: 9000 } }
  - { segment: cough, paused_ms: { max: 100 } }
never: [paused]
limits: { pause_ms: { max: 100 } }`
    const results = judgeBy(coughed, fails).checks.filter(({ name }) => name !== 'invariants')
    expect(results.map(({ result }) => result)).toEqual(Array(5).fill('failed'))
  })
})
