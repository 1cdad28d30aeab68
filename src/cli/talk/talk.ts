/**
 * `voice-agent talk`: one call at the desk. Who speaks to the agent (a keyboard, a recorded caller, a microphone) and where it is shown (a
 * screen, lines, JSON) are chosen here; the call is the same engine in every case.
 */
import { VoiceAgentError } from '../../engine/errors.js'
import { findFixtures } from '../../engine/fixture/find.js'
import { readFixture } from '../../engine/fixture/read.js'
import type { Context } from '../context.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { openPrinter, type Printer } from '../output/printer.js'
import { fixturePlaces } from '../replay/select.js'
import { type StopSignals, stopSignals } from '../serve/stop-signals.js'
import type { DeskCall } from './desk-call.js'
import { fixtureCall } from './fixture-call.js'
import { keyboardCall } from './keyboard-call.js'
import { openListener } from './microphone/call-sound.js'
import { enterTalks, lineHint } from './microphone/line-keys.js'
import { listDevices } from './microphone/list-devices.js'
import { microphoneCall } from './microphone/microphone-call.js'
import { type OpenSound, openSound } from './microphone/open-sound.js'
import { openTalkStack } from './open-talk-stack.js'
import {
  type CallerKind,
  callerKind,
  type GivenFlags,
  isTerminal,
  type TalkFlags,
  type View,
  viewOf,
  withSpeaker,
} from './options.js'
import { callRecording } from './record-call.js'
import { parseJsonRow, parseTypedRow, typedHelp } from './script/parse-row.js'
import { readLines } from './script/read-lines.js'
import { readRows } from './script/read-rows.js'
import type { TalkStack } from './stack.js'
import { talkInLines } from './talk-in-lines.js'
import { type TalkRecord, talkRecord } from './talk-record.js'

/** What a talk may use. */
export interface Desk {
  readonly context: Context
  readonly flags: TalkFlags
  readonly printer: Printer
  readonly stop: StopSignals
  readonly view: View
  readonly record: TalkRecord
}

/** How long the first rows of a pipe are waited for before the agent begins to speak, ms. */
const firstRowsMs = 50

export async function talk(context: Context, given: GivenFlags): Promise<ExitCode> {
  const flags = withSpeaker(given)
  const printer = openPrinter(context, flags)
  const view = viewOf(context, flags, printer)
  if (flags.listDevices) {
    await listDevices(context, flags, printer)
    return exitCodes.ok
  }
  const kind = callerKind(flags, isTerminal(context))
  const stop = stopSignals(context)
  const record = talkRecord(context, flags.auditDir)
  const desk = { context, flags, printer, stop, view, record }
  try {
    const interrupted = await talks[kind](desk)
    return interrupted || stop.first.aborted ? exitCodes.interrupted : exitCodes.ok
  } finally {
    const kept = record.kept()
    if (kept !== undefined) printer.status(kept)
    stop.release()
  }
}

/** Each holds a call, and says whether Ctrl-C ended it where that is no signal. */
const talks: Readonly<Record<CallerKind, (desk: Desk) => Promise<boolean>>> = {
  keyboard: talkByKeyboard,
  fixture: talkWithFixture,
  microphone: talkByMicrophone,
}

async function talkByKeyboard(desk: Desk): Promise<boolean> {
  const { flags, view, context } = desk
  const stack = await openTalkStack(desk, flags, true)
  try {
    if (view === 'screen' && flags.fast !== true) {
      return await onScreen(desk, desk.record.of(keyboardCall({ stack })), true)
    }
    return await typedInLines(desk, stack, isTerminal(context) && flags.fast !== true)
  } finally {
    await stack.close()
  }
}

async function typedInLines(desk: Desk, stack: TalkStack, live: boolean): Promise<boolean> {
  const { context, stop, printer } = desk
  const lines = readLines(() => context.stdin)
  stop.first.addEventListener('abort', lines.close, { once: true })
  try {
    if (!live) await lines.arrived(firstRowsMs)
    const rows = readRows(lines, printer.mode === 'json' ? parseJsonRow : parseTypedRow)
    const call = desk.record.of(keyboardCall({ stack, ...(!live && { rows }) }))
    callRecording(call, { directory: desk.flags.record, cwd: context.cwd })
    const hint = `Type to speak. ${typedHelp}. Ctrl-C ends the call.`
    await talkInLines({ call, printer, stop, ...(live && { typed: rows, hint }) })
    return false
  } finally {
    lines.close()
  }
}

async function talkWithFixture(desk: Desk): Promise<boolean> {
  const { context, flags, printer, stop, view } = desk
  const name = flags.caller ?? ''
  const [found, another] = findFixtures([name], fixturePlaces(context.cwd).places)
  if (found === undefined || another !== undefined)
    throw new VoiceAgentError('E_USAGE', `--caller ${name} means more than one`, 'name one of them')
  const { value, problems } = readFixture(found.path)
  if (value === undefined) throw problems[0] ?? new Error('read nothing and found no problem')
  const fast = flags.fast === true
  const sound = fast ? undefined : await openListener({ context, flags, signal: stop.second })
  try {
    const call = desk.record.of(fixtureCall(value, fast, sound && [sound.observe]))
    if (view === 'screen' && !fast) return await onScreen(desk, call, false)
    const recording = callRecording(call, { directory: flags.record, cwd: context.cwd })
    await talkInLines({ call, printer, stop, recording })
    return false
  } finally {
    await sound?.close()
  }
}

/** Ink is heavy, and only a screen needs it. */
async function onScreen({ context, flags, stop }: Desk, call: DeskCall, typing: boolean) {
  const recording = callRecording(call, { directory: flags.record, cwd: context.cwd })
  const { talkOnScreen } = await import('./screen/talk-on-screen.js')
  const { stdin, stdout } = process
  return talkOnScreen({ call, stop, cwd: context.cwd, stdin, stdout, typing, recording })
}

async function talkByMicrophone(desk: Desk): Promise<boolean> {
  const { context, flags, printer, stop } = desk
  const stack = await openTalkStack(desk, flags, false)
  try {
    const opening = openSound({ context, flags, say: printer.status, signal: stop.first })
    const sound = await unlessStopped(opening, stop.first)
    return (
      sound !== undefined &&
      (await throughDevices(desk, desk.record.of(microphoneCall(stack, sound)), sound))
    )
  } finally {
    await stack.close()
  }
}

async function throughDevices(desk: Desk, call: DeskCall, sound: OpenSound): Promise<boolean> {
  try {
    if (desk.view === 'screen') return await onScreen(desk, call, false)
    await microphoneInLines(desk, call)
    return false
  } finally {
    await sound.desk.duplex.close()
  }
}

/** Where a person can type, lines are words and commands, and with push-to-talk Enter by itself is the key. */
async function microphoneInLines({ context, flags, printer, stop }: Desk, call: DeskCall) {
  const recording = callRecording(call, { directory: flags.record, cwd: context.cwd })
  if (!isTerminal(context)) return talkInLines({ call, printer, stop, recording })
  const pushToTalk = flags.pushToTalk === true
  const input = readLines(() => context.stdin)
  const { microphone } = call
  const lines = pushToTalk && microphone ? enterTalks(input, microphone, printer.status) : input
  try {
    const typed = readRows(lines, parseTypedRow)
    await talkInLines({ call, printer, stop, recording, typed, hint: lineHint(pushToTalk) })
  } finally {
    input.close()
  }
}

/** What fails because somebody gave it up is no failure. */
async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  }
}
