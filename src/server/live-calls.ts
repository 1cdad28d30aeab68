/**
 * The calls that are being held. Each runs by itself: what happens to one never reaches another.
 */

import type { ControlEvent } from '../engine/call/event.js'
import { messageOf } from '../engine/errors.js'
import type { Observer } from '../engine/report/entry.js'
import { RealClock } from '../engine/run/real-clock.js'
import { runCall } from '../engine/run/run-call.js'
import type { AfterStream } from './after-stream.js'
import { callLog } from './call-log.js'
import { type PreparedCall, prepareCall } from './prepared-call.js'
import type { CallOutcome, CallRoute, RouteCall } from './route.js'
import type { ServerLog } from './server-log.js'
import type { TwilioLeg } from './twilio/transport.js'

export type StartRefusal = 'draining' | 'already-live' | 'too-many' | 'not-routed'

export interface DrainOptions {
  /** How long calls may go on by themselves, ms. */
  readonly waitMs: number
  /** How long the goodbye may take, ms. */
  readonly goodbyeMs: number
}

export interface LiveCallsParts {
  readonly route: RouteCall
  readonly maxCalls: number
  readonly after: AfterStream
  /** Said by the carrier when a bug ended the call. */
  readonly troubleLine: string
  /** Told once, when no further call is taken. */
  readonly draining?: () => void
}

interface LiveCall {
  readonly leg: TwilioLeg
  readonly controller: AbortController
  post: (event: ControlEvent) => void
}

const goodbye: ControlEvent = { type: 'control.end', why: 'the server is stopping' }
/** A call that was hung up waits for its providers for a second at most. */
const hangingUpMs = 2000

export class LiveCalls {
  readonly #parts: LiveCallsParts
  readonly #live = new Map<string, LiveCall>()
  #emptied: () => void = () => {}
  #drained: Promise<void> | undefined

  constructor(parts: LiveCallsParts) {
    this.#parts = parts
  }

  get size(): number {
    return this.#live.size
  }

  get isDraining(): boolean {
    return this.#drained !== undefined
  }

  /**
   * Holds the call. Gives back why not, and then the leg was not opened.
   *
   * @param prepared the call as its webhook has prepared it; without, it is routed now
   */
  start(leg: TwilioLeg, log: ServerLog, prepared?: PreparedCall): StartRefusal | undefined {
    const { callSid } = leg.call
    if (this.isDraining) return 'draining'
    if (this.#live.has(callSid)) return 'already-live'
    if (this.size >= this.#parts.maxCalls) return 'too-many'
    const ready = prepared ?? prepareCall(this.#parts.route, leg.call, log)
    if (ready === undefined) return 'not-routed'
    const call: LiveCall = { leg, controller: new AbortController(), post: () => {} }
    this.#live.set(callSid, call)
    void hold(call, ready, log, this.#parts).then(() => {
      this.#live.delete(callSid)
      if (this.size === 0) this.#emptied()
    })
    return undefined
  }

  /** The carrier says that this call is over, or only this stream of it. */
  carrierEnded(callSid: string, streamSid?: string): void {
    const leg = this.#live.get(callSid)?.leg
    if (streamSid === undefined || leg?.streamSid === streamSid) leg?.carrierEnded()
  }

  /** No new calls; those there are may finish, then are told goodbye, then are hung up. Resolves when none is left. */
  drain(options: DrainOptions): Promise<void> {
    if (this.#drained === undefined) this.#parts.draining?.()
    this.#drained ??= this.#drain(options)
    return this.#drained
  }

  /** Ends every call at once, without a goodbye. */
  hangUpAll(): void {
    for (const { controller, leg } of this.#live.values()) {
      leg.cut()
      controller.abort()
    }
  }

  async #drain({ waitMs, goodbyeMs }: DrainOptions): Promise<void> {
    await this.#empty(waitMs)
    for (const call of this.#live.values()) call.post(goodbye)
    await this.#empty(goodbyeMs)
    this.hangUpAll()
    await this.#empty(hangingUpMs)
  }

  /** Resolves when no call is left, or after `ms`. */
  #empty(ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.size === 0) return resolve()
      const timeout = setTimeout(resolve, ms)
      this.#emptied = () => {
        clearTimeout(timeout)
        resolve()
      }
    })
  }
}

/** Runs the call until all of it has stopped; never rejects. */
async function hold(
  call: LiveCall,
  prepared: PreparedCall,
  log: ServerLog,
  { after, troubleLine }: LiveCallsParts,
): Promise<void> {
  const { callSid } = call.leg.call
  const clock = new RealClock()
  log.info({}, 'the call began')
  const { fault, goodbye } = await run(call, prepared, clock, log)
  if (fault !== undefined && !goodbye) after.set(callSid, { type: 'say', line: troubleLine })
  call.leg.hangUp()
  const ms = Math.round(clock.now())
  log.info({ ms }, 'the call ended')
  tell(prepared.route.ended, { ms, ...(fault !== undefined && { fault }) }, log)
}

interface Ending {
  /** The bug that ended the call, if one did. */
  readonly fault?: string
  /** The call came to its own end, with whatever was to be said there. */
  readonly goodbye: boolean
}

async function run(
  call: LiveCall,
  { route: { agent, policy, audit, observers = [] }, providers }: PreparedCall,
  clock: RealClock,
  log: ServerLog,
): Promise<Ending> {
  let goodbye = false
  const watch: Observer = (_, { phase }) => {
    goodbye = phase === 'ended'
  }
  try {
    await runCall({
      ...{ agent, policy, clock, log, transport: call.leg, signal: call.controller.signal },
      providers: providers(),
      ...(audit && { audit }),
      observers: [callLog(log), watch, ...observers],
      control: (post) => {
        call.post = post
      },
    })
    return { goodbye }
  } catch (error) {
    log.error({ error }, 'a bug ended the call')
    return { fault: messageOf(error), goodbye }
  }
}

function tell(ended: CallRoute['ended'], outcome: CallOutcome, log: ServerLog): void {
  try {
    ended?.(outcome)
  } catch (error) {
    log.warn({ error }, 'what follows a call failed')
  }
}
