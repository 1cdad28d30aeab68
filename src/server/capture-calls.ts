/**
 * Captures the calls of a server: each becomes a fixture when it is over. What goes wrong with that is logged and never reaches a call.
 */

import { createHash, createHmac, randomBytes } from 'node:crypto'
import { captureCall } from '../engine/capture/capture.js'
import { messageOf } from '../engine/errors.js'
import type { CallRoute, IncomingCall, RouteCall } from './route.js'
import type { ServerLog } from './server-log.js'

/** The same calls, each captured into `directory`. Every file there is personal data. */
export function capturing(route: RouteCall, directory: string, log: ServerLog): RouteCall {
  const key = randomBytes(32)
  // The same number looks the same as long as the server runs, and nobody can tell which it is.
  const hideNumber = (number: string) =>
    number === ''
      ? ''
      : `hidden-${createHmac('sha256', key).update(number).digest('hex').slice(0, 8)}`
  return (call) => {
    const routed = route(call)
    return captured(routed, call, {
      directory,
      hideNumber,
      log: log.child({ callSid: call.callSid }),
    })
  }
}

interface Capturing {
  readonly directory: string
  readonly hideNumber: (number: string) => string
  readonly log: ServerLog
}

function captured(
  route: CallRoute,
  { callSid }: IncomingCall,
  { directory, hideNumber, log }: Capturing,
): CallRoute {
  const { recipe, policy, observers = [], ended } = route
  if (recipe === undefined) {
    log.warn({}, 'the call is not captured: its agent is in no catalog')
    return route
  }
  const capture = captureCall({
    ...{ id: idOf(callSid), agent: recipe, policy, hideNumber },
    recorded: { by: 'serve', month: new Date().toISOString().slice(0, 7) },
  })
  return {
    ...route,
    observers: [...observers, capture.observe],
    ended: (outcome) => {
      try {
        log.info({ path: capture.write(directory) }, 'the call was captured')
      } catch (error) {
        log.warn({ error: messageOf(error) }, 'the call could not be captured')
      }
      ended?.(outcome)
    },
  }
}

/** Leads back from a call in the log to its fixture, and not from the fixture to the call. A call may have several legs. */
function idOf(callSid: string): string {
  const digest = createHash('sha256').update(callSid).digest('hex').slice(0, 10)
  return `captured-${digest}-${randomBytes(3).toString('hex')}`
}
