import { literalsIn } from '../literals/literals.js'
import { normalise } from '../normalise.js'
import { RuleSet } from '../rule.js'

/** Words that tell anybody who listens that the call is about a debt. */
export const debtWords: readonly string[] = [
  '(debt|debts|owe|owes|owed|owing|balance|balances|collect|collects|collecting|collection|collections|collector|collectors|creditor|creditors|lender|loan|loans|mortgage|overdue|delinquent|delinquency|past due|unpaid|default|defaulted|charged off|charge off)',
  '(pay|pays|paid|paying|payment|payments|repay|repayment|payoff|settle|settlement|settling|settled|installment*|payment plan|arrangement*|financ*|invoice|bill|bills|billing|refund)',
  '(account|accounts|credit|card|money|dollars|bucks|amount|amounts|interest|fee|fees|statement|statements|funds|discount)',
  '(bank|finance company|law|legal*|lawsuit*|sue|sued|suing|judgment|court|garnish*|levy|lien|attorney|lawyer|litigation)',
  '(deuda|deudas|debe|debes|adeuda|pago|pagos|pagar|cuenta|saldo|cobr*|dinero|banco|dolares|prestamo|tarjeta)',
]

const lexicon = new RuleSet([
  {
    id: 'debt_words',
    any: debtWords,
    unless: ['(pay attention|on account of|take into account|law of|give me credit|power bill)'],
  },
])

/** A word of a sentence that speaks of a debt, and where it is. */
export interface DebtMention {
  readonly words: string
  readonly start: number
  readonly end: number
}

/**
 * Every word that tells of a debt, its amounts included, denied or not ("this is not about a bill" tells as much). Nothing here may
 * be said before the right party is verified.
 */
export function mentionsDebt(text: string): DebtMention[] {
  const normal = normalise(text)
  const words = lexicon.allHits(normal).map(({ from, to }) => {
    const start = normal.tokens[from]?.start ?? 0
    const end = normal.tokens[to]?.end ?? start
    return { words: text.slice(start, end), start, end }
  })
  const amounts = literalsIn(text)
    .filter(({ kind }) => kind === 'money')
    .map(({ words: said, start, end }) => ({ words: said, start, end }))
  return [...words, ...amounts].sort((a, b) => a.start - b.start)
}
