import { beforeAll, describe, expect, it } from 'vitest'
import { agents, makeAgent } from '../agent/catalog.js'
import type { AgentDefinition } from '../agent/definition.js'
import { policyWith } from '../call/policy.js'
import { creator } from '../fixture/creator.js'
import type { LogHeader } from '../report/log-format.js'
import { recordLog } from '../report/recorder.js'
import { runCall } from '../run/run-call.js'
import { type Plot, smallWorld } from '../run/small-world.test-kit.js'
import { VirtualClock } from '../run/virtual-clock.js'
import { verifyLog } from './verify.js'

const options = {
  greeting: 'Hello, this is Alex. How can I help you today?',
  instructions: 'Be brief.',
  goodbyeWords: ['bye'],
}
const plot: Plot = {
  caller: [
    { from: 900, to: 2500, text: 'Wait, who is this?' },
    { from: 6000, to: 6800, text: 'Thank you, bye.' },
  ],
  model: () => 'My name is Alex. I work for nobody.',
}

/** Holds a call and gives back its log. */
async function record(catalog = agents, name = 'plain'): Promise<readonly string[]> {
  const policy = policyWith({ endpoint: { neutralMs: 650 } })
  const lines: string[] = []
  const { version } = creator()
  const header: LogHeader = {
    ...{ callId: 'c1', creator: `voice-agent ${version}`, policy },
    agent: { name, options },
  }
  const clock = new VirtualClock()
  const { transport, providers } = smallWorld(clock, plot)
  const { observe } = recordLog(header, (line) => lines.push(line))
  let over = false
  runCall({
    ...{ clock, transport, providers, policy, observers: [observe] },
    agent: makeAgent(catalog, name, options),
    log: { warn: () => {} },
  })
    .catch(() => {})
    .finally(() => {
      over = true
    })
  await clock.run(() => over)
  return lines
}

describe('checking a recorded call against the core', () => {
  let log: readonly string[]
  beforeAll(async () => {
    log = await record()
  })
  /** The log with the first line changed in which `find` occurs. */
  const edited = (find: string, replace: string) => {
    const index = log.findIndex((line) => line.includes(find))
    expect(index).toBeGreaterThanOrEqual(0)
    return log.with(index, log[index]!.replace(find, replace))
  }

  it('finds every command as it was recorded, from the log alone', () => {
    const result = verifyLog(log, agents)
    expect(result).toMatchObject({ same: true })
    expect(result.same && result.events).toBeGreaterThan(400)
    expect(result.same && result.commands).toBeGreaterThan(400)
  })

  it('names the first command that differs, with the event that should have led to it', () => {
    const lines = edited('"heard":"Hello,', '"heard":"Hullo,')
    const result = verifyLog(lines, agents)
    expect(result).toMatchObject({
      same: false,
      difference: {
        line: lines.findIndex((line) => line.includes('Hullo')) + 1,
        wanted: expect.stringContaining('Hullo'),
        got: expect.stringContaining('Hello'),
        event: expect.stringContaining('"type":"'),
      },
    })
  })

  it('sees a command that is missing, and one too many', () => {
    const missing = edited('{"type":"clear"},', '')
    expect(verifyLog(missing, agents)).toMatchObject({
      difference: { got: '{"type":"clear"}', wanted: expect.not.stringContaining('clear') },
    })
    const more = edited('{"type":"clear"},', '{"type":"clear"},{"type":"clear"},')
    expect(verifyLog(more, agents)).toMatchObject({
      difference: { wanted: '{"type":"clear"}', got: expect.not.stringContaining('clear') },
    })
    const last = log.at(-1)!.replace(/,\{"type":"hangUp".*?\}/, '')
    expect(last).not.toBe(log.at(-1))
    expect(verifyLog([...log.slice(0, -1), last], agents)).toMatchObject({
      difference: { wanted: undefined, got: expect.stringContaining('hangUp') },
    })
  })

  it('sees a field that is missing, and one too many', () => {
    const missing = edited(',"by":"silence"', '')
    expect(verifyLog(missing, agents)).toMatchObject({
      difference: { got: expect.stringContaining('"by":"silence"') },
    })
    const more = edited('"by":"silence"', '"by":"silence","why":"nothing"')
    expect(verifyLog(more, agents)).toMatchObject({
      difference: { wanted: expect.stringContaining('"why":"nothing"') },
    })
  })

  it('sees the loss of a single score', () => {
    const lines = edited(',0.9,-20', ',0.2,-20')
    expect(verifyLog(lines, agents)).toMatchObject({ same: false })
  })

  it('sees what another agent or another policy would have done', () => {
    const words = edited('Hello, this is Alex. How can I help you today?', 'Good morning.')
    expect(verifyLog(words, agents)).toMatchObject({
      same: false,
      difference: { got: expect.stringContaining('Good morning.') },
    })
    const patience = edited('"neutralMs":650', '"neutralMs":400')
    expect(verifyLog(patience, agents)).toMatchObject({ same: false })
  })

  it('sees a core that throws', () => {
    const throwing: AgentDefinition = {
      ...{ name: 'plain', options: {} },
      make: (given) => ({
        ...makeAgent(agents, 'plain', given),
        onCallerTurn: () => {
          throw new Error('a bug')
        },
      }),
    }
    const rules = { ...throwing, options: agents[0]?.options ?? {} }
    expect(verifyLog(log, [rules])).toMatchObject({
      same: false,
      difference: { got: 'throws: a bug', wanted: expect.any(String) },
    })
  })

  it('accepts a recorded bug only as long as it is still there', async () => {
    const rules = agents[0]?.options ?? {}
    const make: AgentDefinition['make'] = (given) => ({
      ...makeAgent(agents, 'plain', given),
      onCallerTurn: () => {
        throw new Error('a bug')
      },
    })
    const broken: AgentDefinition = { name: 'plain', options: rules, make }
    const lines = await record([broken])
    expect(lines.at(-1)).toContain('"fault":')
    expect(verifyLog(lines, [broken])).toMatchObject({ same: true })
    expect(verifyLog(lines, agents)).toMatchObject({
      same: false,
      difference: { wanted: expect.stringMatching(/^throws: .*a bug/) },
    })
  })

  it('refuses a log of an agent that nobody knows', () => {
    expect(() => verifyLog(log, [])).toThrow(expect.objectContaining({ code: 'E_AGENT_UNKNOWN' }))
  })
})
