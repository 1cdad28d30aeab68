import type { Agent } from '../agent/agent.js'
import { frameEnd, type Millis } from '../audio/frame.js'
import { MULAW_SILENCE } from '../audio/mulaw.js'
import type { PolicyChanges } from './policy.js'
import { Talk, testAgent } from './talk.test-kit.js'

const sound = 0x11
/** Length of a detector window. */
export const windowMs = 32

/** A call whose line brings only what the test says, when it says so. The agent waits for the caller to speak first. */
export class CallerLine {
  readonly talk: Talk

  constructor(policy: PolicyChanges = {}) {
    const agent = testAgent() as Agent
    const world = { frames: false, partials: false, sttDelay: undefined }
    this.talk = new Talk(agent, { opening: { by: 'caller' }, ...policy }, world).start()
  }

  /** A frame of the caller's audio comes in at this call time, or as it was spoken. */
  frame(mediaAt: Millis, ms: Millis = 20, at: Millis = mediaAt + ms): this {
    this.talk.at = Math.max(this.talk.at, at)
    const mulaw = new Uint8Array(ms * 8).fill(sound)
    this.talk.happen({ type: 'transport.audio', frame: { mulaw, mediaAt } })
    return this
  }

  frames(from: Millis, to: Millis, at?: Millis): this {
    for (let mediaAt = from; mediaAt < to; mediaAt += 20) this.frame(mediaAt, 20, at)
    return this
  }

  score(probability: number, upTo: Millis, at: Millis = upTo, level = -20): this {
    this.talk.at = Math.max(this.talk.at, at)
    this.talk.happen({ type: 'vad.scored', probability, level, upTo })
    return this
  }

  /** Windows of the same score, back to back. */
  scores(probability: number, from: Millis, to: Millis): this {
    for (let upTo = from + windowMs; upTo <= to; upTo += windowMs) this.score(probability, upTo)
    return this
  }

  /** As it comes in a call: a window of audio, then its score. */
  live(probability: number, from: Millis, to: Millis): this {
    for (let at = from; at < to; at += windowMs) {
      this.frame(at, windowMs).score(probability, at + windowMs)
    }
    return this
  }

  /** 160 ms of speech, more than noise; its frames are there. */
  speaking(from: Millis): this {
    return this.scores(0.9, from, from + 5 * windowMs)
  }

  /** Nothing comes until then; deadlines fall due. */
  nothingUntil(at: Millis): this {
    for (;;) {
      const due = this.talk.state.timers.lineIdle
      if (due === undefined || due > at) break
      this.talk.at = due
      this.talk.happen({ type: 'timer.due', timer: 'lineIdle' })
    }
    this.talk.at = at
    return this
  }

  /** What the detector was given: from, to, and whether it was silence that was filled in. */
  get scored(): readonly (readonly [Millis, Millis, 'sound' | 'silence'])[] {
    return this.talk.commands('scoreSpeech').map(({ frame }) => {
      const silent = frame.mulaw.every((byte) => byte === MULAW_SILENCE)
      return [frame.mediaAt, frameEnd(frame), silent ? 'silence' : 'sound']
    })
  }

  get transcribed(): readonly Millis[] {
    return this.talk.commands('transcribe').map(({ frame }) => frame.mediaAt)
  }
}
