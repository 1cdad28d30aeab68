/** One realtime transcription session of the stand-in. */
import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import type { CommitFault } from './openai-stt-faults.test-kit.js'
import type { SttWorld } from './openai-stt-server.test-kit.js'

export interface SeenSession {
  readonly url: string
  readonly authorization: string
  /** The `session` of each update. */
  readonly updates: SessionConfig[]
  /** Audio of every piece that was committed, as it came. */
  readonly pieces: Buffer[]
  clears: number
  closed: boolean
  /** When the service heard of a commit, and when it had told the words; `performance.now()`. */
  readonly commitsAt: number[]
  readonly wordsAt: number[]
  /** When each piece of audio came. */
  readonly appendsAt: number[]
}

interface SessionConfig {
  type?: string
  audio?: {
    input?: {
      format?: { type?: string; rate?: number }
      transcription?: { model?: string; language?: string; languages?: string[]; delay?: string }
      turn_detection?: unknown
      noise_reduction?: unknown
    }
  }
}

interface ClientEvent {
  readonly type?: string
  readonly event_id?: string
  readonly audio?: string
  readonly session?: SessionConfig
}

interface Item {
  readonly id: string
  bytes: Buffer[]
  deltas: number
}

const prefix = 'conversation.item.input_audio_transcription'
const realtimeOnly = /^gpt-(live-transcribe|realtime-whisper)/
/** A piece goes wrong so far into it. */
const FAULT_AFTER_MS = 200
/** Models that write while somebody speaks do so this often. */
const DELTA_MS = 240

/** Node 20 has only one counter for everybody; ids must differ between sessions too. */
let items = 0

export function holdSession(
  world: SttWorld,
  socket: WebSocket,
  request: IncomingMessage,
  handshake: string,
) {
  const seen: SeenSession = {
    url: request.url ?? '',
    authorization: request.headers.authorization ?? '',
    ...{ updates: [], pieces: [], clears: 0, closed: false },
    ...{ commitsAt: [], wordsAt: [], appendsAt: [] },
  }
  world.seen.sessions.push(seen)
  socket
    .on('error', () => {})
    .on('close', () => {
      seen.closed = true
    })
  if (handshake === 'gone') return socket.terminate()
  if (handshake === 'policy') return socket.close(1008, 'invalid_api_key')
  if (handshake === 'policy-quota') return socket.close(1008, 'insufficient_quota')
  new Session(world, socket, seen, handshake)
}

class Session {
  #config: SessionConfig = {}
  #item: Item | undefined
  #last: string | null = null
  /** Told after the next piece has got its words, or was committed. */
  #afterWords: (() => void)[] = []
  #afterCommitted: (() => void)[] = []
  #audioFault = true

  constructor(
    readonly world: SttWorld,
    readonly socket: WebSocket,
    readonly seen: SeenSession,
    readonly handshake: string,
  ) {
    socket.on('message', (data) => this.#hear(String(data)))
    if (handshake === 'no-created') return
    const { createdMs = 0, expiresInS = 3600 } = world.options
    const expires_at = Math.round(Date.now() / 1000 + expiresInS)
    const session = { id: 'sess_1', object: 'realtime.transcription_session', expires_at }
    this.#later(createdMs, () => {
      if (seen.url.includes('model='))
        this.#say('session.created', { session: { type: 'realtime' } })
      else this.#say('session.created', { session: { ...session, type: 'transcription' } })
    })
  }

  #hear(text: string) {
    const event = JSON.parse(text) as ClientEvent
    switch (event.type) {
      case 'session.update':
        return this.#update(event)
      case 'input_audio_buffer.append':
        return this.#append(event)
      case 'input_audio_buffer.commit':
        return this.#commit(event)
      case 'input_audio_buffer.clear':
        this.seen.clears++
        this.#item = undefined
        this.#audioFault = true
        return this.#say('input_audio_buffer.cleared', {})
      default:
        return this.#error(event, 'invalid_value', `Invalid value: '${event.type}'.`)
    }
  }

  #update(event: ClientEvent) {
    const session = event.session ?? {}
    this.seen.updates.push(session)
    if (this.handshake === 'no-updated') return
    const input = session.audio?.input ?? {}
    const model = input.transcription?.model ?? ''
    if (this.seen.url.includes('model=') || this.handshake === 'refused-update' || model === '') {
      return this.#error(event, 'invalid_model', 'The model is not supported in this mode.')
    }
    const omitted = !('turn_detection' in input)
    if (realtimeOnly.test(model) && input.turn_detection != null) {
      const sentence = 'Turn detection is not supported for this transcription model'
      return this.#error(event, 'invalid_request_error', sentence)
    }
    const { format } = input
    const known =
      format?.type === 'audio/pcmu' || (format?.type === 'audio/pcm' && format.rate === 24_000)
    if (!known) return this.#error(event, 'invalid_value', 'Invalid format.')
    this.#config = structuredClone(session)
    const echo = structuredClone(session)
    Object.assign(echo.audio?.input ?? {}, this.#twisted(input))
    if (omitted && !realtimeOnly.test(model)) {
      Object.assign(echo.audio?.input ?? {}, { turn_detection: { type: 'server_vad' } })
    }
    this.#say('session.updated', { session: echo })
  }

  #twisted(input: object): object {
    if (this.handshake === 'wrong-format') return { format: { type: 'audio/pcm', rate: 16_000 } }
    if (this.handshake === 'wrong-model') return { transcription: { model: 'whisper-1' } }
    if (this.handshake === 'wrong-turn-detection') return { turn_detection: { type: 'server_vad' } }
    return input
  }

  get #bytesPerMs(): number {
    return this.#config.audio?.input?.format?.type === 'audio/pcmu' ? 8 : 48
  }

  #append(event: ClientEvent) {
    const bytes = Buffer.from(event.audio ?? '', 'base64')
    if (bytes.length === 0) return this.#error(event, 'invalid_value', 'Invalid audio.')
    this.seen.appendsAt.push(performance.now())
    this.#item ??= { id: `item_${++items}`, bytes: [], deltas: 0 }
    const item = this.#item
    item.bytes.push(bytes)
    const ms = this.#msOf(item)
    if (this.#writesLive && ms >= (item.deltas + 1) * DELTA_MS) this.#delta(item)
    if (ms < FAULT_AFTER_MS || !this.#audioFault) return
    this.#audioFault = false
    this.#goWrong(this.world.faults.audio.shift() ?? 'none')
  }

  #goWrong(fault: string) {
    if (fault === 'gone') this.socket.terminate()
    // Nothing is read any more, so no ping is answered.
    if (fault === 'half-open') this.socket.pause()
    if (fault === 'garbage') for (const text of ['<html>', '{}', '[1']) this.socket.send(text)
    if (fault === 'expired') this.#expire()
    if (fault === 'error') this.#error({}, 'invalid_value', 'Something was not to our taste.')
    if (fault !== 'flip-format') return
    const session = structuredClone(this.#config)
    Object.assign(session.audio?.input ?? {}, { format: { type: 'audio/pcm', rate: 8000 } })
    this.#say('session.updated', { session })
  }

  #expire() {
    const message = 'Your session hit the maximum duration of 60 minutes.'
    this.#error({}, 'session_expired', message)
    this.socket.close(1001)
  }

  get #writesLive(): boolean {
    return realtimeOnly.test(this.#config.audio?.input?.transcription?.model ?? '')
  }

  /** The next word of what this piece will be. */
  #delta(item: Item) {
    const word = this.#words(item).split(' ')[item.deltas]
    if (word === undefined || word === '') return
    this.#say(`${prefix}.delta`, {
      ...{ item_id: item.id, content_index: 0, delta: item.deltas === 0 ? word : ` ${word}` },
    })
    item.deltas++
  }

  #words(item: Item): string {
    const model = this.#config.audio?.input?.transcription?.model ?? ''
    const bytes = Buffer.concat(item.bytes)
    return this.world.wordsOf({ ms: this.#msOf(item), via: 'realtime', model, bytes })
  }

  #msOf({ bytes }: Item): number {
    return bytes.reduce((sum, { length }) => sum + length, 0) / this.#bytesPerMs
  }

  #commit(event: ClientEvent) {
    const item = this.#item
    this.#item = undefined
    this.#audioFault = true
    if (!item || this.#msOf(item) < 100) {
      const has = (item ? this.#msOf(item) : 0).toFixed(2)
      const message = `Error committing input audio buffer: buffer too small. Expected at least 100ms of audio, but buffer only has ${has}ms of audio.`
      return this.#error(event, 'input_audio_buffer_commit_empty', message)
    }
    this.seen.pieces.push(Buffer.concat(item.bytes))
    this.seen.commitsAt.push(performance.now())
    this.#answer(event, item, this.world.faults.commit.shift() ?? 'none')
  }

  #answer(event: ClientEvent, item: Item, fault: CommitFault) {
    if (fault === 'error') return this.#error(event, 'server_error', 'The server had an error.')
    const previous = this.#last
    this.#last = item.id
    const committed = () =>
      this.#say('input_audio_buffer.committed', { item_id: item.id, previous_item_id: previous })
    const words = () => this.#complete(item, fault)
    const { answerMs = 50 } = this.world.options
    if (fault === 'committed-after-next') this.#afterCommitted.push(committed)
    else if (fault !== 'words-first') {
      committed()
      for (const late of this.#afterCommitted.splice(0)) late()
    }
    if (fault === 'gone') return this.socket.terminate()
    if (fault === 'never') return
    if (fault === 'garbage') this.socket.send('\u0000not json')
    if (fault === 'after-next') {
      this.#afterWords.push(words)
      return
    }
    this.#later(answerMs, () => {
      const waiting = this.#afterWords.splice(0)
      words()
      if (fault === 'words-first') committed()
      for (const late of waiting) late()
    })
  }

  #complete(item: Item, fault: CommitFault) {
    const about = { item_id: item.id, content_index: 0 }
    if (fault === 'failed') {
      const error = { type: 'server_error', code: 'transcription_failed', message: 'no' }
      return this.#say(`${prefix}.failed`, { ...about, error })
    }
    const transcript = fault === 'empty' ? '' : this.#words(item)
    while (fault !== 'empty' && item.deltas < transcript.split(' ').length && transcript !== '') {
      this.#delta(item)
    }
    this.world.answered()
    const usage = { type: 'duration', seconds: Math.ceil(this.#msOf(item) / 1000) }
    for (let i = 0; i < (fault === 'thrice' ? 3 : 1); i++) {
      this.#say(`${prefix}.completed`, { ...about, transcript, usage })
    }
    this.seen.wordsAt.push(performance.now())
  }

  #error({ event_id = undefined }: ClientEvent, code: string, message: string) {
    const type = code === 'server_error' ? code : 'invalid_request_error'
    this.#say('error', { error: { type, code, message, param: null, event_id: event_id ?? null } })
  }

  #say(type: string, fields: object) {
    const event_id = `event_${Math.round(performance.now() * 1000)}`
    if (this.socket.readyState === this.socket.OPEN) {
      this.socket.send(JSON.stringify({ type, event_id, ...fields }))
    }
  }

  #later(ms: number, what: () => void) {
    if (ms === 0) what()
    else setTimeout(what, ms)
  }
}
