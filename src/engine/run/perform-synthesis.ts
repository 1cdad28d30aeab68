import { mulawLevel } from '../audio/mulaw.js'
import type { Command, Voice } from '../call/command.js'
import type { FailureCode, ReplyId, SentenceId } from '../call/event.js'
import { ProviderFailure, type SpeechPart, type SpeechStream } from '../providers/provider.js'
import type { EffectParts } from './effect-parts.js'
import { failureCode } from './failure-code.js'
import type { Scope } from './scopes.js'

type Synthesize = Extract<Command, { type: 'synthesize' }>

interface OpenVoice {
  readonly reply: ReplyId
  readonly voice: Voice
  readonly scope: Scope
  readonly stream: SpeechStream
  /** Sentences whose end has not come yet, in the order in which they were written. */
  readonly unfinished: Set<SentenceId>
  /** No sentence may be written any more. */
  ended: boolean
}

/**
 * The voices of the call: a stream for each reply, opened with its first sentence. When a reply changes to the other voice, what the first
 * one still makes is not wanted any more.
 */
export class Synthesis {
  readonly #parts: EffectParts
  readonly #open = new Set<OpenVoice>()

  constructor(parts: EffectParts) {
    this.#parts = parts
  }

  speak({ reply, voice, sentence, text }: Synthesize): void {
    let open: OpenVoice | undefined
    try {
      open = this.#find(reply, voice) ?? this.#begin(reply, voice)
      if (open.scope.signal.aborted) return
      open.unfinished.add(sentence)
      open.stream.write(sentence, text)
    } catch (error) {
      open?.scope.end()
      this.#report(sentence, failureCode(error))
    }
  }

  end(reply: ReplyId): void {
    for (const open of this.#open) {
      if (open.reply !== reply || open.ended) continue
      open.ended = true
      try {
        open.stream.end()
      } catch (error) {
        this.#failed(open, failureCode(error))
      }
    }
  }

  #find(reply: ReplyId, voice: Voice): OpenVoice | undefined {
    for (const open of this.#open) {
      if (open.reply !== reply || open.scope.signal.aborted) continue
      if (open.voice !== voice) open.scope.end()
      else if (!open.ended) return open
    }
    return undefined
  }

  #begin(reply: ReplyId, voice: Voice): OpenVoice {
    const { providers, scopes, work } = this.#parts
    const scope = scopes.reply(reply).within()
    const tts = voice === 'main' ? providers.tts : providers.backupTts
    const stream = tts.open({ signal: scope.signal })
    const open = { reply, voice, scope, stream, unfinished: new Set<SentenceId>(), ended: false }
    this.#open.add(open)
    work.start(
      scope,
      () => this.#listen(open),
      (code) => this.#failed(open, code),
    )
    return open
  }

  async #listen(open: OpenVoice): Promise<void> {
    try {
      for await (const part of open.stream) {
        if (open.scope.signal.aborted) return
        this.#hear(open, part)
      }
      if (open.unfinished.size > 0)
        throw new ProviderFailure('BAD_RESPONSE', 'the voice stopped before the end of a sentence')
    } finally {
      this.#open.delete(open)
    }
  }

  #hear({ reply, unfinished }: OpenVoice, part: SpeechPart): void {
    const { post } = this.#parts
    const sentence = part.id
    if (part.type === 'ended') {
      unfinished.delete(sentence)
      post({ type: 'tts.ended', reply, sentence })
    } else {
      const { mulaw, words } = part
      const level = Math.round(mulawLevel(mulaw))
      post({ type: 'tts.audio', reply, sentence, mulaw, level, ...(words && { words }) })
    }
  }

  /** Named is the first sentence that is missing; those after it are missing too. A stream that owed nothing may go unnoticed. */
  #failed(open: OpenVoice, code: FailureCode): void {
    open.scope.end()
    const [sentence] = open.unfinished
    if (sentence !== undefined) this.#report(sentence, code)
  }

  #report(of: SentenceId, code: FailureCode): void {
    this.#parts.post({ type: 'provider.failed', part: 'tts', of, code })
  }
}
