/** Says a script by one request for each sentence, one after the other, so that nothing can overtake. */
import type { Millis } from '../../audio/frame.js'
import type { Clock } from '../../run/clock.js'
import { voiceFailure } from './failure.js'
import type { ReplyScript, Rest } from './reply-script.js'
import { SentenceCutter } from './sentence-cutter.js'
import type { SpokenChunk } from './server-message.js'
import type { WireAudio } from './wire-audio.js'

/** Asks the service to say a text. Throws `ProviderFailure`; obeys the signal. */
export type SpeechRequest = (text: string, signal: AbortSignal) => AsyncIterable<SpokenChunk>

export interface HttpRoute {
  readonly request: SpeechRequest
  readonly clock: Clock
  readonly stallMs: Millis
  readonly openAudio: () => Promise<WireAudio>
}

/**
 * Resolves when nothing is left to say for now.
 *
 * @throws ProviderFailure
 */
export async function speakOverHttp(
  route: HttpRoute,
  script: ReplyScript,
  signal: AbortSignal,
): Promise<void> {
  for (let [rest] = script.unfinished(); rest && !signal.aborted; [rest] = script.unfinished()) {
    await speakSentence(route, script, rest, signal)
  }
}

async function speakSentence(
  route: HttpRoute,
  script: ReplyScript,
  rest: Rest,
  signal: AbortSignal,
): Promise<void> {
  if (rest.words.length === 0) return script.end(rest.id)
  const cutter = new SentenceCutter(script)
  cutter.add(rest)
  const audio = await route.openAudio()
  const request = new AbortController()
  const abort = () => request.abort()
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  const chunks = route.request(rest.words.join(' '), request.signal)[Symbol.asyncIterator]()
  try {
    for (;;) {
      const { done, value } = await soon(chunks.next(), route)
      if (signal.aborted) return
      if (done) break
      cutter.hear(audio.write(value.audio), value.chars)
    }
    cutter.hear(audio.end(), [])
    if (!cutter.finish()) throw voiceFailure('BAD_RESPONSE', 'sent no audio for a sentence')
  } finally {
    signal.removeEventListener('abort', abort)
    request.abort()
    audio.close()
  }
}

/** The same, or a failure if it takes too long. */
function soon<T>(work: Promise<T>, { clock, stallMs }: HttpRoute): Promise<T> {
  return new Promise((resolve, reject) => {
    const disarm = clock.alarm(clock.now() + stallMs, () =>
      reject(voiceFailure('TIMEOUT', 'sends no audio')),
    )
    work.then(resolve, reject).finally(disarm)
  })
}
