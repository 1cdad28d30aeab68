import type { AuditRecord } from '../../call/command.js'
import { mentionsDebt } from '../../compliance/detect/agent/debt-lexicon.js'
import { literalsIn } from '../../compliance/detect/literals/literals.js'
import type { CallFacts, TimedCommand } from '../call-facts.js'
import { type Check, clockTime, judged, notJudged, quote } from './check.js'
import type { SectionCheck } from './evidence.js'

/** A sentence that went to the voice, or a record that was written, in the order of the call. */
type Step =
  | { readonly at: number; readonly spoken: string }
  | { readonly at: number; readonly record: AuditRecord }

interface Broken {
  readonly at: number
  readonly got: string
}

interface Rule {
  readonly wanted: string
  /** The first step that breaks the rule. */
  broken(steps: readonly Step[]): Broken | undefined
}

const isKind = (step: Step, kind: string): boolean => 'record' in step && step.record.kind === kind

/** An amount of money, however it is said; dollars alone tell nobody anything. */
const namesAmount = (text: string): boolean =>
  mentionsDebt(text).some(({ words }) => /\d|\b(?:hundred|thousand)\b/i.test(words)) ||
  /\$\s?\d/.test(text)

const isNotice = (text: string): boolean =>
  /, a debt collector\.$/i.test(text) ||
  (/attempt to collect a debt/i.test(text) && /will be used for that purpose/i.test(text))

/** The first sentence of that kind that was spoken before a record of that kind. */
function before(
  steps: readonly Step[],
  kind: string,
  matches: (text: string) => boolean,
): Broken | undefined {
  for (const step of steps) {
    if (isKind(step, kind)) return undefined
    if ('spoken' in step && matches(step.spoken))
      return { at: step.at, got: `${quote(step.spoken)} at ${clockTime(step.at)}` }
  }
  return undefined
}

const tellsOfDebt = (text: string): boolean =>
  /\b(?:debt\w*|owe[sd]?|balance|collect\w*)\b|\$/i.test(text)

const rules: Readonly<Record<string, Rule>> = {
  'mini-miranda': {
    wanted: 'the notice is heard to its end before an amount is named',
    broken: (steps) => before(steps, 'disclosure.heard', namesAmount),
  },
  'identity-first': {
    wanted: 'the right person is verified before the debt is spoken of',
    broken: (steps) =>
      before(steps, 'verified', tellsOfDebt) ??
      before(steps, 'disclosure.heard', (text) => tellsOfDebt(text) && !isNotice(text)),
  },
  'no-third-party-disclosure': {
    wanted: 'nobody but the verified consumer is told of the debt',
    broken: (steps) => {
      const other = steps.findIndex((step) => isLock(step, thirdParties))
      const first = before(steps, 'verified', tellsOfDebt)
      if (other < 0) return first
      return first ?? before(steps.slice(other), 'never', tellsOfDebt)
    },
  },
  'lock-respected': {
    wanted: 'after a lock the model is out of the call and nothing of the debt is said',
    broken: (steps) => {
      const locked = steps.findIndex((step) => isKind(step, 'lock'))
      return locked < 0 ? undefined : afterLock(steps.slice(locked))
    },
  },
  'payment-confirmed': {
    wanted: 'a payment is written down only as it was read out, and its terms are to be sent',
    broken: paidUnconfirmed,
  },
}

/** Every amount and the days it begins and ends on were spoken before the record of it; a task to write follows once it is kept. */
function paidUnconfirmed(steps: readonly Step[]): Broken | undefined {
  for (const [i, step] of steps.entries()) {
    const paid = 'record' in step ? paymentsOf(step.record) : []
    const first = paid[0]
    if (!('record' in step) || first === undefined) continue
    const said = steps.slice(0, i).flatMap((one) => ('spoken' in one ? literalsIn(one.spoken) : []))
    const missing = [first, paid.at(-1) ?? first]
      .flatMap(({ cents, date }) => [cents, date])
      .find((value) => !said.some(({ readings }) => readings.includes(value)))
    if (missing !== undefined) return { at: step.at, got: `${missing} was never read out` }
    if (!steps.slice(i).some(isSending)) return { at: step.at, got: 'nothing is to be sent' }
  }
  return undefined
}

const isSending = (step: Step): boolean =>
  'record' in step && /^send_(?:promise|plan)_in_writing$/.test(String(step.record.task))

function paymentsOf(
  record: AuditRecord,
): readonly { readonly cents: number; readonly date: string }[] {
  if (record.kind === 'promise') return [{ cents: Number(record.cents), date: String(record.date) }]
  if (record.kind !== 'plan' || !Array.isArray(record.payments)) return []
  return record.payments.map((payment) => {
    const [date = '', cents] = String(payment).split(' ')
    return { cents: Number(cents), date }
  })
}

const thirdParties: readonly unknown[] = ['third_party', 'wrong_number', 'minor', 'machine']

const isLock = (step: Step, locks: readonly unknown[]): boolean =>
  'record' in step && step.record.kind === 'lock' && locks.includes(step.record.lock)

/** Money may be a word of a closing line ("I will not ask for a payment"); what is owed may not. */
function afterLock(steps: readonly Step[]): Broken | undefined {
  const fromModel = steps.find(
    (step) =>
      'record' in step &&
      step.record.kind === 'sentence' &&
      step.record.verdict === 'allow' &&
      sourceOf(step.record) === 'model',
  )
  if (fromModel) return { at: fromModel.at, got: `the model spoke at ${clockTime(fromModel.at)}` }
  return before(steps, 'never', (text) => tellsOfDebt(text))
}

function sourceOf({ inputs }: AuditRecord): string {
  const all = Array.isArray(inputs) ? inputs.map(String) : []
  return all.find((one) => one.startsWith('source='))?.slice(7) ?? ''
}

/** `rules`: judged by what was sent to the voice and by the records of the agent. An agent without records has no rules. */
export const ruleChecks: SectionCheck = ({ expectations, facts }) => {
  const steps = stepsOf(facts)
  const kept = steps.some((step) => isKind(step, 'call.started'))
  return expectations.rules.map(({ name, line }): Check => {
    const subject = { name: `rule ${name}`, line }
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule === undefined)
      return notJudged(subject, 'the rule is kept', `no rule is named ${name}`)
    if (!kept) return notJudged(subject, rule.wanted, 'the agent has no rules')
    const broken = rule.broken(steps)
    if (broken === undefined) return judged(subject, true, { wanted: rule.wanted, got: 'kept' })
    const moments = [{ at: broken.at, label: name }]
    return judged(subject, false, { wanted: rule.wanted, ...broken, moments })
  })
}

function stepsOf({ commands }: CallFacts): readonly Step[] {
  return commands.flatMap((command: TimedCommand): readonly Step[] => {
    if (command.type === 'audit') return [{ at: command.at, record: command.record }]
    return command.type === 'synthesize' ? [{ at: command.at, spoken: command.text }] : []
  })
}
