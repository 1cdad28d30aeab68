/**
 * A number comes to this server and goes back to what it did before.
 *
 * Twilio has no compare-and-set, so a change is: read, compare, write. Two that do so within the same tenth of a second can
 * overwrite one another; the one that comes later to put things back sees it and leaves the number alone.
 */
import { VoiceAgentError } from '../../engine/errors.js'
import { type Journal, type JournalRecord, ownerLives, thisOwner } from './journal.js'
import type { Numbers } from './twilio-numbers.js'
import {
  describeSettings,
  pointedHere,
  sameSettings,
  usedBy,
  type VoiceNumber,
  type VoiceSettings,
} from './voice-settings.js'

export interface NumberDesk {
  readonly numbers: Numbers
  readonly journal: Journal
  readonly accountSid: string
}

/** How putting a number back went. */
export type Restored =
  | { readonly outcome: 'restored'; readonly phoneNumber: string; readonly to: string }
  /** Nothing had been changed, or somebody has put it back already. */
  | { readonly outcome: 'unchanged'; readonly phoneNumber: string; readonly to: string }
  /** Somebody else changed it meanwhile. */
  | {
      readonly outcome: 'left-alone'
      readonly phoneNumber: string
      readonly now: string
      readonly before: string
    }

export interface PointedNumber {
  readonly number: VoiceNumber
  /** What the number did before, for a person. */
  readonly previous: string
  readonly journalPath: string
  /** The public address is another one now. */
  moveTo(publicUrl: string): Promise<void>
  restore(): Promise<Restored>
}

/** @throws VoiceAgentError E_WEBHOOK_IN_USE when another server of this machine holds the number */
export function refuseIfHeld(journal: Journal, number: VoiceNumber): void {
  const held = journal.read('serve', number.sid)
  if (held === undefined || !ownerLives(held)) return
  const message = `${number.phoneNumber} is held by another voice-agent serve (process ${held.pid})`
  throw new VoiceAgentError(
    'E_WEBHOOK_IN_USE',
    message,
    'stop that one first, or use another --number',
  )
}

/** @throws VoiceAgentError E_WEBHOOK_IN_USE when calls of the number go elsewhere */
export function refuseIfUsed(number: VoiceNumber): void {
  const user = usedBy(number)
  if (user === undefined) return
  const message = `${number.phoneNumber} already has a voice webhook: ${user}\nvoice-agent did not change it.`
  const fix =
    number.trunkSid === ''
      ? '--take-over to use it and put it back at exit, --no-webhook to leave it alone (prints the URL to set), `voice-agent numbers` to see every number'
      : 'take the number off the trunk in console.twilio.com, or use another --number'
  throw new VoiceAgentError('E_WEBHOOK_IN_USE', message, fix)
}

/**
 * Writes down what the number does, then points it at `publicUrl`.
 *
 * @param number as it was read when its use was agreed to; if it does something else by now, it is not touched
 */
export async function pointNumber(
  desk: NumberDesk,
  number: VoiceNumber,
  publicUrl: string,
): Promise<PointedNumber> {
  const set = pointedHere(number.settings, publicUrl)
  return changeNumber(desk, number, set, 'serve')
}

/** Points a number at any settings and keeps the old ones. */
export async function changeNumber(
  desk: NumberDesk,
  number: VoiceNumber,
  set: VoiceSettings,
  by: JournalRecord['by'],
): Promise<PointedNumber> {
  const { numbers, journal, accountSid } = desk
  await refuseIfChanged(numbers, number)
  const { sid, phoneNumber } = number
  const kept = by === 'set' ? journal.read('set', sid) : undefined
  let entry: JournalRecord = {
    ...{ format: 'voice-agent.number/1', by, accountSid, sid, phoneNumber },
    ...{ before: kept?.before ?? number.settings, ours: [...(kept?.ours ?? []), set] },
    ...{ ...thisOwner(), at: new Date().toISOString() },
  }
  const change = async (next: VoiceSettings) => {
    const written = await numbers.update(sid, next)
    // Whoever reads the number later compares with what Twilio made of it.
    if (entry.ours.some((ours) => sameSettings(ours, written.settings))) return
    entry = { ...entry, ours: [...entry.ours, written.settings] }
    journal.write(entry)
  }
  journal.write(entry)
  await change(set)
  let last: Promise<unknown> = Promise.resolve()
  const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work, work)
    last = done
    return done
  }
  return {
    number,
    previous: describeSettings(number.settings),
    journalPath: journal.pathOf(entry),
    moveTo: (publicUrl) =>
      inOrder(async () => {
        const current = await numbers.read(sid)
        const isOurs = entry.ours.some((ours) => sameSettings(ours, current.settings))
        if (!isOurs) throw changedMeanwhile(current)
        const next = pointedHere(number.settings, publicUrl)
        entry = { ...entry, ours: [...entry.ours, next] }
        journal.write(entry)
        await change(next)
      }),
    restore: () => inOrder(() => restoreNumber(desk, entry)),
  }
}

async function refuseIfChanged(numbers: Numbers, number: VoiceNumber): Promise<void> {
  const current = await numbers.read(number.sid)
  if (!sameSettings(current.settings, number.settings)) throw changedMeanwhile(current)
}

function changedMeanwhile({ phoneNumber, settings }: VoiceNumber): VoiceAgentError {
  const message = `${phoneNumber} was changed by somebody else meanwhile, to ${describeSettings(settings)}; it is left alone`
  return new VoiceAgentError(
    'E_WEBHOOK_IN_USE',
    message,
    'start again when it is clear who uses the number',
  )
}

/** Puts a number back if it is still as we set it, and forgets the record. */
export async function restoreNumber(
  { numbers, journal }: NumberDesk,
  entry: JournalRecord,
): Promise<Restored> {
  const { sid, phoneNumber, before } = entry
  const to = describeSettings(before)
  const found = await readIfThere(numbers, sid)
  if (found === undefined) {
    journal.remove(entry)
    return {
      outcome: 'left-alone',
      phoneNumber,
      now: 'nothing: the account has it no more',
      before: to,
    }
  }
  const { settings } = found
  if (sameSettings(settings, before)) {
    journal.remove(entry)
    return { outcome: 'unchanged', phoneNumber, to }
  }
  if (!entry.ours.some((ours) => sameSettings(ours, settings))) {
    journal.remove(entry)
    return { outcome: 'left-alone', phoneNumber, now: describeSettings(settings), before: to }
  }
  await numbers.update(sid, before)
  journal.remove(entry)
  return { outcome: 'restored', phoneNumber, to }
}

/** A number that was given up cannot be put back, and must not keep the next server from starting. */
async function readIfThere(numbers: Numbers, sid: string): Promise<VoiceNumber | undefined> {
  try {
    return await numbers.read(sid)
  } catch (error) {
    if (error instanceof VoiceAgentError && error.code === 'E_NUMBER_UNKNOWN') return undefined
    throw error
  }
}

/** Puts back what servers left changed that are not there any more. */
export async function restoreLeftovers(desk: NumberDesk): Promise<readonly Restored[]> {
  const results: Restored[] = []
  for (const entry of desk.journal.all()) {
    if (entry.by !== 'serve' || entry.accountSid !== desk.accountSid || ownerLives(entry)) continue
    results.push(await restoreNumber(desk, entry))
  }
  return results
}
