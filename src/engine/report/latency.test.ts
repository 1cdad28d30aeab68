import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { latencyOf, type Milestones } from './latency.js'

const usual: Milestones = {
  speechEndedAt: 1000,
  committedAt: 1230,
  finalAt: 1400,
  endpointAt: 1700,
  firstTextAt: 2050,
  toolMs: 0,
  firstSentenceAt: 2130,
  firstAudioAt: 2310,
  firstSentAt: 2315,
}

const stagesOf = (changes: Partial<Milestones>) => {
  const { stages } = latencyOf({ ...usual, ...changes })
  return Object.fromEntries(Object.entries(stages).filter(([, ms]) => ms !== 0))
}

describe('the latency of an answer', () => {
  it('is told apart by its stages', () => {
    expect(latencyOf(usual).totalMs).toBe(1315)
    expect(stagesOf({})).toEqual({
      ...{ stopDetection: 230, transcript: 170, endpoint: 300, model: 350 },
      ...{ sentence: 80, voice: 180, queue: 5 },
    })
  })

  it('is always the sum of its stages, none of them negative', () => {
    const time = fc.integer({ min: 900, max: 3000 })
    const maybe = fc.option(time, { nil: undefined })
    const milestones = fc.record({
      ...{ committedAt: maybe, finalAt: maybe, endpointAt: time, firstTextAt: maybe },
      ...{ toolMs: fc.nat({ max: 500 }), firstSentenceAt: maybe, firstAudioAt: maybe },
      ...{ speechEndedAt: fc.constant(1000), firstSentAt: fc.integer({ min: 1000, max: 3000 }) },
    })
    fc.assert(
      fc.property(milestones, (given) => {
        const { totalMs, stages } = latencyOf(given)
        const parts = Object.values(stages)
        expect(parts.reduce((sum, ms) => sum + ms, 0)).toBe(totalMs)
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('charges words that came too late, or never, to the transcript', () => {
    const wanted = expect.objectContaining({ transcript: 470, model: 350 })
    expect(stagesOf({ finalAt: 1900 })).toEqual(wanted)
    expect(stagesOf({ finalAt: undefined })).toEqual(wanted)
  })

  it('charges the wait up to a filler line to the model that was slow', () => {
    const filler = {
      firstTextAt: 6000,
      firstSentenceAt: 3200,
      firstAudioAt: 3300,
      firstSentAt: 3300,
    }
    expect(stagesOf(filler)).toMatchObject({ endpoint: 300, model: 1500, voice: 100 })
  })

  it('has no wait for a model that was not asked', () => {
    expect(stagesOf({ firstTextAt: false, firstSentenceAt: 1700 })).toMatchObject({ voice: 610 })
    expect(stagesOf({ firstTextAt: false, firstSentenceAt: 1700 })).not.toHaveProperty('model')
  })

  it('tells the time of tools apart from that of the model', () => {
    expect(stagesOf({ toolMs: 120 })).toMatchObject({ model: 230, tools: 120 })
  })

  it('admits what it cannot explain', () => {
    expect(stagesOf({ committedAt: undefined })).toMatchObject({ unaccounted: 400, endpoint: 300 })
  })
})
