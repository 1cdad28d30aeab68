/**
 * One short call in real time whose services may fail: the live adapters against local services over sockets, a simulated carrier, and what
 * the caller got to hear and when.
 */
import { plainAgent } from '../../engine/agent/plain.js'
import type { CallEvent, TransportEvent } from '../../engine/call/event.js'
import { type CallPolicy, policyWith } from '../../engine/call/policy.js'
import type { CallDeps } from '../../engine/providers/definition.js'
import type { CallTransport, Providers } from '../../engine/providers/provider.js'
import type { Entry, Observer } from '../../engine/report/entry.js'
import type { Clock } from '../../engine/run/clock.js'
import { levelDetector } from '../../engine/run/puppets.test-kit.js'
import { RealClock } from '../../engine/run/real-clock.js'
import { runCall } from '../../engine/run/run-call.js'
import { smallWorld } from '../../engine/run/small-world.test-kit.js'

export interface FaultyCall {
  readonly caller: readonly { readonly from: number; readonly to: number }[]
  /** The caller hangs up once they have heard so many answers. */
  readonly answers?: number
  /** The caller hangs up now, whatever was heard, ms. */
  readonly limitMs?: number
  /** Instead of a policy that is patient and asks the model only when the turn is over. */
  readonly policy?: CallPolicy
  readonly observers?: readonly Observer[]
}

export interface FaultyCallResult {
  /** Caller's words as the engine knows them, and what the caller heard of each reply. */
  readonly said: readonly string[]
  readonly heard: readonly string[]
  /** From the end of each turn to the first sound on the wire, ms. */
  readonly silences: readonly number[]
  /** `part code`, in order. */
  readonly failures: readonly string[]
  /** `part why: did`, in order. */
  readonly fallbacks: readonly string[]
  readonly logged: readonly object[]
  /** The line was kept up until the caller had heard what they waited for. */
  readonly isComplete: boolean
}

/**
 * The caller speaks first. Patience is wide and the model is not asked early, so that a machine that stands still for a moment changes nothing.
 */
const patient = policyWith({
  opening: { by: 'caller', greetAfterMs: 10_000 },
  endpoint: { completeMs: 1200, neutralMs: 1200, unfinishedMs: 1500 },
  speculation: { perTurn: 0 },
})

/** The same with lines of its own, so that none of them was said before. */
export function patientWith(lines: Partial<CallPolicy['lines']>): CallPolicy {
  return policyWith({ lines }, patient)
}

/** Holds the call to its end. The caller's audio is a tone, so whether they speak is told by its level. */
export async function holdFaultyCall(
  providers: (deps: CallDeps) => Providers,
  { caller, answers = 1, limitMs = 20_000, policy = patient, observers = [] }: FaultyCall,
  logged: object[] = [],
): Promise<FaultyCallResult> {
  const clock = new RealClock()
  const log = {
    warn: (fields: object, message: string) => void logged.push({ message, ...fields }),
  }
  const plot = caller.map((each) => ({ ...each, text: '' }))
  const { transport } = smallWorld(clock, { caller: plot, model: () => '' })
  const line = hangingUp(transport)
  const seen = new Watch()
  const giveUp = clock.alarm(limitMs, line.hangUp)
  try {
    await runCall({
      ...{ clock, log, policy, transport: line.transport },
      agent: plainAgent({ greeting: 'Hello?', instructions: 'Be brief.' }),
      providers: { ...providers({ clock, log }), vad: levelDetector },
      observers: [
        ...observers,
        (entry) => {
          seen.take(entry, clock)
          if (seen.heard.length >= answers) line.hangUp()
        },
      ],
    })
  } finally {
    giveUp()
  }
  const { said, heard, silences, failures, fallbacks } = seen
  const isComplete = heard.length >= answers
  return { said, heard, silences, failures, fallbacks, logged, isComplete }
}

/** A transport whose caller can hang up at any moment. */
function hangingUp(transport: CallTransport) {
  let receive: (event: TransportEvent) => void = () => {}
  let isOver = false
  return {
    transport: {
      ...transport,
      open: (given: typeof receive) => {
        receive = given
        transport.open((event) => {
          if (!isOver) given(event)
        })
      },
    },
    hangUp: () => {
      if (isOver) return
      isOver = true
      transport.hangUp('the caller did')
      receive({ type: 'transport.closed', reason: 'caller' })
    },
  }
}

class Watch {
  readonly said: string[] = []
  readonly heard: string[] = []
  readonly silences: number[] = []
  readonly failures: string[] = []
  readonly fallbacks: string[] = []
  #endedAt: number | undefined

  take({ event, commands }: Entry, clock: Clock): void {
    this.#fail(event)
    for (const command of commands) {
      if (command.type === 'play' && this.#endedAt !== undefined) {
        this.silences.push(Math.round(clock.now() - this.#endedAt))
        this.#endedAt = undefined
      }
      if (command.type !== 'note') continue
      const { note } = command
      if (note.kind === 'turn.ended') this.said.push(note.text)
      if (note.kind === 'turn.ended' || note.kind === 'turn.unheard') this.#endedAt = event.at
      if (note.kind === 'reply.heard') this.heard.push(note.text)
      if (note.kind === 'fallback') this.fallbacks.push(`${note.part} ${note.why}: ${note.did}`)
    }
  }

  #fail(event: CallEvent): void {
    if (event.type === 'provider.failed') this.failures.push(`${event.part} ${event.code}`)
  }
}
