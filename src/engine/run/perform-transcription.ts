import type { AudioFrame, Millis } from '../audio/frame.js'
import type { FailureCode, Happening, SegmentId } from '../call/event.js'
import {
  isLasting,
  ProviderFailure,
  type SpeechToTextPart,
  type SpeechToTextStream,
} from '../providers/provider.js'
import { until } from './clock.js'
import type { EffectParts } from './effect-parts.js'
import { failureCode } from './failure-code.js'
import type { Scope } from './scopes.js'
import { SegmentMemory } from './segment-memory.js'

const FIRST_WAIT_MS: Millis = 250
const LONGEST_WAIT_MS: Millis = 4000

interface OpenStream {
  readonly stream: SpeechToTextStream
  readonly scope: Scope
}

/**
 * The call's one speech-to-text stream. If it fails or ends it is reported, opened again after a wait that doubles, and told everything
 * that had no answer yet. A service that refuses us is left alone: from then on every segment fails as soon as it is complete.
 */
export class Transcription {
  readonly #parts: EffectParts
  readonly #memory = new SegmentMemory()
  #open: OpenStream | undefined
  #waitMs = FIRST_WAIT_MS
  /** Why it is not opened any more. */
  #refused: FailureCode | undefined

  constructor(parts: EffectParts) {
    this.#parts = parts
  }

  open(): void {
    const { providers, scopes, work } = this.#parts
    const scope = scopes.call.within()
    try {
      const open = { scope, stream: providers.stt.open({ signal: scope.signal }) }
      this.#open = open
      const listen = () => this.#listen(open)
      work.start(scope, listen, (code) => this.#failed(scope, code))
      this.#memory.resend(open.stream)
    } catch (error) {
      this.#failed(scope, failureCode(error))
    }
  }

  write(segment: SegmentId, frame: AudioFrame): void {
    if (this.#refused === undefined) this.#memory.write(segment, frame)
    this.#tell((stream) => stream.write(segment, frame))
  }

  commit(segment: SegmentId): void {
    this.#memory.commit(segment)
    this.#tell((stream) => stream.commit(segment))
    if (this.#refused !== undefined) this.#post(this.#refused, segment)
  }

  drop(segment: SegmentId): void {
    this.#memory.forget(segment)
    this.#tell((stream) => stream.drop(segment))
  }

  #tell(what: (stream: SpeechToTextStream) => void): void {
    if (this.#open === undefined) return
    const { stream, scope } = this.#open
    try {
      what(stream)
    } catch (error) {
      this.#failed(scope, failureCode(error))
    }
  }

  async #listen({ stream, scope }: OpenStream): Promise<void> {
    for await (const part of stream) {
      if (scope.signal.aborted) return
      if (part.type !== 'failed') this.#waitMs = FIRST_WAIT_MS
      this.#hear(part)
    }
    if (!scope.signal.aborted)
      throw new ProviderFailure('UNAVAILABLE', 'the transcription ended before the call')
  }

  #hear(part: SpeechToTextPart): void {
    if (part.segment !== undefined && part.type !== 'partial') this.#memory.forget(part.segment)
    this.#parts.post(happeningOf(part))
  }

  #failed(scope: Scope, code: FailureCode): void {
    if (this.#open?.scope === scope) this.#open = undefined
    scope.end()
    if (isLasting(code)) this.#refused = code
    else this.#reopenLater()
    this.#post(code)
  }

  #post(code: FailureCode, of?: SegmentId): void {
    this.#parts.post({
      type: 'provider.failed',
      part: 'stt',
      code,
      ...(of === undefined ? {} : { of }),
    })
  }

  #reopenLater(): void {
    const { clock, scopes, work } = this.#parts
    const at = clock.now() + this.#waitMs
    this.#waitMs = Math.min(2 * this.#waitMs, LONGEST_WAIT_MS)
    const scope = scopes.call.within()
    const reopen = async () => {
      await until(clock, at, scope.signal)
      this.open()
    }
    work.start(scope, reopen, () => {})
  }
}

function happeningOf(part: SpeechToTextPart): Happening {
  if (part.type !== 'failed') {
    return { type: `stt.${part.type}`, segment: part.segment, text: part.text }
  }
  const of = part.segment === undefined ? {} : { of: part.segment }
  return { type: 'provider.failed', part: 'stt', code: part.code, ...of }
}
