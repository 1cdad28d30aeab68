/** `voice-agent numbers`: what the numbers of the account do, and changing it with a way back. */
import { VoiceAgentError } from '../../engine/errors.js'
import { readAccountConfig } from '../../server/config/config.js'
import { phoneNumber } from '../../server/config/settings.js'
import { type JournalRecord, ownerLives } from '../../server/numbers/journal.js'
import {
  changeNumber,
  type NumberDesk,
  refuseIfHeld,
  refuseIfUsed,
  restoreNumber,
} from '../../server/numbers/point-number.js'
import { describeSettings, usedBy, type VoiceNumber } from '../../server/numbers/voice-settings.js'
import type { Context } from '../context.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { type CommonOptions, openPrinter, type Printer } from '../output/printer.js'
import { accountOf, deskOf } from './account.js'
import { sourcesOf } from './flags.js'
import { linesOn, sayRestored } from './lines.js'

export interface NumbersFlags extends CommonOptions {
  readonly takeOver?: boolean
  readonly dryRun?: boolean
}

export async function listNumbers(context: Context, flags: NumbersFlags): Promise<ExitCode> {
  const { printer, desk } = open(context, flags)
  const numbers = await desk.numbers.list()
  const kept = new Map(desk.journal.all().map((entry) => [entry.sid, entry]))
  if (printer.mode === 'json') {
    printer.out(
      JSON.stringify({ v: 1, type: 'numbers', numbers: numbers.map((each) => row(each, kept)) }),
    )
    return exitCodes.ok
  }
  for (const number of numbers) {
    const before = kept.get(number.sid)?.before
    const note = before === undefined ? '' : `   (before us: ${describeSettings(before)})`
    printer.out(`${number.phoneNumber.padEnd(18)}${usedBy(number) ?? 'free'}${note}`)
  }
  if (numbers.length === 0)
    printer.status('The account has no numbers. Get one at console.twilio.com.')
  return exitCodes.ok
}

function row(number: VoiceNumber, kept: ReadonlyMap<string, JournalRecord>): object {
  const { sid, phoneNumber: phone, settings } = number
  return {
    ...{ number: phone, sid, inUse: usedBy(number) !== undefined, ...settings },
    previous: kept.get(sid)?.before ?? null,
  }
}

export async function setNumber(
  context: Context,
  phone: string,
  url: string,
  flags: NumbersFlags,
): Promise<ExitCode> {
  const { printer, desk } = open(context, flags)
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new VoiceAgentError(
      'E_USAGE',
      `${url} is not an http(s) address`,
      'give the whole URL of the webhook',
    )
  }
  const number = await desk.numbers.find(phoneOf(phone))
  refuseIfHeld(desk.journal, number)
  const isKept = desk.journal.read('set', number.sid) !== undefined
  if (number.trunkSid !== '' || (!flags.takeOver && !isKept)) refuseIfUsed(number)
  const settings = {
    ...number.settings,
    voiceUrl: url,
    voiceMethod: 'POST',
    voiceApplicationSid: '',
  }
  const change = { number: number.phoneNumber, from: describeSettings(number.settings), to: url }
  if (!flags.dryRun) await changeNumber(desk, number, settings, 'set')
  tell(printer, { type: 'number.set', dryRun: flags.dryRun === true, ...change })
  return exitCodes.ok
}

export async function restoreNumbers(
  context: Context,
  phone: string | undefined,
  flags: NumbersFlags,
): Promise<ExitCode> {
  const { printer, desk } = open(context, flags)
  const wanted = phone === undefined ? undefined : phoneOf(phone)
  const entries = desk.journal
    .all()
    .filter((entry) => entry.accountSid === desk.accountSid)
    .filter((entry) => wanted === undefined || entry.phoneNumber === wanted)
  if (entries.length === 0) printer.status('Nothing to put back: we have changed no number.')
  for (const entry of entries) await restoreOne(desk, printer, entry, flags.dryRun === true)
  return exitCodes.ok
}

async function restoreOne(
  desk: NumberDesk,
  printer: Printer,
  entry: JournalRecord,
  dryRun: boolean,
) {
  const { phoneNumber: number, before } = entry
  if (entry.by === 'serve' && ownerLives(entry)) {
    printer.err(
      `${number} is held by a running voice-agent serve (process ${entry.pid}); stop it to put it back`,
    )
    return
  }
  if (dryRun) {
    const { settings } = await desk.numbers.read(entry.sid)
    const change = { number, from: describeSettings(settings), to: describeSettings(before) }
    return tell(printer, { type: 'number.restored', dryRun, ...change })
  }
  const restored = await restoreNumber(desk, entry)
  if (printer.mode === 'json') {
    printer.out(JSON.stringify({ v: 1, type: 'number.restored', dryRun, ...restored }))
  } else sayRestored(linesOn(printer), restored)
}

function tell(
  printer: Printer,
  change: {
    readonly type: string
    readonly dryRun: boolean
    readonly number: string
    readonly from: string
    readonly to: string
  },
): void {
  const { number, from, to, dryRun } = change
  if (printer.mode === 'json') {
    printer.out(JSON.stringify({ v: 1, ...change }))
    return
  }
  printer.out(`${number}  ${from} -> ${to}${dryRun ? '   (dry run: nothing was changed)' : ''}`)
}

function open(
  context: Context,
  flags: NumbersFlags,
): { readonly printer: Printer; readonly desk: NumberDesk } {
  const printer = openPrinter(context, flags)
  const config = readAccountConfig(sourcesOf(context, {}))
  const account = accountOf(config)
  // The settings were just found complete.
  if (account === undefined) throw new Error('no account')
  return { printer, desk: deskOf(config, account, context.cwd) }
}

function phoneOf(text: string): string {
  const parsed = phoneNumber.safeParse(text)
  if (parsed.success) return parsed.data
  throw new VoiceAgentError(
    'E_USAGE',
    `${text} is not a number in E.164 form`,
    'write it like +14155550199',
  )
}
