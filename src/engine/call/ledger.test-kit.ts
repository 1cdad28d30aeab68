/** Ledgers of the agent's speech for tests, made by hand. */
import type { Millis } from '../audio/frame.js'
import { acknowledge, emptyPlayout, pump } from './playout.js'
import { defaultPolicy } from './policy.js'
import type { Playout, Spoken } from './state.js'

export const rates = defaultPolicy.playout

/** A sentence whose audio has not come. */
export function sentence(id: number, changes: Partial<Spoken> = {}): Spoken {
  return {
    id,
    kind: 'line',
    text: '',
    line: '',
    interruptible: true,
    round: 0,
    pieces: [],
    ms: 0,
    words: [],
    ended: false,
    reported: false,
    ...changes,
  }
}

/** A whole sentence of so many ms. */
export function whole(id: number, ms: Millis, changes: Partial<Spoken> = {}): Spoken {
  return sentence(id, { pieces: [new Uint8Array(ms * 8)], ms, ended: true, ...changes })
}

export const ledger = (...sentences: readonly Spoken[]): Playout => ({ ...emptyPlayout, sentences })

/** Sends as much as may be sent at `at`. */
export const sendAt = (playout: Playout, at: Millis): Playout => pump(playout, at, rates).playout

/** A mark of the current epoch comes back, or of the one given. */
export const ack = (playout: Playout, endMs: Millis, at: Millis, epoch = playout.epoch): Playout =>
  acknowledge(playout, { epoch, endMs }, at, rates)
