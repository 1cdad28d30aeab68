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
import type { ClosedReason, TransportEvent } from '../../../engine/call/event.js'
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

/** @param changed called when `isSpeaking` has become false */
export function typedLine(clock: Clock, changed: () => void = () => {}): TypedLine {
  const words = typedWords()
  const playout = carrierPlayout()
  const waiting: string[] = []
  let receive: (event: TransportEvent) => void = () => {}
  let speaking = false
  let closed = false
  /** End of the sound sent last, in the caller's audio, which begins with the call. */
  let sentTo: Millis = 0

  const close = (reason: ClosedReason) => {
    if (closed) return
    closed = true
    playout.close(clock.now())
    clock.alarm(clock.now(), () => receive({ type: 'transport.closed', reason }))
  }
  const returnMarks = () => {
    if (closed) return
    for (const { epoch, endMs } of playout.takeMarks(clock.now()))
      receive({ type: 'transport.mark', mark: { epoch, endMs } })
  }
  const sendFrame = (index: number, begin: Millis) => {
    const mediaAt = begin + index * frameMs
    clock.alarm(mediaAt + frameMs, () => {
      if (closed) return
      const mulaw = index < voicedFrames ? voiced : silent
      sentTo = mediaAt + frameMs
      receive({ type: 'transport.audio', frame: { mulaw, mediaAt } })
      if (index + 1 < voicedFrames + silentFrames) return sendFrame(index + 1, begin)
      speaking = false
      sayNext()
      changed()
    })
  }
  const sayNext = () => {
    const text = waiting.shift()
    if (text === undefined || speaking || closed) return
    speaking = true
    words.utter(text)
    sendFrame(0, Math.ceil(Math.max(clock.now(), sentTo)))
  }
  return {
    transport: {
      open(receiver) {
        receive = receiver
        clock.alarm(clock.now(), () =>
          receive({ type: 'transport.started', from: 'keyboard', to: 'agent' }),
        )
      },
      play(mulaw, mark) {
        playout.receive(mulaw, mark, clock.now())
        clock.alarm(playout.pieces.at(-1)?.endsAt ?? clock.now(), returnMarks)
      },
      clear() {
        playout.clear(clock.now())
        clock.alarm(clock.now(), returnMarks)
      },
      transfer: () => close('agent'),
      hangUp: () => close('agent'),
    },
    vad: typedDetector,
    stt: words.stt,
    say(text) {
      waiting.push(text)
      if (!speaking) sayNext()
    },
    press(digits) {
      for (const digit of digits) if (!closed) receive({ type: 'transport.dtmf', digit })
    },
    hangUp: () => close('caller'),
    isSpeaking: () => speaking || waiting.length > 0,
  }
}
