/**
 * The first reply of a process takes some ms more than the others, for code that runs for the first time. This is one that nobody hears, on
 * a wire that leads nowhere: no socket is opened and nothing is sent.
 */
import { EventEmitter } from 'node:events'
import type { Clock } from '../../run/clock.js'
import type { CallDeps } from '../definition.js'
import type { TextToSpeech } from '../provider.js'
import type { ConnectVoice } from './voice-link.js'
import type { VoiceWire } from './voice-socket.js'

/** Often enough that what is slow at first was slow here; a few ms in all. */
const replies = 5

/** @param voiceOn a voice whose connections are made by `connect` */
export async function rehearse(
  voiceOn: (connect: ConnectVoice, deps: CallDeps) => TextToSpeech,
  clock: Clock,
): Promise<void> {
  const connect: ConnectVoice = async (_, opened) => opened(new EchoWire())
  const voice = voiceOn(connect, { clock, log: { warn() {} } })
  try {
    voice.warm?.()
    for (let i = 0; i < replies; i++) {
      const reply = voice.open({ signal: new AbortController().signal })
      reply.write(i, `Hello, number ${i}.`)
      reply.end()
      for await (const _ of reply);
    }
  } finally {
    voice.close?.()
  }
}

/** A peer in memory: answers each text with a moment of audio and its times, and each end of a context with its end. */
class EchoWire extends EventEmitter implements VoiceWire {
  readonly OPEN = 1
  readyState = 1

  send(message: string): void {
    const { text, flush, context_id, close_context } = JSON.parse(message)
    if (flush) this.#say(context_id, String(text))
    if (close_context) this.#answer({ contextId: context_id, isFinal: true, audio: null })
  }

  #say(contextId: string, text: string): void {
    const chars = [...text]
    const audio = Buffer.alloc(chars.length * msPerChar * 8, 0xff).toString('base64')
    const charStartTimesMs = chars.map((_, i) => i * msPerChar)
    const charDurationsMs = chars.map(() => msPerChar)
    const alignment = { chars, charStartTimesMs, charDurationsMs }
    this.#answer({ contextId, audio, alignment, normalizedAlignment: alignment, isFinal: false })
  }

  #answer(message: object): void {
    setImmediate(() => this.emit('message', Buffer.from(JSON.stringify(message)), false))
  }

  close(): void {
    this.readyState = 3
    this.emit('close', 1000, '')
  }

  terminate(): void {
    this.close()
  }
}

const msPerChar = 20
