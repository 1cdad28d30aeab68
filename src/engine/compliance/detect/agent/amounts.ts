import { type Literal, literalsIn } from '../literals/literals.js'
import type { Normalised } from '../normalise.js'
import { compile } from '../pattern.js'
import { RuleSet, type RuleSource } from '../rule.js'
import type {
  AgentContext,
  AgentFacts,
  CallState,
  Violation,
  ViolationCategory,
} from './violation.js'

const aboutWhole = compile([
  '(balance|owe|owes|owed|owing|total|amount due|full amount|payoff|debt|in full|amount|bill)',
])
const aboutSettling = compile([
  '(settle*|settlement|offer*|accept*|take|knock*|close|resolve*|clear|wipe*|call it|forgive|lower*|reduce*|instead|discount)',
])
const elsewhere = compile([
  '(fee|fees|paid|credited|received|limit|a month|per month|monthly|installment*|of your|toward|towards|on @day|down payment|remaining after)',
])

/** Statements about the account that are untrue unless a fact says otherwise. */
const untrue: readonly RuleSource[] = [
  {
    id: 'invented_growth',
    affirmed: true,
    any: [
      '(interest|balance|total|amount|debt|it) ~3 (grow*|grown|accru*|climb*|going up|goes up|increas*|compound*|adds up|doubl*|tripl*|went up|gone up|add* interest|keeps adding) ~4',
      '(interest) ~2 (is|has|was|keeps|will) ~2 (be )?(add*|charg*|appl*|build*|pil*)',
    ],
    unless: [
      '(no|not|never) ~4 (interest|grow*|accru*|increas*|add*|change*|go up|going up)',
      '(whether|asked if|ask if|wonder* if) ',
      '(itemiz*|letter|notice|statement) ',
      'credit score',
    ],
  },
  {
    id: 'invented_status',
    affirmed: true,
    any: [
      'judgment debt',
      '(is|has|have|got|it is|already) ~2 a judgment',
      '(judgment|court|judge|legal*) ~4 (already|entered|ordered|ruled|decided|owe|against|awarded|granted|final|says|signed)',
      '(already|there is|we have|has|have) ~3 (a judgment|judgment|court order|a court order|lien|secured|a warrant)',
      '(you|this|it|account|debt) ~3 (legally|court) ~2 (obligat*|ordered|required|secured|bound|proven|adjudicated)',
      '(double|triple|twice) ~3 (owe|balance|amount|that)',
    ],
    unless: [
      '(no|not|never|any) ~5 (judgment|court|lien|legal*|order)',
      '(whether|asked) ',
      '(someone|somebody|anyone|anybody|whoever|caller) ~1 (said|told|tells|says)',
    ],
  },
]
const untrueSet = new RuleSet(untrue)

/** Where no amount may be said at all. */
const silentAbout: readonly (readonly [CallState, ViolationCategory, string])[] = [
  ['pre_rpc', 'third_party_disclosure', 'I01'],
  ['third_party', 'third_party_disclosure', 'I01'],
  ['post_rpc_pre_mm', 'missing_mini_miranda', 'I04'],
  ['ceased', 'after_cease', 'I09'],
  ['represented', 'represented_consumer', 'P06'],
  ['voicemail', 'voicemail_content', 'V01'],
]

/** An amount said where none may be: the first one, for each of the states that forbid it. */
export function amountsOutOfPlace(text: string, { states = [] }: AgentContext): Violation[] {
  const barred = silentAbout.filter(([state]) => states.includes(state))
  const first = literalsIn(text).find(({ kind }) => kind === 'money')
  if (first === undefined) return []
  const { words, start, end } = first
  return barred.map(([state, category, ruleId]) => ({
    ...{ category, ruleId, rule: `${category}.amount_while_${state}`, words, start, end },
  }))
}

/** Figures that no fact of the account bears out, and invented growth or legal standing. */
export function amountViolations(
  text: string,
  normal: Normalised,
  context: AgentContext,
): Violation[] {
  const { facts = {} } = context
  const literals = literalsIn(text)
  const all = literals.map(centsOf)
  const wrong = literals.filter((_, at) => {
    const cents = all[at] ?? []
    const rest = isRest(cents, all, facts.balanceCents ?? Number.NaN)
    return cents.length > 0 && !rest && isWrong(cents, normal.text, facts)
  })
  const figures = wrong.map(({ words, start, end }) =>
    wrongAmount('not_an_account_figure', words, start, end),
  )
  const hits = untrueSet.firstHits(normal)
  const said = untrue.flatMap(({ id }, at) => {
    const hit = hits[at]
    if (hit === undefined || (id === 'invented_growth' && facts.interestAccruing === true))
      return []
    const start = normal.tokens[hit.from]?.start ?? 0
    const end = normal.tokens[hit.to]?.end ?? text.length
    return [wrongAmount(id, text.slice(start, end), start, end)]
  })
  return [...figures, ...said]
}

function wrongAmount(id: string, words: string, start: number, end: number): Violation {
  return {
    category: 'amount_misrep',
    ruleId: 'U04',
    rule: `amount_misrep.${id}`,
    words,
    start,
    end,
  }
}

/** A whole balance must be the balance; a settlement lies between the floor and the balance; a part is below the balance. */
function isWrong(cents: readonly number[], said: string, facts: AgentFacts): boolean {
  const { balanceCents = Number.POSITIVE_INFINITY, settlementFloorCents } = facts
  if (cents.includes(balanceCents)) return false
  if (cents.every((value) => value > balanceCents)) return true
  if (elsewhere.test(said)) return false
  if (aboutSettling.test(said))
    return cents.every((value) => value < (settlementFloorCents ?? Number.NEGATIVE_INFINITY))
  return facts.balanceCents !== undefined && aboutWhole.test(said)
}

/** What a literal may be in cents; nothing if it is no amount. */
function centsOf({ kind, readings }: Literal): readonly number[] {
  const numbers = readings.filter((reading) => typeof reading === 'number')
  if (kind === 'money') return numbers
  const cents = kind === 'number' ? numbers.map((number) => number * 100) : []
  return looksLikeMoney(cents) ? cents : []
}

/** "After $284.50 the rest is $1,000": two amounts of one sentence that make up the balance. */
function isRest(cents: readonly number[], all: readonly (readonly number[])[], balance: number) {
  return all.some((other) => other.some((value) => cents.includes(balance - value)))
}

const looksLikeMoney = (cents: readonly number[]) => cents.some((value) => value >= 10_000)

export function warmAmounts(): void {
  untrueSet.warm()
}
