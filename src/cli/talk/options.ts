import { VoiceAgentError } from '../../engine/errors.js'
import type { Context } from '../context.js'
import type { CommonOptions, Printer } from '../output/printer.js'

/** The flags of `talk` as commander parsed them. */
export interface TalkFlags extends CommonOptions {
  readonly text?: boolean
  readonly plain?: boolean
  readonly fast?: boolean
  readonly caller?: string
  readonly record?: string
  readonly auditDir?: string
  readonly agent?: string
  readonly stt?: string
  readonly llm?: string
  readonly tts?: string
  readonly inputDevice?: string
  readonly outputDevice?: string
  readonly listDevices?: boolean
  readonly headphones?: boolean
  readonly pushToTalk?: boolean
  readonly audio?: string
}

/** Where what happens is shown. */
export type View = 'screen' | 'lines' | 'json'

/** Who speaks to the agent. */
export type CallerKind = 'keyboard' | 'fixture' | 'microphone'

/**
 * Checks the flags against each other.
 *
 * @throws VoiceAgentError `E_USAGE` for the first contradiction
 */
export function callerKind(flags: TalkFlags, view: View): CallerKind {
  const { text, caller, fast, pushToTalk, audio } = flags
  const refuse = (message: string, fix: string) => new VoiceAgentError('E_USAGE', message, fix)
  if (text && caller !== undefined)
    throw refuse('--text and --caller are two different callers', 'leave one of them out')
  if (text && pushToTalk)
    throw refuse('--push-to-talk is for a microphone, and --text has none', 'leave one of them out')
  if (fast && !text && caller === undefined)
    throw refuse(
      '--fast skips time, and a microphone cannot',
      'use it with --text or --caller FIXTURE',
    )
  if (pushToTalk && caller === undefined && view !== 'screen')
    throw refuse(
      '--push-to-talk needs a key, and keys are read only where the talk is on a screen',
      'run it in a terminal without --plain and --json, or use --headphones',
    )
  if (audio === 'off' && !text && caller === undefined)
    throw refuse(
      '--audio off leaves no microphone to talk with',
      'use it with --caller FIXTURE, or type: voice-agent talk --text',
    )
  if (text) return 'keyboard'
  return caller === undefined ? 'microphone' : 'fixture'
}

/** A screen that is redrawn only where a person looks at one that can be; else a line an event. */
export function viewOf(context: Context, flags: TalkFlags, printer: Printer): View {
  if (printer.mode === 'json') return 'json'
  const { env, stdout } = context
  const plain =
    flags.plain === true ||
    printer.mode === 'plain' ||
    env.TERM === 'dumb' ||
    isSet(env.NO_COLOR) ||
    flags.color === false ||
    isSet(env.CI) ||
    isSet(env.INK_SCREEN_READER)
  return !plain && stdout.isTTY && isTerminal(context) ? 'screen' : 'lines'
}

/** A person may be typing. */
export function isTerminal(context: Context): boolean {
  try {
    return context.stdin?.isTTY === true
  } catch {
    return false
  }
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false'
}
