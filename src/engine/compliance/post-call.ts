/**
 * What is left of a call when it is over: who, when, what was disclosed and heard, what was blocked, what came of it and what has to be
 * done by when. Worked out from the records alone, so anybody who has them comes to the same.
 */
import type { AuditRecord } from '../call/command.js'
import { addDays, dateOf, momentOf } from './wall-time.js'

export interface CallReport {
  readonly from: string
  readonly to: string
  readonly direction: string
  readonly company: string
  /** ISO 8601 in UTC; null: nobody knew. */
  readonly startedAt: string | null
  /** Of the consumer, once known. */
  readonly zone: string | null
  readonly account: string | null
  /** Who collects, in the terms of the law; empty in records that do not say. */
  readonly role: string
  readonly policy: { readonly name: string; readonly version: string; readonly sha256: string }
  readonly identity: readonly AuditRecord[]
  readonly verifiedAt: number | null
  readonly disclosures: readonly Disclosure[]
  readonly events: readonly CallerEventReport[]
  readonly locks: readonly string[]
  readonly blocked: readonly BlockedReport[]
  readonly sentences: number
  readonly promise: {
    readonly cents: number
    readonly date: string
    /** Null: nobody knows, the tool did not answer in time or the record broke off. */
    readonly written: boolean | null
  } | null
  /** Payments in parts that were agreed. */
  readonly plan: AgreedPlan | null
  /** When the caller wants to be called, on their clocks. */
  readonly callback: { readonly date: string; readonly time: string; readonly zone: string } | null
  readonly outcome: string
  readonly tasks: readonly Task[]
  /** Turns whose words were redacted: their audio has to be cut out of a recording. */
  readonly redactedTurns: readonly number[]
  /** The day until which the record is kept. */
  readonly keepUntil: string | null
}

export interface Disclosure {
  readonly line: string
  /** ms since the call began, at which it was known. */
  readonly at: number
  readonly heard: 'in full' | 'cut' | 'not proven'
}

export interface CallerEventReport {
  readonly at: number
  readonly event: string
  readonly rule: string
  readonly words: string
  /** The model noticed it, not the detectors. */
  readonly byModel: boolean
}

export interface BlockedReport {
  readonly at: number
  readonly text: string
  readonly why: string
  readonly next: string
}

export interface AgreedPlan {
  /** `week`, `two_weeks` or `month`. */
  readonly every: string
  readonly payments: readonly { readonly cents: number; readonly date: string }[]
  readonly written: boolean | null
}

export interface Task {
  readonly task: string
  /** A day, or `at once`. */
  readonly due: string
  readonly about?: string
}

/** Lines that the law wants heard. */
const disclosing = /^(?:opening(?:_outbound)?(?:_plain)?|notice(?:_short|_creditor)?|ai)@/
/** A validation notice is due within five days of the first communication: 12 CFR 1006.34(a)(1). */
const noticeDays = 5

/** Judges a finished call by its records. */
export function postCall(records: readonly AuditRecord[]): CallReport {
  const all = (kind: string) => records.filter((record) => record.kind === kind)
  const [started] = all('call.started')
  const [verified] = all('verified')
  const [promise] = all('promise')
  return {
    ...begun(started),
    zone: text(verified?.zone) || text(started?.zone) || null,
    account: text(verified?.account) || null,
    identity: all('identity'),
    verifiedAt: verified === undefined ? null : Number(verified.at),
    disclosures: all('line.heard').flatMap(disclosure),
    events: records.flatMap(broughtUp),
    locks: all('lock').map(({ lock }) => text(lock)),
    blocked: all('blocked').map(({ at, text: said, why, next }) => ({
      ...{ at: Number(at), text: text(said), why: text(why), next: text(next) },
    })),
    sentences: all('sentence').length,
    promise:
      promise === undefined
        ? null
        : {
            cents: Number(promise.cents),
            date: text(promise.date),
            written: writtenOf('promise', all),
          },
    plan: planOf(all('plan').at(-1), writtenOf('plan', all)),
    callback: callbackOf(all('callback').at(-1)),
    outcome:
      text(all('outcome').at(-1)?.outcome) || 'none: the caller hung up, or the call broke off',
    tasks: [...all('task').map(taskOf), ...noticeTask(records)],
    redactedTurns: all('redacted').map(({ turn }) => Number(turn)),
    keepUntil: keepUntil(started),
  }
}

/** What the caller said that an officer looks for: what was detected, and what was kept in their own words for a person. */
function broughtUp(record: AuditRecord): readonly CallerEventReport[] {
  const { kind, at, event, rule, by, name, words, time } = record
  const kept = (what: string, said: unknown): readonly CallerEventReport[] => [
    { at: Number(at), event: what, rule: text(rule), words: text(said), byModel: by === 'model' },
  ]
  if (kind === 'event') return kept(text(event), wordsOf(record))
  if (kind === 'other_name') return kept('other_name', name)
  if (kind === 'withdrawn') return kept('withdrawn', '')
  const noted = kind === 'noted' || (kind === 'callback' && text(time) === '')
  return noted && text(words) !== '' ? kept('noted', words) : []
}

function begun(started: AuditRecord | undefined) {
  const name = (key: string) => text(started?.[key])
  return {
    ...{ from: name('from'), to: name('to'), direction: name('direction') },
    ...{ company: name('company'), startedAt: name('startedAt') || null },
    role: name('role'),
    policy: { name: name('policy'), version: name('policyVersion'), sha256: name('policySha256') },
  }
}

function disclosure({ line, at, complete, evidence }: AuditRecord): Disclosure[] {
  if (!disclosing.test(text(line))) return []
  const proven = evidence === 'mark' ? 'in full' : 'not proven'
  return [{ line: text(line), at: Number(at), heard: complete === true ? proven : 'cut' }]
}

const taskOf = ({ task, due, about }: AuditRecord): Task => ({
  ...{ task: text(task), due: text(due) },
  ...(typeof about === 'string' && { about }),
})

function writtenOf(kind: string, all: (kind: string) => readonly AuditRecord[]): boolean | null {
  if (all(`${kind}.written`).length > 0) return true
  return all(`${kind}.lost`).length > 0 ? false : null
}

function planOf(record: AuditRecord | undefined, written: boolean | null): AgreedPlan | null {
  if (record === undefined) return null
  const listed = Array.isArray(record.payments) ? record.payments : []
  const payments = listed.map((payment) => {
    const [date = '', cents] = String(payment).split(' ')
    return { cents: Number(cents), date }
  })
  return { every: text(record.every), payments, written }
}

/** Words without a time that code could read are for a person. */
function callbackOf(record: AuditRecord | undefined): CallReport['callback'] {
  if (record === undefined || text(record.time) === '') return null
  return { date: text(record.date), time: text(record.time), zone: text(record.zone) }
}

function noticeTask(records: readonly AuditRecord[]): readonly Task[] {
  const verified = records.find(({ kind }) => kind === 'verified')
  const asked = records.some(({ task }) => task === 'send_validation_notice')
  if (verified?.validationNotice !== 'due' || asked) return []
  const day = dayOf(records.find(({ kind }) => kind === 'call.started'))
  const due = day === undefined ? 'at once' : addDays(day, noticeDays)
  return [{ task: 'send_validation_notice', due }]
}

function keepUntil(started: AuditRecord | undefined): string | null {
  const day = dayOf(started)
  const years = Number(started?.retentionYears)
  return day === undefined || !(years > 0) ? null : addDays(day, Math.ceil(years * 365.25))
}

function dayOf(started: AuditRecord | undefined): string | undefined {
  const at = momentOf(text(started?.startedAt))
  return at === undefined ? undefined : dateOf(at)
}

function wordsOf({ inputs }: AuditRecord): string {
  const list = Array.isArray(inputs) ? inputs : []
  return (
    list
      .map((one) => String(one))
      .find((one) => one.startsWith('words='))
      ?.slice(6) ?? ''
  )
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
