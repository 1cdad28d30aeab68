/**
 * A voice from a tape. It speaks one text after another, as services do: each begins after the row's first delay, and not before the
 * audio of the one before has come. Text that is not on the tape is spoken by the offline voice, if there is one.
 */
import { type Millis, MULAW_BYTES_PER_MS, sliceMulaw } from '../audio/frame.js'
import type { Voice } from '../call/command.js'
import type { Word } from '../call/event.js'
import {
  ProviderFailure,
  type SpeechPart,
  type SpeechStream,
  type TextToSpeech,
} from '../providers/provider.js'
import type { Clock } from '../run/clock.js'
import { nearestText } from './scripted-nearest.js'
import { type ScriptedStream, scriptedStream } from './scripted-stream.js'
import { findSpeech, type Row, type Speech } from './scripted-tts-match.js'
import { type TapeUse, type Unused, unused } from './tape-use.js'

/** Says any text without a network: mu-law, and where the words lie in it. */
export type OfflineVoice = (
  text: string,
) => Promise<{ readonly mulaw: Uint8Array; readonly words: readonly Word[] }>

export interface ScriptedTtsOptions {
  readonly clock: Clock
  readonly rows: readonly Row[]
  /** The backup voice says the same as the offline voice would: at once and without the faults. */
  readonly voice: Voice
  readonly offline?: OfflineVoice | undefined
  readonly use: TapeUse
}

/** Audio comes in pieces of this length. */
const pieceMs = 100
/** What a voice without a network is taken to need: its real time depends on the machine, and no replay may. */
const offlinePace = { first: 120, speed: 8 }

interface Speaker extends ScriptedTtsOptions {
  readonly left: Unused<Row>
  readonly out: ScriptedStream<SpeechPart>
  /** When the audio asked for so far will have come; never, once the service failed or stalled. */
  busyUntil: Millis
}

export function scriptedTts(options: ScriptedTtsOptions): TextToSpeech {
  const left = unused(options.rows)
  return {
    open({ signal }): SpeechStream {
      const out = scriptedStream<SpeechPart>(options.clock, signal)
      const speaker: Speaker = { ...options, left, out, busyUntil: 0 }
      let before = Promise.resolve()
      const inOrder = (work: () => void | Promise<void>) => {
        before = before.then(work).catch((error) => out.failAt(options.clock.now(), error))
      }
      return {
        write(id, text) {
          const at = options.clock.now()
          const speech = choose(speaker, text, at)
          inOrder(async () => speak(speaker, id, at, await speech))
        },
        end: () => inOrder(() => out.endAt(speaker.busyUntil)),
        [Symbol.asyncIterator]: () => out[Symbol.asyncIterator](),
      }
    },
  }
}

/** The speech for a text, known or being made; nothing when it can only be missed. */
function choose(speaker: Speaker, text: string, at: Millis): Speech | Promise<Speech> {
  const { rows, left, voice, offline, use, clock } = speaker
  const found = findSpeech(text, rows, left, voice === 'main')
  if (found) {
    const { basis, why, speech } = found
    use.rests({ part: 'tts', at, basis, why, key: text, voice })
    return voice === 'main' ? speech : { ...speech, ...offlinePace }
  }
  if (offline === undefined) {
    use.missed({ part: 'tts', at, wanted: text, nearest: nearestText(text, rows, textOf) })
    return unknownText
  }
  const why = 'not on the tape: spoken by the offline voice'
  use.rests({ part: 'tts', at, basis: 'substituted', why, key: text, voice })
  const made = offline(text).then((speech) => ({ ...speech, ...offlinePace }))
  return clock.hold(made)
}

const textOf = (row: Row) => row.text

const unknownText: Speech = {
  mulaw: new Uint8Array(0),
  words: [],
  first: 0,
  speed: 1,
  fault: { error: 'BAD_RESPONSE' },
}

/** Schedules a text's audio, asked for at `at`. */
function speak(speaker: Speaker, id: number, at: Millis, speech: Speech): void {
  const { out } = speaker
  const begin = Math.max(at + speech.first, speaker.busyUntil)
  if (begin === Number.POSITIVE_INFINITY) return
  const comesAt = (ms: Millis) => Math.round(begin + ms / speech.speed)
  const lengthMs = speech.mulaw.length / MULAW_BYTES_PER_MS
  for (let from = 0; from < lengthMs; from += pieceMs)
    out.at(comesAt(from), { type: 'audio', id, ...pieceAt(speech, from) })
  const done = comesAt(lengthMs)
  const { fault } = speech
  speaker.busyUntil = fault ? Number.POSITIVE_INFINITY : done
  if (fault?.error) out.failAt(done, new ProviderFailure(fault.error, 'as on the tape'))
  if (!fault) out.at(done, { type: 'ended', id })
}

function pieceAt({ mulaw, words }: Speech, from: Millis) {
  const begun = words.filter((word) => word.from >= from && word.from < from + pieceMs)
  const piece = sliceMulaw(mulaw, from, from + pieceMs)
  return { mulaw: piece, ...(begun.length > 0 && { words: begun }) }
}
