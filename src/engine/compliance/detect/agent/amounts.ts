import { type Literal, literalsIn } from '../literals/literals.js'
import type { Normalised } from '../normalise.js'
import { compile } from '../pattern.js'
import { hits, makeRule } from '../rule.js'
import type { AgentContext, AgentFacts, Violation } from './violation.js'

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
const untrue = [
  makeRule({
    id: 'invented_growth',
    affirmed: true,
    any: [
      '(interest|balance|total|amount|debt|it) ~3 (grow*|grown|accru*|climb*|going up|goes up|increas*|compound*|adds up|doubl*|tripl*|went up|gone up|add* interest|keeps adding) ~4',
      '(interest) ~2 (is|has|was|keeps|will) ~2 (be )?(add*|charg*|appl*|build*|pil*)',
    ],
    unless: [
      '(no|not|never) ~4 (interest|grow*|accru*|increas*|add*|change*|go up|going up)',
      '(whether|if) ',
      '(itemiz*|letter|notice|statement) ',
      'credit score',
    ],
  }),
  makeRule({
    id: 'invented_status',
    affirmed: true,
    any: [
      '(judgment|court|judge|legal*) ~4 (already|entered|ordered|ruled|decided|owe|against|awarded|granted|final|says|signed)',
      '(already|there is|we have|has|have) ~3 (a judgment|judgment|court order|a court order|lien|secured|a warrant)',
      '(you|this|it|account|debt) ~3 (legally|court) ~2 (obligat*|ordered|required|secured|bound|proven|adjudicated)',
      '(double|triple|twice) ~3 (owe|balance|amount|that)',
    ],
    unless: ['(no|not|never|any) ~5 (judgment|court|lien|legal*|order)', '(whether|if|asked) '],
  }),
]

/** Figures that no fact of the account bears out, and invented growth or legal standing. */
export function amountViolations(
  text: string,
  normal: Normalised,
  context: AgentContext,
): Violation[] {
  const { facts = {} } = context
  const wrong = literalsIn(text).filter((literal) => isWrong(literal, text, normal, facts))
  const figures = wrong.map(({ words, start, end }) =>
    at('not_an_account_figure', words, start, end),
  )
  const said = untrue.flatMap((rule) => {
    if (rule.id === 'invented_growth' && facts.interestAccruing === true) return []
    const [hit] = hits(rule, normal)
    if (hit === undefined) return []
    const start = normal.tokens[hit.from]?.start ?? 0
    const end = normal.tokens[hit.to]?.end ?? text.length
    return [at(rule.id, text.slice(start, end), start, end)]
  })
  return [...figures, ...said]
}

function at(id: string, words: string, start: number, end: number): Violation {
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
function isWrong(
  literal: Literal,
  text: string,
  { text: said }: Normalised,
  facts: AgentFacts,
): boolean {
  const { balanceCents, settlementFloorCents } = facts
  if (literal.kind !== 'money' && literal.kind !== 'number') return false
  const cents = literal.readings
    .filter((reading) => typeof reading === 'number')
    .map((reading) => (literal.kind === 'money' ? reading : reading * 100))
  if (literal.kind === 'number' && !looksLikeMoney(cents)) return false
  if (settlementFloorCents !== undefined && aboutSettling.test(said) && !elsewhere.test(said))
    return cents.every(
      (value) => value < settlementFloorCents || value > (balanceCents ?? Number.POSITIVE_INFINITY),
    )
  if (balanceCents === undefined || cents.includes(balanceCents)) return false
  if (cents.every((value) => value > balanceCents)) return true
  return aboutWhole.test(said) && !aboutSettling.test(said) && !elsewhere.test(said)
}

const looksLikeMoney = (cents: readonly number[]) => cents.some((value) => value >= 10_000)
