/**
 * The line of a talk by keyboard: what is typed reaches the call as speech does, so that turns, interruption, marks and heard text are
 * the engine's own.
 *
 * A typed line becomes a short stretch of sound without any meaning, which the line's own detector takes for speech, and its words
 * come from the line's own speech-to-text. Between lines nothing is sent, as by a carrier that saves bandwidth. The agent's voice is
 * played into the air: it takes as long as it would at an ear, and each mark comes back when its piece is over.
 */
import { type Millis, MULAW_BYTES_PER_MS } from '../../../engine/audio/frame.js'
import { MULAW_SILENCE } from '../../../engine/audio/mulaw.js'
import type { ClosedReason, Mark, TransportEvent } from '../../../engine/call/event.js'
import { type CallPolicy, policyWith } from '../../../engine/call/policy.js'
import {
  type CallTransport,
  detectorWindowMs,
  type SpeechToText,
  type VoiceActivity,
} from '../../../engine/providers/provider.js'
import { carrierPlayout } from '../../../engine/replay/carrier-playout.js'
import type { Clock } from '../../../engine/run/clock.js'
import { typedDetector, typedWords } from './typed-words.js'

export interface TypedLine {
  readonly transport: CallTransport
  readonly vad: VoiceActivity
  readonly stt: SpeechToText
  /** The caller says this, after what they are still saying. */
  say(text: string): void
  press(digits: string): void
  hangUp(): void
  /** Something was typed that the call has not heard to its end. */
  isSpeaking(): boolean
}

const frameMs = detectorWindowMs
const frameBytes = frameMs * MULAW_BYTES_PER_MS
/** Sound of a line, and silence after it that ends the segment wherever the detector's windows lie. */
const voicedFrames = 3
const silentFrames = 4

const silenceMs: Millis = 64

const voiced = new Uint8Array(frameBytes).fill(0x2a)
const silent = new Uint8Array(frameBytes).fill(MULAW_SILENCE)

/**
 * What a keyboard changes: Enter is the end of a turn, so nobody waits for more; there is no way to an ear; and typing takes longer than
 * speaking, so the agent asks later whether anybody is there.
 */
export function typedPolicy(policy: CallPolicy): CallPolicy {
  const { idle } = policy
  return policyWith(
    {
      speech: { stopMs: silenceMs, minMs: frameMs, preRollMs: 0 },
      endpoint: {
        ...{ completeMs: silenceMs, neutralMs: silenceMs },
        ...{ unfinishedMs: silenceMs, readingMs: silenceMs },
      },
      bargeIn: { pauseAfterMs: frameMs },
      playout: { wireMs: 0, earMs: 0 },
      idle: { afterMs: Math.max(idle.afterMs, 60_000) },
    },
    policy,
  )
}

export interface TypedLineOptions {
  readonly clock: Clock
  /** Wall time at which the call begins, ISO 8601 in UTC. */
  readonly startedAt: string
  /** Called when `isSpeaking` has become false. */
  readonly changed?: () => void
}

/** Whom the stock agent has a sample account of: a number that nobody has. */
const typedCaller = '+16145550199'

export function typedLine(options: TypedLineOptions): TypedLine {
  const leg = new TypedLeg(options)
  return {
    transport: {
      open: (receive) => leg.open(receive),
      play: (mulaw, mark) => leg.play(mulaw, mark),
      clear: () => leg.clear(),
      transfer: () => leg.close('agent'),
      hangUp: () => leg.close('agent'),
    },
    vad: typedDetector,
    stt: leg.words.stt,
    say: (text) => leg.say(text),
    press: (digits) => leg.press(digits),
    hangUp: () => leg.close('caller'),
    isSpeaking: () => leg.isSpeaking(),
  }
}

class TypedLeg {
  readonly words = typedWords()
  readonly #clock: Clock
  readonly #changed: () => void
  readonly #startedAt: string
  readonly #playout = carrierPlayout()
  readonly #waiting: string[] = []
  #receive: (event: TransportEvent) => void = () => {}
  #speaking = false
  #closed = false
  /** End of the sound sent last, in the caller's audio, which begins with the call. */
  #sentTo: Millis = 0

  constructor({ clock, startedAt, changed = () => {} }: TypedLineOptions) {
    this.#clock = clock
    this.#startedAt = startedAt
    this.#changed = changed
  }

  open(receive: (event: TransportEvent) => void): void {
    this.#receive = receive
    const startedAt = this.#startedAt
    const call = { from: typedCaller, to: 'agent', startedAt }
    this.#soon(() => receive({ type: 'transport.started', ...call }))
  }

  play(mulaw: Uint8Array, mark: Mark): void {
    this.#playout.receive(mulaw, mark, this.#clock.now())
    const endsAt = this.#playout.pieces.at(-1)?.endsAt ?? this.#clock.now()
    this.#clock.alarm(endsAt, () => this.#returnMarks())
  }

  clear(): void {
    this.#playout.clear(this.#clock.now())
    this.#soon(() => this.#returnMarks())
  }

  close(reason: ClosedReason): void {
    if (this.#closed) return
    this.#closed = true
    this.#playout.close(this.#clock.now())
    this.#soon(() => this.#receive({ type: 'transport.closed', reason }))
  }

  say(text: string): void {
    this.#waiting.push(text)
    if (!this.#speaking) this.#sayNext()
  }

  press(digits: string): void {
    for (const digit of digits) if (!this.#closed) this.#receive({ type: 'transport.dtmf', digit })
  }

  isSpeaking(): boolean {
    return !this.#closed && (this.#speaking || this.#waiting.length > 0)
  }

  #soon(what: () => void): void {
    this.#clock.alarm(this.#clock.now(), what)
  }

  #returnMarks(): void {
    if (this.#closed) return
    for (const { epoch, endMs } of this.#playout.takeMarks(this.#clock.now()))
      this.#receive({ type: 'transport.mark', mark: { epoch, endMs } })
  }

  #sayNext(): void {
    const text = this.#waiting.shift()
    if (text === undefined || this.#closed) return
    this.#speaking = true
    this.words.utter(text)
    this.#sendFrame(0, Math.ceil(Math.max(this.#clock.now(), this.#sentTo)))
  }

  #sendFrame(index: number, begin: Millis): void {
    const mediaAt = begin + index * frameMs
    this.#clock.alarm(mediaAt + frameMs, () => {
      if (this.#closed) return
      const mulaw = index < voicedFrames ? voiced : silent
      this.#sentTo = mediaAt + frameMs
      this.#receive({ type: 'transport.audio', frame: { mulaw, mediaAt } })
      if (index + 1 < voicedFrames + silentFrames) return this.#sendFrame(index + 1, begin)
      this.#speaking = false
      this.#sayNext()
      this.#changed()
    })
  }
}
