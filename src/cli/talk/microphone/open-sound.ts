/** Opens microphone and speaker for a talk: finds what carries the sound, chooses the devices, and finds out whether they hear each other. */
import { VoiceAgentError } from '../../../engine/errors.js'
import type { Context } from '../../context.js'
import { audioKinds, findAudio } from '../audio/audio-devices.js'
import { chooseDevice } from '../audio/choose-device.js'
import { type Desk, openDesk } from '../audio/desk.js'
import type { AudioDevice } from '../audio/devices.js'
import { checkEcho, echoAdvice } from '../audio/echo-check.js'
import { MicGate } from '../audio/mic-gate.js'
import type { TalkFlags } from '../options.js'

/** Open devices, and what decides which of the microphone's sound is the caller's. */
export interface OpenSound {
  readonly desk: Desk
  readonly gate: MicGate
  /** All devices there are now. */
  readonly list: () => Promise<readonly AudioDevice[]>
  readonly input: AudioDevice
  readonly output: AudioDevice
  /** The user vouches that no microphone hears a speaker. */
  readonly headphones: boolean
}

export interface SoundWishes {
  readonly context: Context
  readonly flags: TalkFlags
  /** Says what is going on, for a person. */
  readonly say: (line: string) => void
  /** Gives up the opening and closes the devices. */
  readonly signal: AbortSignal
}

/**
 * Opens the devices that the flags name. Without `--headphones` and `--push-to-talk` it plays a short sweep to measure the echo (1.7 s).
 *
 * @throws VoiceAgentError E_AUDIO, E_AUDIO_DEVICE when there is no sound; what the signal was aborted with
 */
export async function openSound(wishes: SoundWishes): Promise<OpenSound> {
  const { flags, say, signal } = wishes
  const opened = await openDevices(wishes)
  const { desk, input, output } = opened
  try {
    say(`microphone  ${input.name}`)
    say(`speaker     ${output.name}`)
    const gate = await gateFor(desk, flags, say, signal)
    return { ...opened, gate, headphones: flags.headphones === true }
  } catch (error) {
    await desk.duplex.close()
    throw error
  }
}

/** The devices that the flags name, open, without any check. */
export async function openDevices({
  context,
  flags,
  signal,
}: Pick<SoundWishes, 'context' | 'flags' | 'signal'>) {
  const { audio, devices } = await findSound(context, flags)
  const input = chooseDevice(devices, 'input', flags.input)
  const output = chooseDevice(devices, 'output', flags.speaker)
  const desk = await openDesk(audio, { input, output, signal })
  return { desk, list: () => audio.list(), input, output }
}

/** @throws VoiceAgentError E_USAGE when `--audio` says something else; E_AUDIO when there is no sound */
export function findSound({ env }: Context, { audio = 'auto' }: TalkFlags) {
  const choice = audioKinds.find((kind) => kind === audio)
  if (choice !== undefined) return findAudio(choice, env)
  const message = `--audio ${audio} is no way to carry sound`
  throw new VoiceAgentError('E_USAGE', message, `use one of ${audioKinds.join(', ')}`)
}

async function gateFor(
  desk: Desk,
  { headphones, pushToTalk }: TalkFlags,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<MicGate> {
  if (pushToTalk) return new MicGate('push')
  if (headphones) return new MicGate('full')
  const check = await checkEcho(desk, signal)
  say(`echo        ${echoAdvice(check)}`)
  return check.echo === undefined ? new MicGate('full') : new MicGate('half', check.echo)
}
