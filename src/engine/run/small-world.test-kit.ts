/**
 * A small world around `runCall`, on any clock: a caller who speaks on cue, a carrier that plays and returns marks, and services that
 * take a while. Its providers are plain async iterators that obey their signal, as real ones are.
 */
import { frameEnd, type Millis } from '../audio/frame.js'
import { MULAW_SILENCE } from '../audio/mulaw.js'
import type { Mark, SegmentId, TransportEvent } from '../call/event.js'
import type {
  CallTransport,
  Providers,
  SpeechPart,
  SpeechToTextPart,
} from '../providers/provider.js'
import { type Clock, until } from './clock.js'
import { Feed } from './feed.test-kit.js'
import { levelDetector } from './puppets.test-kit.js'

const frameMs = 20
const wireMs = 40
const msPerLetter = 50

export interface Plot {
  readonly caller: readonly { readonly from: Millis; readonly to: Millis; readonly text: string }[]
  /** What the model says to the n-th request. */
  readonly model: (request: number) => string
  /** When the caller hangs up. */
  readonly hangsUpAt?: Millis
}

export interface SmallWorld {
  readonly providers: Providers
  readonly transport: CallTransport
  /** What the carrier was told, with the time. */
  readonly carrierTold: readonly string[]
  /** Streams and answers that are still open. */
  open(): number
}

export function smallWorld(clock: Clock, plot: Plot): SmallWorld {
  let open = 0
  const counted = <T>(signal: AbortSignal, feed: Feed<T>): Feed<T> => {
    open++
    signal.addEventListener('abort', () => {
      open--
      feed.end()
    })
    return feed
  }
  let requests = 0
  const voice: Providers['tts'] = {
    open: ({ signal }) => speaker(clock, counted(signal, new Feed<SpeechPart>())),
  }
  const providers: Providers = {
    vad: levelDetector,
    stt: { open: ({ signal }) => listener(clock, plot, counted(signal, new Feed())) },
    llm: {
      async *generate(_, { signal }) {
        const text = plot.model(requests++)
        await until(clock, clock.now() + 200, signal)
        for (const word of text.split(' ')) {
          await until(clock, clock.now() + 20, signal)
          yield { type: 'text', text: `${word} ` }
        }
        yield { type: 'ended', usage: { inputTokens: 1, outputTokens: 1 } }
      },
    },
    tts: voice,
    backupTts: voice,
    tools: { run: () => Promise.reject(new Error('there are no tools')) },
  }
  return { providers, ...carrier(clock, plot), open: () => open }
}

function listener(clock: Clock, { caller }: Plot, feed: Feed<SpeechToTextPart>) {
  const spans = new Map<SegmentId, { from: Millis; to: Millis }>()
  return {
    write: (segment: SegmentId, frame: { mulaw: Uint8Array; mediaAt: Millis }) => {
      const from = spans.get(segment)?.from ?? frame.mediaAt
      spans.set(segment, { from, to: frameEnd(frame) })
    },
    commit: (segment: SegmentId) => {
      const span = spans.get(segment) ?? { from: 0, to: 0 }
      const said = caller.filter(({ from, to }) => from < span.to && to > span.from)
      const text = said.map((utterance) => utterance.text).join(' ')
      clock.alarm(clock.now() + 150, () => feed.push({ type: 'final', segment, text }))
    },
    drop: () => {},
    [Symbol.asyncIterator]: () => feed[Symbol.asyncIterator](),
  }
}

function speaker(clock: Clock, feed: Feed<SpeechPart>) {
  let free = 0
  let unsaid = 0
  let ended = false
  const endWhenSaid = () => {
    if (ended && unsaid === 0) feed.end()
  }
  return {
    write: (id: number, text: string) => {
      free = Math.max(free, clock.now()) + 100
      unsaid++
      const mulaw = new Uint8Array(text.length * msPerLetter * 8).fill(0x20)
      clock.alarm(free, () => {
        feed.push({ type: 'audio', id, mulaw }, { type: 'ended', id })
        unsaid--
        endWhenSaid()
      })
    },
    end: () => {
      ended = true
      endWhenSaid()
    },
    [Symbol.asyncIterator]: () => feed[Symbol.asyncIterator](),
  }
}

function carrier(clock: Clock, { caller, hangsUpAt }: Plot) {
  const carrierTold: string[] = []
  let receive: (event: TransportEvent) => void = () => {}
  let closed = false
  let dryAt = 0
  let pending: { readonly mark: Mark; readonly disarm: () => void }[] = []
  const tell = (what: string) => carrierTold.push(`${clock.now()} ${what}`)
  const sendFrame = (mediaAt: Millis) => {
    if (closed) return
    const speaks = caller.some(({ from, to }) => from <= mediaAt && mediaAt < to)
    const mulaw = new Uint8Array(frameMs * 8).fill(speaks ? 0x20 : MULAW_SILENCE)
    receive({ type: 'transport.audio', frame: { mulaw, mediaAt } })
    const next = mediaAt + frameMs
    clock.alarm(next + frameMs + wireMs, () => sendFrame(next))
  }
  const transport: CallTransport = {
    open: (given) => {
      receive = given
      clock.alarm(0, () => receive({ type: 'transport.started', from: '+15550100', to: '' }))
      clock.alarm(frameMs + wireMs, () => sendFrame(0))
      if (hangsUpAt === undefined) return
      clock.alarm(hangsUpAt, () => {
        closed = true
        receive({ type: 'transport.closed', reason: 'caller' })
      })
    },
    play: (mulaw, mark) => {
      tell('play')
      dryAt = Math.max(dryAt, clock.now() + wireMs) + mulaw.length / 8
      const disarm = clock.alarm(dryAt + wireMs, () => {
        pending = pending.filter((waiting) => waiting.mark !== mark)
        receive({ type: 'transport.mark', mark })
      })
      pending.push({ mark, disarm })
    },
    clear: () => {
      tell('clear')
      const cleared = pending
      pending = []
      dryAt = clock.now()
      for (const { mark, disarm } of cleared) {
        disarm()
        clock.alarm(clock.now() + 2 * wireMs, () => receive({ type: 'transport.mark', mark }))
      }
    },
    transfer: (to) => void tell(`transfer to ${to}`),
    hangUp: (why) => {
      closed = true
      tell(`hang up: ${why}`)
    },
  }
  return { transport, carrierTold }
}
