/**
 * One reply's voice, whatever way it takes: over the socket, over a new socket if that one breaks, and by requests if no socket can be had.
 * Each way goes on where the one before it was lost.
 */
import { PartQueue } from '../part-queue.js'
import { ProviderFailure, type SpeechPart, type SpeechStream } from '../provider.js'
import { mayWorkElsewhere, voiceFailure } from './failure.js'
import { ReplyScript } from './reply-script.js'

/** Says what is left of a script. Resolves when nothing is left for now; throws `ProviderFailure`. */
export type Route = (script: ReplyScript, signal: AbortSignal) => Promise<void>

export interface RouteChoice {
  /** The ways to try, best first. Each is left for the next when it fails. */
  readonly routes: readonly Route[]
  /** A way failed and another one is tried. */
  readonly detour: (failure: ProviderFailure) => void
}

/** Second tries of a reply: a way that breaks again and again gets nowhere. */
const mostTries = 2

export function openReply({ routes, detour }: RouteChoice, signal: AbortSignal): SpeechStream {
  const out = new PartQueue<SpeechPart>(signal)
  const script = new ReplyScript(out)
  let route = 0
  let tries = mostTries
  let speaking = false

  const takeDetour = (error: unknown) => {
    const failure =
      error instanceof ProviderFailure ? error : voiceFailure('BAD_RESPONSE', 'broke off', error)
    // Who has just spoken well may be asked once more.
    const again = failure.code === 'UNAVAILABLE' && script.progressed() && tries-- > 0
    // Who was silent has used up the time for another try of the same kind.
    if (failure.code === 'TIMEOUT') route = Math.max(route + 1, routes.length - 1)
    else if (!again) route++
    if (route >= routes.length || !mayWorkElsewhere(failure.code)) throw failure
    detour(failure)
  }
  const speak = async () => {
    while (script.unfinished().length > 0 && !signal.aborted) {
      await routes[route]?.(script, signal).catch(takeDetour)
    }
  }
  const start = () => {
    if (speaking || signal.aborted) return
    speaking = true
    speak().then(
      () => {
        speaking = false
        if (script.unfinished().length > 0) start()
        else if (script.closed) out.end()
        else script.listen(start)
      },
      (error) => out.fail(error),
    )
  }
  script.listen(start)
  return {
    write: (id, text) => script.write(id, text),
    end: () => script.close(),
    [Symbol.asyncIterator]: () => out[Symbol.asyncIterator](),
  }
}
