/**
 * Microphone and speaker as a leg of a call. It does what a carrier does: frames of 20 ms, a mark back when its piece was heard, and at a
 * clear all marks that are still out at once.
 */
import { type Millis, MULAW_BYTES_PER_MS } from '../../../engine/audio/frame.js'
import { mulawLevel } from '../../../engine/audio/mulaw.js'
import type { ClosedReason, Mark, TransportEvent } from '../../../engine/call/event.js'
import type { CallTransport } from '../../../engine/providers/provider.js'
import type { Desk } from './desk.js'
import type { DeviceNews } from './devices.js'
import type { MicGate } from './mic-gate.js'
import { SpeakerLevel } from './speaker-level.js'

/** How loud both sides are, once a frame. */
export interface DeskLevels {
  /** What the microphone heard, dBFS. */
  readonly microphone: number
  /** What of it went to the agent, dBFS: less where the gate was shut. */
  readonly caller: number
  readonly agent: number
}

export interface DeviceTransportParts {
  readonly desk: Desk
  readonly gate: MicGate
  readonly from?: string
  readonly to?: string
  readonly parameters?: Readonly<Record<string, string>>
  readonly levels?: (levels: DeskLevels) => void
  readonly news?: (news: DeviceNews) => void
  /** The agent wants to hand the call over, which cannot be done here: the call ends instead. */
  readonly transfer?: (to: string) => void
}

/** A mark is not late for a rounding. */
const nearlyMs = 0.5

export class DeviceTransport implements CallTransport {
  readonly gate: MicGate
  readonly #parts: DeviceTransportParts
  readonly #speaker = new SpeakerLevel()
  #receive: (event: TransportEvent) => void = () => {}
  #marks: { readonly mark: Mark; readonly atMs: Millis }[] = []
  /** Where the next piece begins, counted as `playedMs` is. */
  #givenMs: Millis
  /** Where in the microphone's time the call began. */
  #zero: Millis | undefined
  #closed = false
  #released: Promise<void> | undefined

  constructor(parts: DeviceTransportParts) {
    this.#parts = parts
    this.gate = parts.gate
    this.#givenMs = parts.desk.duplex.playedMs()
  }

  open(receive: (event: TransportEvent) => void): void {
    const { desk, from = 'microphone', to = 'speaker', parameters } = this.#parts
    this.#receive = receive
    receive({ type: 'transport.started', from, to, ...(parameters && { parameters }) })
    desk.duplex.flush()
    this.#givenMs = desk.duplex.playedMs()
    desk.listen({
      audio: ({ mulaw, mediaAt }) => this.#hear(mulaw, mediaAt),
      played: (playedMs) => this.#played(playedMs),
      news: (news) => {
        this.#parts.news?.(news)
        if (news.type === 'over') this.#finish('lost')
      },
    })
  }

  play(mulaw: Uint8Array, mark: Mark): void {
    if (this.#closed) return
    this.#speaker.give(mulaw, this.#givenMs)
    this.#givenMs += mulaw.length / MULAW_BYTES_PER_MS
    this.#marks.push({ mark, atMs: this.#givenMs })
    this.#parts.desk.duplex.play(mulaw)
    if (mulaw.length === 0) this.#played(this.#parts.desk.duplex.playedMs())
  }

  clear(): void {
    if (this.#closed) return
    const { duplex } = this.#parts.desk
    duplex.flush()
    this.#speaker.clear()
    this.#givenMs = duplex.playedMs()
    this.#return(this.#marks.length)
  }

  transfer(to: string): void {
    if (this.#closed) return
    this.#parts.transfer?.(to)
    this.#finish('agent')
  }

  hangUp(): void {
    this.#finish('agent')
  }

  /** The person at the desk ends the call. */
  callerHangsUp(): void {
    this.#finish('caller')
  }

  /** The person at the desk presses a key of the telephone: 0 to 9, * or #. */
  press(digit: string): void {
    if (!this.#closed) this.#receive({ type: 'transport.dtmf', digit })
  }

  /** Resolves when the devices are closed; they are once the call is over. */
  release(): Promise<void> {
    this.#released ??= this.#parts.desk.duplex.close()
    return this.#released
  }

  #hear(mulaw: Uint8Array, at: Millis): void {
    if (this.#closed) return
    this.#zero ??= at
    const { duplex } = this.#parts.desk
    const agent = this.#speaker.now(duplex.playedMs(), duplex.latency().speakerMs)
    const frame = this.gate.filter({ mulaw, mediaAt: at - this.#zero }, agent)
    const caller = mulawLevel(frame.mulaw)
    this.#parts.levels?.({ microphone: mulawLevel(mulaw), caller, agent })
    this.#receive({ type: 'transport.audio', frame })
  }

  #played(playedMs: Millis): void {
    const due = this.#marks.findIndex(({ atMs }) => atMs > playedMs + nearlyMs)
    this.#return(due < 0 ? this.#marks.length : due)
  }

  #return(count: number): void {
    for (const { mark } of this.#marks.splice(0, count))
      if (!this.#closed) this.#receive({ type: 'transport.mark', mark })
  }

  #finish(reason: ClosedReason): void {
    if (this.#closed) return
    this.#closed = true
    this.#marks = []
    void this.release()
    this.#receive({ type: 'transport.closed', reason })
  }
}
