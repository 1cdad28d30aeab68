import { expect, it } from 'vitest'
import { RealClock } from '../../run/real-clock.js'
import type { SpeechPart } from '../provider.js'
import { rehearse } from './rehearse.js'
import { openReply } from './reply-stream.js'
import { speakOverSocket } from './speak-over-socket.js'
import { VoiceLink } from './voice-link.js'
import { openWireAudio } from './wire-audio.js'

it('says replies to their end, with the times of their words, on a wire that leads nowhere', async () => {
  const heard: SpeechPart[] = []
  await rehearse((connect, { clock }) => {
    const link = new VoiceLink({ clock, connect, voiceSettings: {}, inactivityMs: 60_000 })
    const openAudio = async () => openWireAudio('ulaw_8000', undefined)
    return {
      close: () => link.close(),
      open: ({ signal }) => {
        const route = { link, clock, stallMs: 200, openAudio }
        const reply = openReply(
          { routes: [(script, stop) => speakOverSocket(route, script, stop)], detour: () => {} },
          signal,
        )
        return {
          ...{ write: reply.write, end: reply.end },
          async *[Symbol.asyncIterator]() {
            for await (const part of reply) {
              heard.push(part)
              yield part
            }
          },
        }
      },
    }
  }, new RealClock())
  const ended = heard.filter(({ type }) => type === 'ended')
  const words = heard.flatMap((part) => (part.type === 'audio' ? (part.words ?? []) : []))
  expect(ended.length).toBeGreaterThan(1)
  expect(words.map(({ text }) => text)).toEqual(expect.arrayContaining(['Hello,', 'number', '1.']))
})
