import type { CallState } from '../../engine/call/state.js'
import type { Observer } from '../../engine/report/entry.js'

/** Lets somebody beside the call wait for a state of it. */
export interface CallWatch {
  readonly observe: Observer
  /** Resolves once the call is in such a state, or over. */
  when(test: (state: CallState) => boolean): Promise<void>
  /** Something changed that tests look at and the call does not know. */
  look(): void
  isOver(): boolean
}

export function callWatch(): CallWatch {
  let state: CallState | undefined
  const waiting = new Set<() => void>()
  const look = () => {
    for (const wake of [...waiting]) wake()
  }
  const isOver = () => state?.phase === 'ended'
  return {
    observe: (_, next) => {
      state = next
      look()
    },
    when: (test) =>
      new Promise((resolve) => {
        const wake = () => {
          if (state === undefined || (state.phase !== 'ended' && !test(state))) return
          waiting.delete(wake)
          resolve()
        }
        waiting.add(wake)
        wake()
      }),
    look,
    isOver,
  }
}

/** Nobody speaks and nothing is on its way: the agent waits for the caller. */
export function isCallersTurn({ phase, reply, turn, speech, held, keypad }: CallState): boolean {
  return (
    phase === 'live' &&
    reply === undefined &&
    turn.segments.length === 0 &&
    speech.kind === 'quiet' &&
    held.turn === undefined &&
    held.directives.length === 0 &&
    keypad.digits === ''
  )
}

/** Something of the current reply has sounded. */
export function isHeard({ reply, playout }: CallState): boolean {
  return reply !== undefined && playout.sent.length > 0
}
