/** Whether the numbers a sentence names are facts. What is no fact of the account, and nothing the caller or code has named, is blocked. */
import type { Literal } from './detect/literals/literals.js'
import type { Detectors } from './detectors.js'
import type { Standing } from './standing.js'

/** Numbers up to here count things ("two options", "twelve months") and are no amounts. */
const smallNumber = 60

/** The first literal that is no fact, or undefined. */
export function literalWithoutFact(
  text: string,
  standing: Standing,
  { literals }: Pick<Detectors, 'literals'>,
): Literal | undefined {
  return literals(text).find((literal) => !isFact(literal, standing))
}

function isFact({ kind, value, readings }: Literal, standing: Standing): boolean {
  switch (kind) {
    case 'money':
      return readings.some((cents) => factCents(standing).includes(Number(cents)))
    case 'number':
      return (
        Number(value) <= smallNumber ||
        readings.some((whole) => factCents(standing).includes(Math.round(Number(whole) * 100)))
      )
    case 'date':
      return factDates(standing).some((date) => sameDay(String(value), date))
    case 'phone':
      return digitsOf(String(value)).slice(-10) === digitsOf(standing.callback).slice(-10)
    case 'digits':
      return String(value) === standing.account?.account_tail
    case 'time':
      return true
    case 'percent':
      return false
  }
}

const digitsOf = (text: string) => text.replace(/\D/g, '')

function factCents({ account, agreedCents }: Standing): readonly number[] {
  if (account === undefined) return agreedCents
  const { balance_cents, settlement_cents, instalment_cents = [] } = account
  const known = [balance_cents, ...instalment_cents, ...agreedCents]
  return settlement_cents === undefined ? known : [...known, settlement_cents]
}

function factDates({ account, agreedDates }: Standing): readonly string[] {
  const known = [account?.as_of, account?.due_date].filter((date) => date !== undefined)
  return [...known, ...agreedDates]
}

/** `--03-05` and `---05` leave the year, or the month too, open. */
function sameDay(said: string, date: string): boolean {
  return date.endsWith(said.replace(/^-+/, said.startsWith('-') ? '-' : ''))
}
