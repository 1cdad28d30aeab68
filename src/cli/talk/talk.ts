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
import { openTalkStack } from './open-talk-stack.js'
import {
  type CallerKind,
  callerKind,
  isTerminal,
  type TalkFlags,
  type View,
  viewOf,
} from './options.js'
import { parseJsonRow, parseTypedRow, typedHelp } from './script/parse-row.js'
import { readLines } from './script/read-lines.js'
import { readRows } from './script/read-rows.js'
import type { TalkStack } from './stack.js'
import { talkInLines } from './talk-in-lines.js'

/** What a talk may use. */
export interface Desk {
  readonly context: Context
  readonly flags: TalkFlags
  readonly printer: Printer
  readonly stop: StopSignals
  readonly view: View
}

/** How long the first rows of a pipe are waited for before the agent begins to speak, ms. */
const firstRowsMs = 50

export async function talk(context: Context, flags: TalkFlags): Promise<ExitCode> {
  const printer = openPrinter(context, flags)
  const kind = callerKind(flags)
  const view = viewOf(context, flags, printer)
  const stop = stopSignals(context)
  const desk = { context, flags, printer, stop, view }
  try {
    const interrupted = await talks[kind](desk)
    return interrupted || stop.first.aborted ? exitCodes.interrupted : exitCodes.ok
  } finally {
    stop.release()
  }
}

/** Each holds a call, and says whether Ctrl-C ended it where that is no signal. */
const talks: Readonly<Record<CallerKind, (desk: Desk) => Promise<boolean>>> = {
  keyboard: talkByKeyboard,
  fixture: talkWithFixture,
  microphone: () => Promise.reject(noMicrophone()),
}

async function talkByKeyboard(desk: Desk): Promise<boolean> {
  const { flags, view, context } = desk
  const stack = await openTalkStack(desk, flags, true)
  try {
    if (view === 'screen' && flags.fast !== true) {
      return await onScreen(desk, keyboardCall({ stack, live: true }), true)
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
    const call = keyboardCall({ stack, live, rows })
    const hint = `Type to speak. ${typedHelp}. Ctrl-C ends the call.`
    await talkInLines({ call, printer, stop, ...(isTerminal(context) && { hint }) })
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
  const call = fixtureCall(value, flags.fast === true)
  if (view === 'screen' && flags.fast !== true) return onScreen(desk, call, false)
  await talkInLines({ call, printer, stop })
  return false
}

/** Ink is heavy, and only a screen needs it. */
async function onScreen({ context, stop }: Desk, call: DeskCall, typing: boolean) {
  const { talkOnScreen } = await import('./screen/talk-on-screen.js')
  const { stdin, stdout } = process
  return talkOnScreen({ call, stop, cwd: context.cwd, stdin, stdout, typing })
}

function noMicrophone(): VoiceAgentError {
  return new VoiceAgentError(
    'E_USAGE',
    'talk with a microphone is not there yet',
    'use voice-agent talk --text, or --caller three-turns',
  )
}
