/**
 * A media stream as a leg of a call: Twilio's words on one side, the engine's on the other.
 *
 * The leg ends once, for one reason: the caller's, when Twilio says so or closes in good order; ours, when we ended or transferred the call;
 * lost, when the socket broke. We end a call by closing the socket: Twilio then does what `/after-stream` answers. A lost socket may leave
 * a call behind that hears nothing, so that one is ended through the REST API.
 */

import type { ClosedReason, Mark, TransportEvent } from '../../engine/call/event.js'
import { messageOf } from '../../engine/errors.js'
import type { CallTransport } from '../../engine/providers/provider.js'
import type { AfterStep, AfterStream } from '../after-stream.js'
import type { IncomingCall } from '../route.js'
import type { ServerLog } from '../server-log.js'
import type { Beginning } from './await-start.js'
import type { CallControl } from './call-control.js'
import { transfersParameter } from './call-parameters.js'
import { markName, readMarkName } from './mark-name.js'
import { type Outgoing, outgoing, type StreamMessage } from './messages.js'
import { follow, newSequence, type Sequence } from './sequence.js'
import type { SocketEnd, StreamSocket } from './stream-socket.js'

export interface TwilioLegParts {
  readonly call: IncomingCall
  readonly streamSid: string
  /** Wall time at which the stream began, ISO 8601 in UTC. */
  readonly startedAt: string
  readonly beginning: Beginning
  readonly socket: StreamSocket
  readonly after: AfterStream
  readonly control?: CallControl | undefined
  /** The step as TwiML, for the REST API. */
  readonly twimlOf: (step: AfterStep) => string
  readonly log: ServerLog
}

/** How we end the leg, if we do. */
type Ending = 'none' | 'hang-up' | 'transfer'

/** The target of a transfer that means: let the caller leave a message. */
const voicemail = 'voicemail'

export class TwilioLeg implements CallTransport {
  readonly call: IncomingCall
  readonly streamSid: string
  readonly #parts: TwilioLegParts
  readonly #out: Outgoing
  #receive: (event: TransportEvent) => void = () => {}
  #ending: Ending = 'none'
  #closed = false
  #sequence: Sequence = newSequence

  constructor(parts: TwilioLegParts) {
    this.call = parts.call
    this.streamSid = parts.streamSid
    this.#parts = parts
    this.#out = outgoing(parts.streamSid)
  }

  open(receive: (event: TransportEvent) => void): void {
    const { beginning, socket } = this.#parts
    this.#receive = receive
    socket.listen({
      message: (message) => this.#hear(message),
      closed: (end) => this.#socketClosed(end),
    })
    this.#sequence = follow(this.#sequence, beginning.start.sequence).sequence
    const { from, to, parameters } = this.call
    const { startedAt } = this.#parts
    receive({ type: 'transport.started', from, to, parameters, startedAt })
    for (const message of beginning.early) this.#hear(message)
  }

  play(mulaw: Uint8Array, mark: Mark): void {
    if (this.#closed || this.#ending !== 'none') return
    this.#parts.socket.send(this.#out.media(mulaw), this.#out.mark(markName(mark)))
  }

  clear(): void {
    this.#parts.socket.send(this.#out.clear())
  }

  /** Through REST, which works from any machine; or by what is answered once our socket has closed. */
  transfer(to: string): void {
    if (this.#closed || this.#ending !== 'none') return
    this.#ending = 'transfer'
    const { to: callerId, parameters } = this.call
    const before = Number(parameters[transfersParameter] ?? 0)
    void this.#redirect(
      to === voicemail ? { type: 'voicemail' } : { type: 'dial', to, callerId, before },
    )
  }

  async #redirect(step: AfterStep): Promise<void> {
    const { control, after, socket, log, twimlOf } = this.#parts
    after.set(this.call.callSid, step)
    try {
      await control?.redirect(this.call.callSid, twimlOf(step))
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'Twilio refused the transfer; trying it by TwiML')
    }
    socket.close()
  }

  hangUp(): void {
    if (this.#ending !== 'none') return
    this.#ending = 'hang-up'
    this.#parts.socket.close()
  }

  /** Twilio told us by another way that the call is over. */
  carrierEnded(): void {
    this.#finish('caller')
    this.#parts.socket.close()
  }

  /** Ends the call also when nobody will be there to answer what comes after the stream. */
  cut(): void {
    this.#endByRest()
    this.hangUp()
  }

  #hear(message: StreamMessage): void {
    if (!('streamSid' in message)) return
    const { socket } = this.#parts
    if (message.streamSid !== this.streamSid) {
      socket.refuse('a message of another stream')
      return
    }
    const { sequence, repeated } = follow(this.#sequence, message.sequence)
    this.#sequence = sequence
    if (!this.#closed && !repeated) this.#take(message)
  }

  #take(message: Exclude<StreamMessage, { type: 'connected' | 'unknown' }>): void {
    const { socket } = this.#parts
    switch (message.type) {
      case 'media': {
        const { mulaw, mediaAt } = message
        this.#receive({ type: 'transport.audio', frame: { mulaw, mediaAt } })
        break
      }
      case 'mark': {
        const mark = readMarkName(message.name)
        if (mark) this.#receive({ type: 'transport.mark', mark })
        else socket.refuse('a mark that we did not send')
        break
      }
      case 'dtmf':
        this.#receive({ type: 'transport.dtmf', digit: message.digit })
        break
      case 'start':
        socket.refuse('a second start')
        break
      case 'stop':
        this.#finish('caller')
        socket.close()
    }
  }

  #socketClosed(end: SocketEnd): void {
    if (end === 'broken' && this.#ending === 'none' && !this.#closed) this.#endByRest()
    this.#finish(end === 'clean' ? 'caller' : 'lost')
  }

  #finish(reason: ClosedReason): void {
    if (this.#closed) return
    this.#closed = true
    const { missing, repeated } = this.#sequence
    if (missing + repeated > 0) {
      this.#parts.log.warn({ missing, repeated }, 'the stream had gaps or repetitions')
    }
    const ours = this.#ending !== 'none'
    this.#receive({ type: 'transport.closed', reason: ours ? 'agent' : reason })
  }

  #endByRest(): void {
    const { control, log } = this.#parts
    control?.hangUp(this.call.callSid).catch((error: unknown) => {
      log.warn({ error: messageOf(error) }, 'Twilio did not end the call')
    })
  }
}
