/** The page of a call for somebody who reads no code: who, when, what was said that had to be, what was not let through, what is to do. */
import type {
  AgreedPlan,
  CallerEventReport,
  CallReport,
  Disclosure,
} from '../../engine/compliance/post-call.js'
import { localTime, momentOf } from '../../engine/compliance/wall-time.js'
import { plain } from './plain-words.js'

/**
 * @param integrity what is known of the record, as a sentence
 * @param warning what has to be read before everything else
 */
export function officersPage(report: CallReport, integrity: string, warning?: string): string {
  return [
    ...(warning === undefined ? [] : [warning, '']),
    `CALL RECORD   ${report.company}`,
    '',
    ...rows([
      ['Direction', direction(report)],
      ['From', report.from],
      ['To', report.to],
      ['Began', times(report)],
      ['Account', report.account ?? 'none: the right person was not verified'],
      ['Identity', identity(report)],
      ['Outcome', plain(report.outcome)],
      [
        'Policy',
        `${report.policy.name} ${report.policy.version} (${report.policy.sha256.slice(0, 12)})${role(report)}`,
      ],
      ['Kept until', report.keepUntil ?? 'not known: the day of the call is missing'],
      ['Record', integrity],
    ]),
    '',
    'Times before a line are minutes and seconds into the call.',
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

const direction = ({ direction: which }: CallReport) =>
  which === 'outbound' ? 'outbound: we called the consumer' : 'inbound: the consumer called us'

const broughtUp = ({ at, event, words: said, byModel }: CallerEventReport) =>
  `${clock(at)}  ${plain(event)}${said === '' ? '' : `: "${said}"`}${byModel ? ' (reported by the model)' : ''}`

/** `legal_action.legal_steps forbids` is for who writes rules. */
const inWords = (why: string) =>
  why
    .replace(
      /\b([a-z]+(?:_[a-z]+)*)\.\w+ forbids/g,
      (_, name: string) => `${name.replaceAll('_', ' ')}:`,
    )
    .replaceAll(/, begun before(?=;|$)/g, ', begun in the words before it')
    .replaceAll(
      'it could not be judged: the rest of it',
      'it broke off, so that it could not be judged',
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
  return local === undefined
    ? `${startedAt} (the time where the consumer is cannot be told: their zone is not known)`
    : `${local.date} at ${local.time} where the consumer is (${zone}); ${startedAt}`
}

function identity({ identity: tried, verifiedAt }: CallReport): string {
  if (tried.length === 0) return 'nothing was asked'
  const factors = tried.map(
    ({ factor, matched }) =>
      `${factorName(String(factor))} ${matched === true ? 'matched' : 'did not match'}`,
  )
  return `${factors.join(', ')}${verifiedAt === null ? '; not verified' : `; verified at ${clock(verifiedAt)}`}`
}

const factorName = (factor: string) =>
  ({ zip: 'zip code', account_tail: 'end of the account number' })[factor] ??
  factor.replaceAll('_', ' ')

function disclosed({ line, at, heard }: Disclosure): string {
  const how = {
    'in full': 'heard in full',
    cut: 'cut off by the caller, does not count',
    'not proven': 'said, but nothing proves that it was heard; does not count',
  }[heard]
  return `${clock(at)}  ${plain(line)}: ${how} (${named(line)})`
}

/** `notice@1` */
function named(line: string): string {
  const [name = '', version = ''] = line.split('@')
  return `${name.replaceAll('_', ' ')}, wording ${version}`
}

function promised({ cents, date, written }: NonNullable<CallReport['promise']>): string {
  return `${dollars(cents)} on ${date}, ${kept(written)}`
}

/** A record that broke off does not say. */
function kept(written: boolean | null): string {
  if (written === null) return 'NOT confirmed: it may be written down, or not'
  return written ? 'written down' : 'NOT written down'
}

const often: Readonly<Record<string, string>> = { two_weeks: 'two weeks' }

function planned({ every, payments, written }: AgreedPlan): readonly string[] {
  return [
    `${payments.length} payments, one every ${often[every] ?? every}, ${kept(written)}`,
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
