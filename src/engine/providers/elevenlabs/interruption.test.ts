/** A whole call with the ElevenLabs voice over real sockets, in real time. */
import { describe, expect, it } from 'vitest'
import { plainAgent } from '../../agent/plain.js'
import { defaultPolicy } from '../../call/policy.js'
import type { Entry } from '../../report/entry.js'
import { RealClock } from '../../run/real-clock.js'
import { runCall } from '../../run/run-call.js'
import { smallWorld } from '../../run/small-world.test-kit.js'
import { startElevenLabsServer } from './elevenlabs-server.test-kit.js'
import { loadSdk } from './http-request.js'
import { eventually, textOf, voiceOn } from './listening.test-kit.js'

/** Sentences that differ: one that is just being said is not asked for twice. */
const story = ['three', 'four', 'five', 'six']
  .map((sons) => `Once upon a time there was a miller who had ${sons} sons.`)
  .join(' ')
const agent = plainAgent({ greeting: 'Hi.', instructions: 'Tell stories.' })

describe('a call in which the caller interrupts', () => {
  it('closes the context of the reply, plays clean audio next, and leaves nothing open', async () => {
    await loadSdk()
    const server = await startElevenLabsServer({ speedUp: 2, firstByteMs: 50 })
    const { voice } = voiceOn(server)
    const clock = new RealClock()
    const world = smallWorld(clock, {
      caller: [
        { from: 800, to: 1500, text: 'Tell me a story, please.' },
        { from: 3600, to: 4600, text: 'Stop, what time is it?' },
      ],
      model: (request) => (request === 0 ? story : 'It is noon.'),
      hangsUpAt: 7000,
    })
    const entries: Entry[] = []
    const state = await runCall({
      ...{ clock, agent, policy: defaultPolicy, transport: world.transport },
      providers: { ...world.providers, tts: voice },
      log: { warn() {} },
      observers: [(entry) => entries.push(entry)],
    })
    await eventually(() => server.seen.openSockets === 0)
    await server.close()

    const audio = entries.flatMap(({ event }) => (event.type === 'tts.audio' ? [event] : []))
    const last = audio.at(-1)?.reply
    const lastAudio = audio.filter(({ reply }) => reply === last).map(({ mulaw }) => mulaw)
    expect(textOf(Buffer.concat(lastAudio))).toBe('It is noon. ')
    const [told, noon] = server.seen.contexts.slice(-2)
    expect(told).toMatchObject({ closed: true, socket: 1 })
    expect(noon).toMatchObject({ texts: ['It is noon. '], closed: true, socket: 1 })
    expect(told?.texts.length).toBeGreaterThan(1)
    expect(server.seen.violations).toEqual([])
    const heard = state.conversation.flatMap((message) =>
      message.role === 'assistant' && 'text' in message ? [message.text] : [],
    )
    expect(heard.at(-1)).toBe('It is noon.')
    expect(heard.at(-2)).toMatch(/^Once upon a time/)
    expect(heard.at(-2)?.length).toBeLessThan(story.length / 2)
  })
})
