/** The page of a call for somebody who reads no code: who, when, what was said that had to be, what was not let through, what is to do. */
import type {
  AgreedPlan,
  CallerEventReport,
  CallReport,
  Disclosure,
} from '../../engine/compliance/post-call.js'
import { localTime, momentOf } from '../../engine/compliance/wall-time.js'

/** Names of lines and tasks in plain words. */
const words: Readonly<Record<string, string>> = {
  opening: 'Company, AI and recording, in the first line',
  opening_outbound: 'Company, AI and recording, in the first line',
  opening_plain: 'Company and recording, in the first line',
  opening_outbound_plain: 'Company and recording, in the first line',
  notice: 'Notice of debt collection (mini-Miranda)',
  notice_short: 'Short notice, after the full one in writing',
  notice_creditor: 'Notice of a creditor that collects its own debt',
  ai: 'Answer to "are you a robot"',
  suppress_number: 'Do not call this number again',
  remove_number_and_consent: 'Take the number off the list; the consent for it is gone',
  review_stop_request: 'Asked to stop calls before they were verified: have it looked at',
  send_verification: 'Send the verification of the debt; report it as disputed',
  send_validation_notice: 'Send the validation notice',
  direct_to_attorney: 'Write to the attorney from now on',
  review_bankruptcy: 'Have the bankruptcy looked at; stop collection',
  review_deceased: 'Have the account of the deceased looked at',
  review_identity_theft: 'Have the identity theft looked at',
  review_servicemember: 'Have the service looked at; hold the account',
  review_minor: 'A child answered: have the number looked at',
  review_complaint: 'Answer the complaint',
  call_back_when_asked: 'Call back when the caller asked for it, within hours',
  call_back_by_person: 'A person calls back',
  call_back_in_spanish: 'A person who speaks Spanish calls back',
  write_to_consumer: 'Write to the consumer: who called could not be verified',
  review_hardship: 'Money is short: see what is possible, and call back',
  review_third_party: 'Somebody else answered: see whether the number is still right',
  send_promise_in_writing: 'Send what was promised in writing, with a link to pay',
  send_plan_in_writing: 'Send the plan in writing',
  review_promise: 'A promise was written down, but the call went on: see whether it stands',
  review_plan: 'A plan was written down, but the call went on: see whether it stands',
  confirm_payment_in_writing: 'Write before anything is taken, ten to three business days ahead',
  delete_recording: 'Delete the recording of this call',
}

const plain = (name: string) => words[name.split('@')[0] ?? ''] ?? name.replaceAll('_', ' ')

/** @param integrity what is known of the record, as a sentence */
export function officersPage(report: CallReport, integrity: string): string {
  return [
    `CALL RECORD   ${report.company}`,
    '',
    ...rows([
      ['Direction', report.direction],
      ['From', report.from],
      ['To', report.to],
      ['Began', times(report)],
      ['Account', report.account ?? 'none: the right person was not verified'],
      ['Identity', identity(report)],
      ['Outcome', report.outcome.replaceAll('_', ' ')],
      [
        'Policy',
        `${report.policy.name} ${report.policy.version} (${report.policy.sha256.slice(0, 12)})${role(report)}`,
      ],
      ['Kept until', report.keepUntil ?? 'not known: the day of the call is missing'],
      ['Record', integrity],
    ]),
    ...section('Disclosures', report.disclosures.map(disclosed)),
    ...section('What the caller brought up', report.events.map(broughtUp)),
    ...section(
      'Not let through',
      report.blocked.map(
        ({ at, text, why, next }) =>
          `${clock(at)}  "${text}"\n         ${inWords(why)}\n         then: ${next === 'rewrite' ? 'the model was asked for other words' : 'a fixed line was said instead'}`,
      ),
    ),
    ...agreed(report),
    ...section(
      'To do',
      report.tasks.map(
        ({ task, due, about }) =>
          `by ${due}  ${plain(task)}${about === undefined ? '' : `: ${about}`}`,
      ),
    ),
    ...section(
      'Redacted',
      report.redactedTurns.map(
        (turn) =>
          `the caller's turn ${turn}: words removed here; its audio must be cut from any recording`,
      ),
    ),
    '',
    `${report.sentences} sentences were judged before they were spoken; each is in the record with the rule that was applied.`,
  ].join('\n')
}

const broughtUp = ({ at, event, words: said, byModel }: CallerEventReport) =>
  `${clock(at)}  ${plain(event)}: "${said}"${byModel ? ' (reported by the model)' : ''}`

/** `legal_action.legal_steps forbids` is for who writes rules. */
const inWords = (why: string) =>
  why.replace(
    /\b([a-z]+(?:_[a-z]+)*)\.\w+ forbids/g,
    (_, name: string) => `${name.replaceAll('_', ' ')}:`,
  )

const role = ({ role: who }: CallReport) => (who === '' ? '' : `, ${who.replaceAll('_', ' ')}`)

function agreed({ promise, plan, callback }: CallReport): readonly string[] {
  return [
    ...(promise === null ? [] : section('Promise', [promised(promise)])),
    ...(plan === null ? [] : section('Plan', planned(plan))),
    ...(callback === null
      ? []
      : section('Wants to be called', [`${callback.date} at ${callback.time}, ${callback.zone}`])),
  ]
}

const rows = (all: readonly (readonly [string, string])[]) =>
  all.map(([name, value]) => `${name.padEnd(12)}${value}`)

function section(title: string, items: readonly string[]): readonly string[] {
  return ['', title, ...(items.length === 0 ? ['  none'] : items.map((item) => `  ${item}`))]
}

function times({ startedAt, zone }: CallReport): string {
  const at = startedAt === null ? undefined : momentOf(startedAt)
  if (startedAt === null || at === undefined) return 'not known'
  const local = zone === null ? undefined : localTime(at, zone)
  const there =
    local === undefined ? 'their zone is not known' : `${local.date} ${local.time} ${zone}`
  return `${startedAt} (where the consumer is: ${there})`
}

function identity({ identity: tried, verifiedAt }: CallReport): string {
  if (tried.length === 0) return 'nothing was asked'
  const factors = tried.map(
    ({ factor, matched }) =>
      `${String(factor).replace('_', ' ')} ${matched === true ? 'matched' : 'did not match'}`,
  )
  return `${factors.join(', ')}${verifiedAt === null ? '; not verified' : `; verified at ${clock(verifiedAt)}`}`
}

function disclosed({ line, at, heard }: Disclosure): string {
  const how = {
    'in full': 'heard in full',
    cut: 'cut off by the caller, does not count',
    'not proven': 'said, but nothing proves that it was heard; does not count',
  }[heard]
  return `${clock(at)}  ${plain(line)}: ${how} (${line})`
}

function promised({ cents, date, written }: NonNullable<CallReport['promise']>): string {
  return `${dollars(cents)} on ${date}${written ? ', written down' : ', NOT written down'}`
}

const often: Readonly<Record<string, string>> = { two_weeks: 'two weeks' }

function planned({ every, payments, written }: AgreedPlan): readonly string[] {
  const kept = written ? 'written down' : 'NOT written down'
  return [
    `${payments.length} payments, one every ${often[every] ?? every}, ${kept}`,
    ...payments.map(({ cents, date }) => `${dollars(cents)} on ${date}`),
  ]
}

const dollars = (cents: number) =>
  (cents / 100).toLocaleString('en-US', { style: 'currency', currency: 'USD' })

/** `01:02.3` into the call. */
function clock(at: number): string {
  const tenths = Math.round(at / 100)
  const minutes = String(Math.floor(tenths / 600)).padStart(2, '0')
  return `${minutes}:${((tenths % 600) / 10).toFixed(1).padStart(4, '0')}`
}
