/**
 * The first seconds of a stream: everything before its `start`, and the `start` itself.
 */
import type { StartMessage, StreamMessage } from './messages.js'
import type { StreamSocket } from './stream-socket.js'

export interface Beginning {
  readonly start: StartMessage
  /** What came before `start`, which it should not. */
  readonly early: readonly StreamMessage[]
}

/** More than the seconds we wait for `start` can hold. */
const maxEarly = 400

/**
 * Listens until `start` has come.
 *
 * @param begun told once, in the tick of the message; who takes over listens before it returns
 */
export function awaitStart(
  socket: StreamSocket,
  startMs: number,
  begun: (beginning: Beginning) => void,
): void {
  const early: StreamMessage[] = []
  const deadline = setTimeout(() => socket.reject('no start'), startMs)
  socket.listen({
    message(message) {
      if (message.type === 'media' && early.length < maxEarly) early.push(message)
      if (message.type !== 'start') return
      clearTimeout(deadline)
      begun({ start: message, early })
    },
    closed: () => clearTimeout(deadline),
  })
}
