/** Whether speech can be recognised here at all, found out before a call: each reason that it cannot has its own error. */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { VoiceAgentError } from '../../errors.js'
import { childProgram } from './child-program.js'
import type { RecognitionOptions } from './recognition.js'

/** Loading a large model from a slow disk. */
const LONGEST_LOAD_MS = 60_000
const NO_PACKAGE = 10

/**
 * Loads package and model once in a process of its own, because a file that is no model ends the process that loads it.
 *
 * @throws VoiceAgentError E_SHERPA_PACKAGE, E_SHERPA_BROKEN or E_SHERPA_LOAD
 */
export function checkSherpa(options: RecognitionOptions, resolve = resolvePackage): void {
  if (!resolve()) {
    throw new VoiceAgentError(
      'E_SHERPA_PACKAGE',
      'The package sherpa-onnx-node is not installed, and speech-to-text "sherpa" needs it.',
      'npm install sherpa-onnx-node',
    )
  }
  const { file, execArgv } = childProgram()
  const args = [...execArgv, file, 'check', JSON.stringify(options)]
  const { status, stderr, error } = spawnSync(process.execPath, args, {
    ...{ encoding: 'utf8', timeout: LONGEST_LOAD_MS, stdio: ['ignore', 'ignore', 'pipe'] },
  })
  if (status === 0) return
  const why = lastLine(stderr) || error?.message || `it ended with ${status}`
  if (status === NO_PACKAGE) {
    throw new VoiceAgentError(
      'E_SHERPA_BROKEN',
      `The package sherpa-onnx-node is installed but cannot be loaded on this machine: ${why}`,
      'npm rebuild sherpa-onnx-node, or choose another speech-to-text',
    )
  }
  throw new VoiceAgentError(
    'E_SHERPA_LOAD',
    `The model ${options.model.encoder} cannot be used: ${why}`,
    'download the model again, and check that it is a streaming transducer or a Whisper model for sherpa-onnx',
  )
}

function resolvePackage(): boolean {
  try {
    createRequire(import.meta.url).resolve('sherpa-onnx-node')
    return true
  } catch {
    return false
  }
}

function lastLine(text: string | null): string {
  const lines = (text ?? '').split('\n').map((line) => line.trim())
  return lines.filter((line) => line !== '').at(-1) ?? ''
}
