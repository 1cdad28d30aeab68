/** Whether the numbers a sentence names are facts. What is no fact of the account, and nothing the caller or code has named, is blocked. */
import type { Literal } from './detect/literals/literals.js'
import type { Detectors } from './detectors.js'
import { asOneNumber, saidBefore, spans } from './in-context.js'
import { changedSlot, withoutSlots } from './slots.js'
import type { Standing } from './standing.js'

/** What is wrong with the amounts of a sentence. */
interface WrongAmount {
  readonly why: string
  /** What was said before, where only both together name the amount. */
  readonly before?: string
}

/** The first amount, day or number that no fact bears out, alone or going on from what was said before. */
export function amountWithoutFact(
  written: string,
  before: string,
  standing: Standing,
  detectors: Pick<Detectors, 'literals'>,
): WrongAmount | undefined {
  const own = withoutSlots(written)
  const alone =
    literalWithoutFact(own, standing, detectors)?.words ??
    changedSlot(written) ??
    moneyWithoutFact(own, detectors)
  if (alone !== undefined) return { why: noFact(alone) }
  return before === '' ? undefined : amountAcross(written, before, standing, detectors)
}

const noFact = (words: string) => `${JSON.stringify(words)} is no fact of the account`

function amountAcross(
  written: string,
  before: string,
  standing: Standing,
  { literals }: Pick<Detectors, 'literals'>,
): WrongAmount | undefined {
  const both = asOneNumber(before, withoutSlots(written))
  const number = literals(both.text).find(
    (literal) =>
      spans(both, literal) &&
      (!endsSentence.test(before) || endsNumber.test(both.text.slice(literal.end - 1))) &&
      !isFact(literal, standing, countsThings(both.text, literal)),
  )
  // What was said before has its slots filled: an amount of it is one.
  const slots = asOneNumber(before.replace(/\$[\d,]+(?:\.\d\d)?/g, '{{balance}}'), written)
  const changed = changedSlot(slots.text, slots.at)
  const words = number === undefined ? changed : both.said.slice(number.start, number.end)
  if (words === undefined) return undefined
  return { why: `${noFact(words)}, begun before`, before: saidBefore(both) }
}

const endsSentence = /[.!?…]["'”’)\]]*$/u
/** Behind a sentence that ended only a number that stands alone goes on with it, not "two options". */
const endsNumber = /^.[^\p{L}\p{N}]*$|^[^\p{L}]*(?:dollars?|bucks?|cents?|hundred|thousand)\b/iu

/** Numbers up to here count things ("two options", "twelve months") and are no amounts. */
const smallNumber = 60

/** The first literal that is no fact, or undefined. */
export function literalWithoutFact(
  text: string,
  standing: Standing,
  { literals }: Pick<Detectors, 'literals'>,
): Literal | undefined {
  return literals(text).find((literal) => !isFact(literal, standing, countsThings(text, literal)))
}

/** Words of money that no number stands before ("a dozen dollars"), and amounts that are worked out from others ("half of it"). */
const looseMoney =
  /\b(?:dollars?|bucks?|cents?|grand|dozens?)\b|\b(?:double|twice|triple|half|a third|a quarter)\s+(?:of\s+)?(?:it|that|the (?:balance|amount|debt|total)|what you owe|off)\b/giu

/** The first words that mean an amount and name no fact. */
export function moneyWithoutFact(
  text: string,
  { literals }: Pick<Detectors, 'literals'>,
): string | undefined {
  const named = literals(text)
  const loose = [...text.matchAll(looseMoney)].find(
    ({ index }) => !named.some(({ start, end }) => start <= index && index < end),
  )
  return loose?.[0]
}

const ordinary =
  /^(?:today|now|tonight|tomorrow|this|by|on|an?|per|each|every|then|right|at|in|for|if|would|will|is|was|instead|down|off|total|altogether|please|from|as|with|immediately|upfront|up|so|but|towards?|here|over|out|monthly|weekly|due|owed|left|remaining|euros?|pounds|or|and|to|it|that|should|could|can|works?|enough|just|only|until|before|after)$/iu
const named =
  /\b(?:press|option|number|step|key|part|choice|line|extension|room|suite|box|24\s*\/)\s*$/iu
/** "Two or three questions", "two more days": the thing comes later. */
const passedOver = /^\s*(?:(?:or|to|and)\s+[\p{L}\p{N}]+|more|other|of)\b/iu

/** A number that counts something ("two options"), which an amount alone does not ("pay fifty today"). */
function countsThings(text: string, { start, end }: Literal): boolean {
  if (named.test(text.slice(0, start))) return true
  const after = text.slice(end)
  if (/^\s*\/\s*7\b/.test(after)) return true
  const [skipped = ''] = passedOver.exec(after) ?? []
  const word = /^[\s-]*([\p{L}][\p{L}'’-]*)/u.exec(after.slice(skipped.length))?.[1]
  return word !== undefined && !ordinary.test(word)
}

function isFact({ kind, value, readings }: Literal, standing: Standing, counts: boolean): boolean {
  switch (kind) {
    case 'money':
      return readings.some((cents) => factCents(standing).includes(Number(cents)))
    case 'number':
      return (
        (counts && Number(value) <= smallNumber) ||
        readings.some((whole) => factCents(standing).includes(Math.round(Number(whole) * 100)))
      )
    case 'date':
      return factDates(standing).some((date) => sameDay(String(value), date))
    case 'phone':
      return digitsOf(String(value)).slice(-10) === digitsOf(standing.callback).slice(-10)
    case 'digits':
      return String(value) === standing.account?.account_tail
    case 'time':
      return /^(?:[01]?\d|2[0-3]):[0-5]\d$/.test(String(value))
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
  const known = [account?.as_of, account?.due_date].filter((date) => typeof date === 'string')
  return [...known, ...agreedDates]
}

/** `--03-05` and `---05` leave the year, or the month too, open. */
function sameDay(said: string, date: string): boolean {
  return date.endsWith(said.replace(/^-+/, said.startsWith('-') ? '-' : ''))
}
