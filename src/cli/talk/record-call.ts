import { join, resolve } from 'node:path'
import { captureCall } from '../../engine/capture/capture.js'
import { messageOf, VoiceAgentError } from '../../engine/errors.js'
import type { Observer } from '../../engine/report/entry.js'
import type { DeskCall } from './desk-call.js'

/** Keeps a call, and makes a fixture of it at the end if somebody wants that by then. */
export interface CallRecording {
  readonly observe: Observer
  readonly isWanted: () => boolean
  readonly want: (wanted: boolean) => void
  /** The call is over. Says what became of it; undefined when nobody wanted it. */
  readonly finish: () => string | undefined
}

/** Where recordings go where no directory was named. */
const usualPlace = join('.voice-agent', 'calls')

export interface RecordingOptions {
  /** The directory that was asked for, relative to `cwd`, or `true` for the usual one; undefined: nothing is to be recorded yet. */
  readonly directory: string | true | undefined
  readonly cwd: string
}

/**
 * Undefined where the caller has no voice.
 *
 * @throws VoiceAgentError E_USAGE when such a call should be recorded
 */
export function callRecording(
  call: DeskCall,
  { directory, cwd }: RecordingOptions,
): CallRecording | undefined {
  if (call.recordable === undefined) {
    if (directory === undefined) return undefined
    const [message, fix] = call.microphone
      ? [
          'a recording names its agent, and an agent of your own has no name here',
          'leave --record out, or use an agent of the catalog',
        ]
      : [
          '--record keeps the voice of the caller, and what is typed has none',
          'leave it out, or use --caller',
        ]
    throw new VoiceAgentError('E_USAGE', message, fix)
  }
  const month = new Date().toISOString().slice(0, 7)
  const capture = captureCall({
    id: `talk-${new Date().toISOString().slice(0, 19).replace(/\D+/g, '-')}`,
    agent: call.recordable,
    policy: call.policy,
    recorded: { by: 'talk', month },
  })
  let wanted = directory !== undefined
  return {
    observe: capture.observe,
    isWanted: () => wanted,
    want: (now) => {
      wanted = now
    },
    finish() {
      if (!wanted) return undefined
      try {
        const path = capture.write(
          resolve(cwd, typeof directory === 'string' ? directory : usualPlace),
        )
        return `recorded ${path}; voice-agent replay ${path} runs it`
      } catch (error) {
        return `not recorded: ${messageOf(error)}`
      }
    },
  }
}
