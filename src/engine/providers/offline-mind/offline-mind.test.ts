import { describe, expect, it } from 'vitest'
import type { Message } from '../../call/conversation.js'
import { VirtualClock } from '../../run/virtual-clock.js'
import type { LanguageModelPart } from '../provider.js'
import { offlineMind, offlineModel } from './offline-mind.js'

const hello: readonly Message[] = [{ role: 'user', text: 'hello' }]

/** What came, and when. */
async function ask(pace: { firstWordMs?: number; wordsPerSecond?: number }, abortAt?: number) {
  const clock = new VirtualClock()
  const scope = new AbortController()
  const got: (readonly [number, LanguageModelPart])[] = []
  const model = offlineModel({ clock, ...pace })
  let over = false
  const read = async () => {
    for await (const part of model.generate(hello, { tools: [], signal: scope.signal }))
      got.push([clock.now(), part])
    over = true
  }
  const reading = read()
  if (abortAt !== undefined) clock.alarm(abortAt, () => scope.abort())
  await clock.run(() => over)
  await reading
  return got
}

const words = (got: Awaited<ReturnType<typeof ask>>) =>
  got.flatMap(([at, part]) => (part.type === 'text' ? [[at, part.text]] : []))

describe('the offline model', () => {
  it('answers at once', async () => {
    const got = await ask({})
    expect(words(got)).toEqual([
      ...['Hello. ', 'How ', 'can ', 'I ', 'help ', 'you?'].map((text) => [0, text]),
    ])
    expect(got.at(-1)?.[1]).toEqual({
      ...{ type: 'ended', usage: { inputTokens: 1, outputTokens: 6 } },
    })
  })

  it('answers at the pace of a service, if asked to', async () => {
    const got = await ask({ firstWordMs: 350, wordsPerSecond: 40 })
    expect(words(got).map(([at]) => at)).toEqual([350, 375, 400, 425, 450, 475])
    expect(got.at(-1)?.[0]).toBe(500)
  })

  it('stops when it is cancelled, and leaves no alarm behind', async () => {
    expect(words(await ask({ firstWordMs: 350, wordsPerSecond: 40 }, 380))).toHaveLength(2)
    const clock = new VirtualClock()
    const scope = new AbortController()
    offlineModel({ clock, firstWordMs: 350 }).generate(hello, { tools: [], signal: scope.signal })
    scope.abort()
    await expect(clock.run(() => false)).rejects.toMatchObject({ at: 0 })
  })

  it('calls tools as a model does', async () => {
    const tool = { name: 'say_hello', description: 'Greets', schema: {}, effect: 'read' } as const
    const parts: LanguageModelPart[] = []
    const asked: readonly Message[] = [{ role: 'user', text: 'hello' }]
    const model = offlineModel({ clock: new VirtualClock() })
    const { signal } = new AbortController()
    for await (const part of model.generate(asked, { tools: [tool], signal })) parts.push(part)
    expect(parts).toEqual([
      { type: 'toolCall', call: { id: 'offline-1', name: 'say_hello', input: '{}' } },
      { type: 'ended', usage: { inputTokens: 1, outputTokens: 0 } },
    ])
  })

  it('has a pace that can be set', () => {
    const { firstWordMs, wordsPerSecond } = offlineMind.settings
    expect(firstWordMs.form.parse(undefined)).toBe(0)
    expect(wordsPerSecond.form.parse('40')).toBe(40)
    expect(firstWordMs.form.safeParse('soon').success).toBe(false)
  })
})
