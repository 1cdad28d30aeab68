/** However model, tools and voice behave, the caller hears something in time, counted from the end of their turn. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Agent } from '../agent/agent.js'
import { defaultPolicy } from './policy.js'
import { type ModelAnswer, readTool, Talk, testAgent } from './talk.test-kit.js'

/** The backup voice of the small world takes 50 ms, and everything waits for the next of its frames. */
const slackMs = 100
const latestMs = defaultPolicy.reply.fallbackMs + slackMs

const first = fc.integer({ min: 0, max: 6000 })
const answers: fc.Arbitrary<ModelAnswer> = fc.oneof(
  fc.record({ first, words: fc.constantFrom('Yes.', 'Yes, of', 'Yes. That is all right.') }),
  fc.record({ first, fails: fc.constantFrom('UNAVAILABLE' as const, 'TIMEOUT' as const) }),
  fc.record({ stalls: fc.constant(true) }),
  first.map((first) => ({ first, tools: [{ id: 't', name: 'look_up' }] })),
)
const voice = fc.option(fc.integer({ min: 0, max: 3000 }), { nil: undefined })

/** What came first from the end of the caller's turn on, ms after it. */
function firstSoundAfter(
  requests: readonly ModelAnswer[],
  tool: number,
  main: number | undefined,
): number {
  const talk = new Talk(
    testAgent({ tools: [readTool] }) as Agent,
    { opening: { by: 'caller' } },
    {
      model: (request) => numbered(requests[request - 1] ?? {}, request),
      voiceDelay: { main, backup: 50 },
    },
  )
  talk.start().says('I want to pay my bill.', 1000, 100)
  let called = 0
  while (talk.at < 20_000) {
    talk.wait(20)
    const calls = talk.commands('callTool')
    for (const { call } of calls.slice(called))
      talk.later(tool, { type: 'tool.returned', id: call.id, output: '{}' })
    called = calls.length
    const ended = talk.notes('turn.ended')[0]
    const sound = ended && talk.commands('play').find(({ at }) => at >= ended.at)
    if (ended && sound) return sound.at - ended.at
  }
  return Number.POSITIVE_INFINITY
}

function numbered(answer: ModelAnswer, request: number): ModelAnswer {
  return answer.tools ? { ...answer, tools: [{ id: `t${request}`, name: 'look_up' }] } : answer
}

test('the caller hears something by the time of the fallback line', () => {
  const some = fc.array(answers, { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(some, first, voice, (requests, tool, main) => {
      expect(firstSoundAfter(requests, tool, main)).toBeLessThanOrEqual(latestMs)
    }),
  )
})
