import { VoiceAgentError } from '../../../engine/errors.js'
import type { Row } from '../event-schema.js'
import { parseTypedRow } from '../script/parse-row.js'
import type { Key } from './call-screen.js'
import type { KeyState } from './live-area.js'

/** What keys can do. What is missing cannot be done in this talk. */
export interface KeyActions {
  readonly interrupt: () => void
  /** Does what was typed. */
  readonly perform?: (row: Row) => void
  readonly mute?: (muted: boolean) => void
  readonly pushToTalk?: () => void
  /** Says what it did. */
  readonly nextDevice?: () => string
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
  return keys.typed === undefined
    ? pressShortcut(keys, key, actions)
    : type(keys.typed, key, actions)
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
const speakInstead = 'this caller has a voice: speak, or press 0-9 * #'
const noKeyboard = 'this caller is a recording'

function pressShortcut(keys: KeyState, { input }: Key, actions: KeyActions): Partial<KeyState> {
  const done = { notice: '', help: false }
  const { perform, mute, pushToTalk, nextDevice, record } = actions
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
      return nextDevice ? { ...done, notice: nextDevice() } : { notice: noMicrophone }
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
      return pressDigit(input, perform) ? done : { notice: '' }
  }
}

function beginTyping({ canType, microphone }: KeyState): Partial<KeyState> {
  if (canType) return { typed: '' }
  return { notice: microphone === undefined ? noKeyboard : speakInstead }
}

function pressDigit(input: string, perform: KeyActions['perform']): boolean {
  if (perform === undefined || !/^[0-9*#]$/.test(input)) return false
  perform({ keys: input })
  return true
}
