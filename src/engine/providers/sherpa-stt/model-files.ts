/** Finds the parts of a model in the directory that was named, by the names its publishers give them. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { VoiceAgentError } from '../../errors.js'

export type SherpaModel =
  /** Writes while the caller speaks. */
  | {
      readonly kind: 'transducer'
      readonly encoder: string
      readonly decoder: string
      readonly joiner: string
      readonly tokens: string
    }
  /** Writes when the caller has spoken. */
  | {
      readonly kind: 'whisper'
      readonly encoder: string
      readonly decoder: string
      readonly tokens: string
    }

/** @throws VoiceAgentError E_SHERPA_MODEL */
export function findModel(dir: string): SherpaModel {
  const files = filesIn(dir)
  const find = (part: string) => {
    const fitting = files.filter((file) => new RegExp(`(^|[-_.])${part}([-_.]|$)`, 'i').test(file))
    const models = fitting.filter((file) => file.endsWith('.onnx'))
    // The smaller of two is as good on a phone line and twice as fast.
    const best = models.find((file) => /int8/i.test(file)) ?? models[0]
    return best === undefined ? undefined : join(dir, best)
  }
  const tokensFile = files.find((file) => /(^|[-_.])tokens\.txt$/i.test(file))
  const tokens = tokensFile === undefined ? undefined : join(dir, tokensFile)
  const [encoder, decoder, joiner] = ['encoder', 'decoder', 'joiner'].map(find)
  const missing = Object.entries({ encoder, decoder, 'tokens.txt': tokens })
  const absent = missing.flatMap(([name, path]) => (path === undefined ? [name] : []))
  if (encoder === undefined || decoder === undefined || tokens === undefined) {
    throw modelError(`The directory ${dir} has no ${absent.join(', no ')} of a model.`)
  }
  if (joiner === undefined) return { kind: 'whisper', encoder, decoder, tokens }
  return { kind: 'transducer', encoder, decoder, joiner, tokens }
}

function filesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir).sort()
  } catch {
    throw modelError(`SHERPA_MODEL_DIR is ${dir}, which is no directory that can be read.`)
  }
}

function modelError(message: string): VoiceAgentError {
  return new VoiceAgentError(
    'E_SHERPA_MODEL',
    message,
    'unpack a streaming transducer or a Whisper model for sherpa-onnx and point SHERPA_MODEL_DIR at its directory',
  )
}
