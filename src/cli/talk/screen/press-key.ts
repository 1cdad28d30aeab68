import { VoiceAgentError } from '../../../engine/errors.js'
import type { DeskDevice } from '../desk-call.js'
import type { Row } from '../event-schema.js'
import { parseTypedRow } from '../script/parse-row.js'
import type { Key } from './call-screen.js'
import { type DeviceChoice, moveChoice } from './device-lines.js'
import type { KeyState } from './live-area.js'

/** What keys can do. What is missing cannot be done in this talk. */
export interface KeyActions {
  readonly interrupt: () => void
  /** Does what was typed. */
  readonly perform?: (row: Row) => void
  readonly mute?: (muted: boolean) => void
  readonly pushToTalk?: () => void
  /** Finds the devices and shows them as a choice. */
  readonly listDevices?: () => void
  /** Takes a device, and says so. */
  readonly useDevice?: (device: DeskDevice) => string
  readonly record?: () => void
  /** Each says what it did. */
  readonly save: () => string
  readonly copy: () => string
  readonly quit: () => void
  /** Ctrl-C, which is no signal while single keys are read. */
  readonly stop: () => void
}

/** Answers a key with a change of what the person has set. */
export function pressKey(keys: KeyState, key: Key, actions: KeyActions): Partial<KeyState> {
  if (key.ctrl && key.input === 'c') {
    actions.stop()
    return {}
  }
  if (keys.choice !== undefined) return choose(keys.choice, key, actions)
  return keys.typed === undefined
    ? pressShortcut(keys, key, actions)
    : type(keys.typed, key, actions)
}

function choose(choice: DeviceChoice, key: Key, { useDevice }: KeyActions): Partial<KeyState> {
  const { input, up, down } = key
  if (up || input === 'k') return { choice: moveChoice(choice, -1) }
  if (down || input === 'j' || input === 'd') return { choice: moveChoice(choice, 1) }
  const device = choice.devices[choice.at]
  if (key.enter && device && useDevice) return { choice: undefined, notice: useDevice(device) }
  return key.escape || input === 'q' ? { choice: undefined } : {}
}

function type(typed: string, key: Key, actions: KeyActions): Partial<KeyState> {
  if (key.escape) return { typed: undefined, notice: '' }
  if (key.backspace) return { typed: [...typed].slice(0, -1).join(''), notice: '' }
  if (key.ctrl) return {}
  // A line that was pasted or sent by a program comes in one piece, its end included.
  const [line = '', ...more] = key.enter ? [typed, ''] : `${typed}${key.input}`.split(/\r|\n/)
  if (more.length === 0) return { typed: line, notice: '' }
  return { typed: more.join(' ').trim(), notice: say(line, actions) }
}

function say(line: string, { perform }: KeyActions): string {
  try {
    const row = parseTypedRow(line, 1)
    if (row !== undefined) perform?.(row)
    return ''
  } catch (error) {
    if (error instanceof VoiceAgentError) return `${error.message}: ${error.fix}`
    throw error
  }
}

const noMicrophone = 'there is no microphone in this talk'
const noKeyboard = 'this caller is a recording'

function pressShortcut(keys: KeyState, { input }: Key, actions: KeyActions): Partial<KeyState> {
  const done = { notice: '', help: false }
  const { perform, mute, pushToTalk, listDevices, record } = actions
  switch (input) {
    case 'i':
      actions.interrupt()
      return done
    case 't':
      return { ...done, ...beginTyping(keys) }
    case 'm':
      if (mute === undefined) return { notice: noMicrophone }
      mute(!keys.muted)
      return { ...done, muted: !keys.muted }
    case ' ':
      pushToTalk?.()
      return pushToTalk ? done : { notice: noMicrophone }
    case 'd':
      listDevices?.()
      return { ...done, notice: listDevices ? 'looking for devices' : noMicrophone }
    case 'r':
      record?.()
      return record
        ? { ...done, recording: !keys.recording }
        : { notice: 'this talk cannot be recorded' }
    case 's':
      return { ...done, notice: actions.save() }
    case 'c':
      return { ...done, notice: actions.copy() }
    case '?':
      return { notice: '', help: !keys.help }
    case 'q':
      actions.quit()
      return done
    default:
      if (/^[0-9*#]$/.test(input)) perform?.({ keys: input })
      return done
  }
}

const beginTyping = ({ canType }: KeyState): Partial<KeyState> =>
  canType ? { typed: '' } : { notice: noKeyboard }
