/**
 * Words typed in a call by microphone. They are spoken by the offline voice in the place of what the microphone hears, so that for the engine
 * and for a recording they are speech like any other; which words they are is known, so no service is asked.
 */

import { type Millis, MULAW_BYTES_PER_MS, sliceMulaw } from '../../../engine/audio/frame.js'
import { MULAW_SILENCE } from '../../../engine/audio/mulaw.js'
import type { TransportEvent } from '../../../engine/call/event.js'
import type { CallPolicy } from '../../../engine/call/policy.js'
import { messageOf } from '../../../engine/errors.js'
import type { CallTransport, SpeechToText } from '../../../engine/providers/provider.js'
import type { Flite, Spoken } from '../../../engine/voice/flite.js'
import { typedWords } from './typed-words.js'
import { wordsFrom } from './words-from.js'

export interface TypedVoice {
  /** The leg to give to the call. */
  readonly transport: CallTransport
  /** Speech-to-text for the call: typed words are known, and `stt` is asked for all others. */
  readonly knowing: (stt: SpeechToText) => SpeechToText
  /** The caller says this, after what they are still saying. */
  say(text: string): void
  close(): Promise<void>
}

export interface TypedVoiceOptions {
  /** The leg with the microphone. */
  readonly transport: CallTransport
  /** Of the call. */
  readonly policy: CallPolicy
  /** Called when something is typed for the first time. */
  readonly load: () => Flite | Promise<Flite>
  readonly warn: (message: string) => void
}

/** A woman speaks for the agent. */
const voice = 'rms'
/** Enough sound to be heard as speech and to break in; all the words come with it, and nobody waits longer than they must. */
const longestMs: Millis = 1200
/** More silence than the detector needs, so that no sound of the microphone is of the same piece of speech. */
const spareMs: Millis = 100

/** From `from` to `to` in the caller's audio what was typed sounds. */
interface Sounding {
  readonly mulaw: Uint8Array
  readonly from: Millis
  to: Millis
  sent: number
}

export function typedVoice(options: TypedVoiceOptions): TypedVoice {
  const speaker = new Speaker(options)
  const { transport } = options
  return {
    transport: {
      open: (receive) => transport.open((event) => receive(speaker.over(event))),
      play: (mulaw, mark) => transport.play(mulaw, mark),
      clear: () => transport.clear(),
      transfer: (to) => transport.transfer(to),
      hangUp: (why) => transport.hangUp(why),
    },
    knowing: (stt) => wordsFrom(speaker.words.stt, (at) => speaker.isTyped(at), stt),
    say: (text) => speaker.say(text),
    close: () => speaker.close(),
  }
}

class Speaker {
  readonly words = typedWords()
  readonly #options: TypedVoiceOptions
  readonly #waiting: { readonly text: string; readonly mulaw: Uint8Array }[] = []
  readonly #soundings: Sounding[] = []
  #current: Sounding | undefined
  #flite: Promise<Flite> | undefined
  #speaking: Promise<void> = Promise.resolve()

  constructor(options: TypedVoiceOptions) {
    this.#options = options
  }

  say(text: string): void {
    this.#speaking = this.#speaking.then(() => this.#speak(text))
  }

  /** The event as the call is to see it. */
  over(event: TransportEvent): TransportEvent {
    if (event.type !== 'transport.audio') return event
    const { mulaw, mediaAt } = event.frame
    const sounding = this.#current ?? this.#begin(mediaAt)
    if (sounding === undefined) return event
    const spoken = new Uint8Array(mulaw.length).fill(MULAW_SILENCE)
    spoken.set(sounding.mulaw.subarray(sounding.sent, sounding.sent + mulaw.length))
    sounding.sent += mulaw.length
    if (sounding.sent >= sounding.mulaw.length) {
      sounding.to = mediaAt + mulaw.length / MULAW_BYTES_PER_MS
      this.#current = undefined
    }
    return { ...event, frame: { mulaw: spoken, mediaAt } }
  }

  isTyped(mediaAt: Millis): boolean {
    return this.#soundings.some(({ from, to }) => from <= mediaAt && mediaAt < to)
  }

  async close(): Promise<void> {
    const flite = await this.#flite?.catch(() => undefined)
    await flite?.close()
  }

  #begin(from: Millis): Sounding | undefined {
    const next = this.#waiting.shift()
    if (next === undefined) return undefined
    this.words.utter(next.text)
    this.#current = { mulaw: next.mulaw, from, to: Number.POSITIVE_INFINITY, sent: 0 }
    this.#soundings.push(this.#current)
    return this.#current
  }

  async #speak(text: string): Promise<void> {
    const { load, warn, policy } = this.#options
    try {
      this.#flite ??= Promise.resolve(load())
      const spoken = await (await this.#flite).speak(withoutPauses(text), { voice })
      if (spoken.words.length === 0) return warn(`nothing can be said of ${JSON.stringify(text)}`)
      this.#waiting.push({ text, mulaw: betweenSilence(beginningOf(spoken), policy) })
    } catch (error) {
      warn(`what was typed is not said: ${messageOf(error)}`)
    }
  }
}

/** A pause could be taken for the end of the turn. */
const withoutPauses = (text: string) => text.replace(/[,.;:!?…–—-]+(?=\s|$)/g, '')

/** Whole words, the first one in any case. */
function beginningOf({ mulaw, words }: Spoken): Uint8Array {
  const ends = words.map(({ to }) => to)
  const end = ends.findLast((to) => to <= longestMs) ?? ends[0] ?? 0
  return sliceMulaw(mulaw, 0, end)
}

function betweenSilence(mulaw: Uint8Array, { speech }: CallPolicy): Uint8Array {
  const before = (Math.max(speech.preRollMs, speech.stopMs) + spareMs) * MULAW_BYTES_PER_MS
  const after = (speech.stopMs + spareMs) * MULAW_BYTES_PER_MS
  const piece = new Uint8Array(before + mulaw.length + after).fill(MULAW_SILENCE)
  piece.set(mulaw, before)
  return piece
}
