import { VoiceAgentError } from '../../engine/errors.js'
import type { Context } from '../context.js'
import { type CommonOptions, isOutputMode, outputModes, type Printer } from '../output/printer.js'

/** The flags of `talk` as commander parsed them: `output` is a mode of output or a speaker. */
export interface GivenFlags extends CommonOptions {
  readonly text?: boolean
  readonly plain?: boolean
  readonly fast?: boolean
  readonly caller?: string
  /** The directory, or `true` for the usual one. */
  readonly record?: string | true
  readonly auditDir?: string
  readonly agent?: string
  readonly stt?: string
  readonly llm?: string
  readonly tts?: string
  readonly input?: string
  readonly listDevices?: boolean
  readonly headphones?: boolean
  readonly pushToTalk?: boolean
  readonly audio?: string
}

/** The flags of `talk`: `output` is a mode of output. */
export interface TalkFlags extends GivenFlags {
  readonly speaker?: string
}

/** Tells the two meanings of `--output` apart: what is no mode of output names a speaker. */
export function withSpeaker({ output, ...flags }: GivenFlags): TalkFlags {
  if (output === undefined) return flags
  return isOutputMode(output) ? { ...flags, output } : { ...flags, speaker: output }
}

/** Where what happens is shown. */
export type View = 'screen' | 'lines' | 'json'

/** Who speaks to the agent. */
export type CallerKind = 'keyboard' | 'fixture' | 'microphone'

/**
 * Checks the flags against each other.
 *
 * @param hasKeys a person can press keys here
 * @throws VoiceAgentError `E_USAGE` for the first contradiction
 */
export function callerKind(flags: TalkFlags, hasKeys: boolean): CallerKind {
  const { text, caller } = flags
  if (text && caller !== undefined)
    throw refusal('--text and --caller are two different callers', 'leave one of them out')
  if (text) checkKeyboard(flags)
  else if (caller === undefined) checkMicrophone(flags, hasKeys)
  else if (flags.pushToTalk) throw noMicrophone('--push-to-talk', '--caller')
  if (text) return 'keyboard'
  return caller === undefined ? 'microphone' : 'fixture'
}

function checkKeyboard({ pushToTalk, input, speaker, stt }: TalkFlags): void {
  if (stt !== undefined) throw noMicrophone('--stt', '--text')
  if (pushToTalk) throw noMicrophone('--push-to-talk', '--text')
  if (input !== undefined) throw noMicrophone('--input', '--text')
  if (speaker === undefined) return
  const message = `--output ${speaker} is no output mode, and --text has no speaker`
  throw refusal(message, `use one of ${outputModes.join(', ')}`)
}

function checkMicrophone({ fast, pushToTalk, audio }: TalkFlags, hasKeys: boolean): void {
  if (fast)
    throw refusal(
      '--fast skips time, and a microphone cannot',
      'use it with --text or --caller FIXTURE',
    )
  if (pushToTalk && !hasKeys)
    throw refusal(
      '--push-to-talk needs a key, and no keyboard is connected to stdin',
      'run it in a terminal, or use --headphones',
    )
  if (audio === 'off')
    throw refusal(
      '--audio off leaves no microphone to talk with',
      'use it with --caller FIXTURE, or type: voice-agent talk --text',
    )
}

const refusal = (message: string, fix: string) => new VoiceAgentError('E_USAGE', message, fix)

const noMicrophone = (flag: string, caller: string) =>
  refusal(`${flag} is for a microphone, and ${caller} has none`, 'leave one of them out')

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
