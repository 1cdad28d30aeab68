import { describe, expect, it } from 'vitest'
import { effectiveLimit, type Occupancy, refusalOf } from './admission.js'
import { afterStream } from './after-stream.js'
import { watchLoopDelay } from './loop-delay.js'
import { probes } from './probe.js'
import { rateLimit } from './rate-limit.js'

describe('one more call', () => {
  const free: Occupancy = {
    ...{ isDraining: false, live: 3, pending: 1, maxCalls: 5, loopIsLate: false },
    providers: [{ name: 'tts eleven', maxCalls: 5 }],
  }

  it('may come in while there is room', () => {
    expect(refusalOf(free)).toBe(undefined)
  })

  it.each([
    ['the server is stopping', { isDraining: true }],
    ['5 calls are the limit', { live: 4 }],
    ['5 calls are the limit', { pending: 2 }],
    ['this machine is too busy', { loopIsLate: true }],
    ['tts eleven takes 4 calls at once', { providers: [{ name: 'tts eleven', maxCalls: 4 }] }],
  ])('is refused because %s', (why, change) => {
    expect(refusalOf({ ...free, ...change })).toBe(why)
  })
})

describe('the limit that counts', () => {
  it('is ours, or that of the narrowest service', () => {
    const eleven = { name: 'tts eleven', maxCalls: 5 }
    const flux = { name: 'stt flux', maxCalls: 40 }
    expect(effectiveLimit(100)).toEqual({ maxCalls: 100, by: undefined })
    expect(effectiveLimit(100, [flux, eleven])).toEqual({ maxCalls: 5, by: 'tts eleven' })
    expect(effectiveLimit(5, [flux, eleven])).toEqual({ maxCalls: 5, by: undefined })
  })
})

describe('the delay of the event loop', () => {
  it('counts as late only when it stays so for two windows', { timeout: 15_000 }, async () => {
    const loop = watchLoopDelay(20)
    const block = setInterval(() => {
      const end = performance.now() + 60
      while (performance.now() < end);
    }, 1)
    const seen: boolean[] = []
    for (let i = 0; i < 30 && !loop.isLate; i++) {
      await new Promise((resolve) => setTimeout(resolve, 200))
      seen.push(loop.isLate)
    }
    clearInterval(block)
    expect(loop.isLate).toBe(true)
    expect(loop.p95).toBeGreaterThan(20)
    expect(seen[0]).toBe(false)
    for (let i = 0; i < 30 && loop.isLate; i++) {
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    expect(loop.isLate).toBe(false)
    loop.close()
  })
})

describe('the limit of unsigned requests', () => {
  it('gives each address its burst, and then one a while', () => {
    let now = 0
    const limit = rateLimit({ burst: 2, perSecond: 1 }, () => now)
    const takes = (address: string) => limit.take(address)
    expect([takes('a'), takes('a'), takes('a'), takes('b')]).toEqual([true, true, false, true])
    now = 999
    expect(takes('a')).toBe(false)
    now = 1000
    expect([takes('a'), takes('a')]).toEqual([true, false])
    now = 1_000_000
    expect([takes('a'), takes('a'), takes('a')]).toEqual([true, true, false])
  })

  it('remembers only so many addresses', () => {
    const limit = rateLimit({ burst: 1, perSecond: 0 }, () => 0)
    expect(limit.take('first')).toBe(true)
    expect(limit.take('first')).toBe(false)
    for (let i = 0; i < 5000; i++) limit.take(`10.0.0.${i}`)
    expect(limit.take('first')).toBe(true)
  })
})

describe('what comes after a stream', () => {
  it('is kept for a minute and given once', () => {
    let now = 0
    const after = afterStream(() => now)
    after.set('one', { type: 'dial', to: '+1' })
    after.set('two', { type: 'say', line: 'Sorry.' })
    expect(after.take('one')).toEqual({ type: 'dial', to: '+1' })
    expect(after.take('one')).toBe(undefined)
    now = 60_000
    expect(after.take('two')).toBe(undefined)
  })
})

describe('a probe', () => {
  it('is answered once each way, for half a minute, at its own path', () => {
    let now = 0
    const all = probes(() => now)
    const [one, two] = [all.issue(), all.issue()]
    expect(one.path).not.toBe(two.path)
    expect(all.answer('/probe/guess', 'http')).toBe(undefined)
    expect(all.answer(one.path, 'http')).toBe(one.proof)
    expect(all.answer(one.path, 'http')).toBe(undefined)
    expect(all.answer(one.path, 'ws')).toBe(one.proof)
    now = 30_000
    expect(all.answer(two.path, 'ws')).toBe(undefined)
  })
})
