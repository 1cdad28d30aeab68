/** Holds a call on a screen, and gives the terminal back as it was, however the call ends. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { render } from 'ink'
import type { ControlEvent } from '../../../engine/call/event.js'
import { messageOf } from '../../../engine/errors.js'
import { transcribeCall } from '../../../engine/report/transcript.js'
import { toVtt } from '../../../engine/report/vtt.js'
import type { StopSignals } from '../../serve/stop-signals.js'
import { callEvents } from '../call-events.js'
import type { DeskCall, DeskDevice, Microphone } from '../desk-call.js'
import type { Row, TalkEvent } from '../event-schema.js'
import { eventLine } from '../event-text.js'
import { type KeyboardWays, performNow } from '../perform-now.js'
import type { CallRecording } from '../record-call.js'
import { CallScreen, type Key } from './call-screen.js'
import { type CallStore, callStore } from './call-store.js'
import type { KeyState } from './live-area.js'
import { type KeyActions, pressKey } from './press-key.js'
import { endlessTerminal, followSize, sizeOf } from './terminal.js'

export interface ScreenTalk {
  readonly call: DeskCall
  readonly stop: StopSignals
  readonly cwd: string
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  /** Whether the person starts in the line to type in. */
  readonly typing: boolean
  readonly recording?: CallRecording | undefined
}

function keysOf({ call, recording, typing }: ScreenTalk): KeyState {
  const { keyboard, microphone } = call
  return {
    ...{ typed: typing ? '' : undefined, muted: false, microphone: microphone?.state() },
    ...{ canType: keyboard?.say !== undefined, canRecord: recording !== undefined },
    recording: recording?.isWanted() === true,
    ...{ notice: '', help: false },
  }
}

/** @returns whether Ctrl-C ended it */
export async function talkOnScreen(talk: ScreenTalk): Promise<boolean> {
  const { call, stop, stdin, stdout, recording } = talk
  const store = callStore(call.now, sizeOf(stdout), keysOf(talk))
  const shown: TalkEvent[] = []
  const events = callEvents({
    ...{ agent: call.agent, description: call.description, rates: call.policy.playout },
    emit: (event) => {
      shown.push(event)
      store.emit(event)
    },
  })
  const quit = new AbortController()
  const stopped = [new AbortController(), new AbortController()]
  let post: (event: ControlEvent) => void = () => {}
  const ways: KeyboardWays = {
    ...{ keyboard: call.keyboard, post: (event) => post(event), hangUp: () => quit.abort() },
  }
  const actions: KeyActions = {
    interrupt: () => post({ type: 'control.interrupt' }),
    ...(call.keyboard && { perform: (row: Row) => performNow(row, ways) }),
    ...(call.microphone && microphoneActions(call.microphone, store)),
    ...(recording && { record: () => recording.want(!recording.isWanted()) }),
    save: () => saveTranscript(talk, shown, events.entries),
    copy: () => copyTranscript(stdout, shown),
    quit: () => quit.abort(),
    stop: () => stopped.find(({ signal }) => !signal.aborted)?.abort(),
  }
  call.microphone?.watch((microphone) => store.setKeys({ microphone }))
  const press = (key: Key) => store.setKeys(pressKey(store.keys(), key, actions))
  store.print(header(call))
  const unfollow = followSize(stdout, store)
  const screen = render(<CallScreen store={store} press={press} />, {
    ...{
      stdin,
      stdout: endlessTerminal(stdout),
      exitOnCtrlC: false,
      maxFps: 10,
      isScreenReaderEnabled: false,
    },
  })
  try {
    await call.hold({
      observers: [store.observe, events.observe, ...(recording ? [recording.observe] : [])],
      warn: (message) => store.setKeys({ notice: message }),
      hangUp: anyOf(stop.first, quit, stopped[0]),
      abandon: anyOf(stop.second, stopped[1]),
      control: (poster) => {
        post = poster
      },
    })
  } finally {
    const recorded = recording?.finish()
    if (recorded !== undefined) store.print([[{ text: recorded }]])
    unfollow()
    store.stop()
    // React takes the last picture in before it is asked to go.
    await new Promise((resolve) => setImmediate(resolve))
    screen.unmount()
    await screen.waitUntilExit()
  }
  return stopped[0]?.signal.aborted === true
}

function microphoneActions({ mute, pushToTalk, devices, use }: Microphone, store: CallStore) {
  const show = (found: readonly DeskDevice[]) => store.setKeys(shownDevices(found))
  const fail = (error: unknown) => store.setKeys({ notice: messageOf(error) })
  return { mute, pushToTalk, useDevice: use, listDevices: () => void devices().then(show, fail) }
}

/** The cursor begins at the microphone that is used. */
function shownDevices(devices: readonly DeskDevice[]): Partial<KeyState> {
  const at = Math.max(
    0,
    devices.findIndex(({ isUsed }) => isUsed),
  )
  return { choice: { devices, at }, notice: '' }
}

function anyOf(signal: AbortSignal, ...more: readonly (AbortController | undefined)[]) {
  return AbortSignal.any([signal, ...more.flatMap((controller) => controller?.signal ?? [])])
}

function header({ agent, description }: DeskCall) {
  return [
    [{ text: `voice-agent talk · ${agent} · phone quality, 8 kHz`, look: 'bold' as const }],
    [{ text: description }],
    [{ text: 'Ctrl-C ends the call.' }],
    [{ text: ' ' }],
  ]
}

function saveTranscript(
  { call, cwd }: ScreenTalk,
  shown: readonly TalkEvent[],
  entries: Parameters<typeof transcribeCall>[0],
): string {
  const directory = join(cwd, '.voice-agent', 'talks')
  const name = new Date()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-')
  try {
    mkdirSync(directory, { recursive: true })
    const path = join(directory, name)
    writeFileSync(`${path}.txt`, `${textOf(shown)}\n`)
    writeFileSync(`${path}.vtt`, toVtt(transcribeCall(entries, call.policy.playout), name))
    return `saved ${relative(cwd, path)}.txt and .vtt`
  } catch (error) {
    return `not saved: ${messageOf(error)}`
  }
}

/** OSC 52: the terminal puts it on the clipboard, also through SSH. Where a terminal does not know it, nothing happens. */
function copyTranscript(stdout: NodeJS.WriteStream, shown: readonly TalkEvent[]): string {
  const text = Buffer.from(textOf(shown), 'utf8').toString('base64')
  stdout.write(`\u001b]52;c;${text}\u0007`)
  return 'copied the transcript, if the terminal allows it'
}

function textOf(shown: readonly TalkEvent[]): string {
  return shown.flatMap((event) => eventLine(event) ?? []).join('\n')
}
