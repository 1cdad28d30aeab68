import { describe, expect, it } from 'vitest'
import { VirtualClock } from '../run/virtual-clock.js'
import { CircuitBreaker, withBreaker } from './breaker.js'
import { cachedVoice } from './cached-voice.js'
import type { ProviderSource } from './definition.js'
import { LineCache } from './line-cache.js'
import { type LanguageModelPart, ProviderFailure } from './provider.js'

const log = { warn: () => {} }

describe('a circuit breaker', () => {
  it('opens after failures in a row, rests, lets one try, and closes with its success', () => {
    let now = 0
    const breaker = new CircuitBreaker({ failures: 2, coolMs: 1000, now: () => now })
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    expect(breaker.wait()).toBe(0)
    breaker.failed()
    expect(breaker.wait()).toBe(1000)
    now = 1000
    expect(breaker.wait()).toBe(0)
    expect(breaker.wait()).toBe(1000)
    breaker.succeeded()
    expect(breaker.wait()).toBe(0)
  })
})

describe('a model behind a breaker', () => {
  type Answer = 'answers' | 'fails' | 'stalls'
  function source(answer: () => Answer, asked: () => void): ProviderSource<'llm'> {
    return {
      description: 'a model',
      forCall: ({ clock }) => ({
        async *generate(_, { signal }): AsyncGenerator<LanguageModelPart> {
          asked()
          const what = answer()
          if (what === 'fails') throw new ProviderFailure('UNAVAILABLE', 'down')
          if (what === 'stalls')
            return await new Promise<void>((resolve) => {
              clock.alarm(clock.now() + 60_000, resolve)
              signal.addEventListener('abort', () => resolve())
            })
          yield { type: 'text', text: 'Hello.' }
        },
      }),
    }
  }

  async function ask(answers: readonly Answer[], giveUpAfterMs = 2000) {
    const clock = new VirtualClock()
    let requests = 0
    const told: string[] = []
    const answer = () => answers[requests - 1] ?? 'answers'
    const guarded = withBreaker(
      'llm',
      source(answer, () => requests++),
      {
        failures: 2,
        coolMs: 10_000,
        now: () => clock.now(),
      },
    )
    const request = async () => {
      const controller = new AbortController()
      const disarm = clock.alarm(clock.now() + giveUpAfterMs, () => controller.abort())
      const llm = guarded.forCall({ clock, log })
      const parts = llm.generate([], { tools: [], signal: controller.signal })
      for await (const part of parts) told.push(part.type)
      disarm()
    }
    const run = async () => {
      for (const _ of answers) await request().catch((error: Error) => told.push(error.message))
    }
    let over = false
    void run().then(() => {
      over = true
    })
    await clock.run(() => over)
    return { requests, told }
  }

  it('is not asked after two failures, whichever call had them', async () => {
    const { requests, told } = await ask(['fails', 'fails', 'answers'])
    expect(requests).toBe(2)
    expect(told.at(-1)).toMatch(/a model keeps failing; asked again in 10 s/)
  })

  it('counts an answer that never began as a failure, if it was waited for', async () => {
    expect((await ask(['stalls', 'stalls', 'answers'])).requests).toBe(2)
    expect((await ask(['stalls', 'stalls', 'answers'], 300)).requests).toBe(3)
  })

  it('is asked on when it answers in between', async () => {
    expect((await ask(['fails', 'answers', 'fails', 'answers'])).requests).toBe(4)
  })
})

describe('a voice behind a breaker', () => {
  it('still says the lines that were said before while the service is left alone', async () => {
    const clock = new VirtualClock()
    const cache = new LineCache(1000)
    cache.keep('s\nHello.', { mulaw: new Uint8Array(8), words: [] })
    let asked = 0
    const source: ProviderSource<'tts'> = {
      description: 'a voice',
      forCall: () => ({
        open() {
          asked++
          throw new ProviderFailure('UNAVAILABLE', 'down')
        },
      }),
      before: (voice) => cachedVoice(voice, cache, 's'),
    }
    const options = { failures: 1, coolMs: 10_000, now: () => clock.now() }
    const voice = withBreaker('tts', source, options).forCall({ clock, log })
    const say = async (text: string) => {
      const reply = voice.open({ signal: new AbortController().signal })
      reply.write(1, text)
      reply.end()
      const parts: string[] = []
      for await (const part of reply) parts.push(part.type)
      return parts
    }
    await expect(say('How are you?')).rejects.toThrow('down')
    await expect(say('How are you?')).rejects.toThrow('keeps failing')
    expect(await say('Hello.')).toEqual(['audio', 'ended'])
    expect(asked).toBe(1)
  })
})
