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
  const loose = looseIn(both.text).find((one) => spans(both, one))
  const found = number ?? loose
  const words = found === undefined ? changed : both.said.slice(found.start, found.end)
  if (words === undefined) return undefined
  return { why: `${noFact(words)}, begun before`, before: saidBefore(both) }
}

const endsSentence = /[.!?…]["'”’)\]]*$/u
/** Behind a sentence that ended only a number that stands alone goes on with it, not "two options". */
const endsNumber = /^.[^\p{L}\p{N}]*$|^[^\p{L}]*(?:dollars?|bucks?|cents?|hundred|thousand)\b/iu

/** Numbers up to here count things ("two options", "twelve months") and are no amounts. */
const smallNumber = 60

/** The first literal that is no fact, or undefined. */
function literalWithoutFact(
  text: string,
  standing: Standing,
  { literals }: Pick<Detectors, 'literals'>,
): Literal | undefined {
  return literals(text).find(
    (literal) => !isKnown(text, literal) && !isFact(literal, standing, countsThings(text, literal)),
  )
}

const fraction = '(?:half|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)'
const whole =
  '(?:it|that|this|them|everything|(?:the|your|this|that) (?:whole |full |total )?(?:balance|amount|debt|total|bill|rest|sum|account|loan|thing|price)|what (?:you|is|was))'

/** Ways of naming money that no number stands before ("a dozen dollars"), and amounts that are worked out from others ("half of it"). */
const looseMoney = [
  // Units and pieces of money.
  /\b(?:dollars?|bucks?|cents?|grand|dozens?|benjamins?|fivers?|tenners?|twenties|fifties|smackers|(?:[cg][- ])notes?|big ones)\b/giu,
  // "Several thousand", "half a k", "a couple hundred".
  /\b(?:hundreds|thousands|(?:few|several|couple|many|some|half|odd)(?: of)?(?: an?)? (?:hundred|thousand|million|grand|k\b|g\b))/giu,
  /\b(?:two|three|four|five|six|seven|double|triple)[- ]figures?\b|\b(?:two|three|four) score\b/giu,
  // "Two thirds", "a tenth of the amount", "half now", "cut in half".
  new RegExp(
    `\\b(?:one|two|three|four|a|an)[- ]${fraction}(?:[- ](?:of|off)\\b|(?! (?:of )?(?:an?|hours?|person|party|parties|time|option|way)\\b))`,
    'giu',
  ),
  new RegExp(`\\b${fraction} (?:of )?${whole}`, 'giu'),
  /\b(?:halve[ds]?|halving)\b|\b(?:owe|pay|paying|be|costs?) (?:double|triple|twice)\b/giu,
  /\b(?:half|a third|a quarter) (?:now|today|tomorrow|later|down|off|price|up ?front|first|then|and half)\b|\b(?:in|by|at) half\b|\bdown the middle\b/giu,
  /\b(?:double|twice|triple|(?:two|three|four|five|six|ten) times)\s+(?:of\s+)?(?:it|that|the|what|your|as much)\b|\btimes (?:two|three|four|five|six|ten|\d+)\b/giu,
  /\b(?:most|much|some) of (?:the|your) (?:balance|debt|total|bill|amount) (?:off|away|gone|waived|forgiven)/giu,
  // Roman digits, but for what is written like them.
  /\b(?!(?:CD|MD|DC|CV|CC|MC|MI|DI)\b)(?=[MDCLXVI]{2,}\b)M*(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b/gu,
]

/** The first words that mean an amount and name no fact. */
function moneyWithoutFact(
  text: string,
  { literals }: Pick<Detectors, 'literals'>,
): string | undefined {
  const named = literals(text)
  const loose = looseIn(text).find(
    (one) => !named.some(({ start, end }) => start <= one.start && one.end <= end),
  )
  return loose && text.slice(loose.start, loose.end)
}

function looseIn(text: string) {
  return looseMoney
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map(({ index, 0: words }) => ({ start: index, end: index + words.length }))
}

/** Numbers that everybody knows: who to call in danger, and "a hundred percent sure". */
function isKnown(text: string, { start, end, value, kind }: Literal): boolean {
  if (/^(?:911|988)$/.test(String(value)))
    return /\b(?:call|dial|text|calling|dialing|texting)\s*$/iu.test(text.slice(0, start))
  const sure =
    /^ (?:sure|certain|clear|right|correct|fine|honest|understood|understand|up to you|with you)\b/iu
  return kind === 'percent' && value === 100 && sure.test(text.slice(end))
}

const ordinary =
  /^(?:today|now|tonight|tomorrow|this|by|on|an?|per|each|every|then|right|at|in|for|if|would|will|is|was|instead|down|off|total|altogether|please|from|as|with|immediately|upfront|up|so|but|towards?|here|over|out|monthly|weekly|due|owed|left|remaining|euros?|pounds|k|g|or|and|to|it|that|should|could|can|works?|enough|just|only|until|before|after)$/iu
const named =
  /\b(?:press|option|number|step|key|part|choice|line|extension|room|suite|box|24\s*\/)\s*$/iu
/** "Two or three questions", "two more days": the thing comes later. */
const passedOver = /^\s*(?:(?:or|to|and|out of)\s+[\p{L}\p{N}]+|more|other|of)\b/iu

/** "One payment or two": the thing came before. */
const namedBefore = /\b(?:an?|one|two|three|four|five|six|\d) [\p{L}]+ or\s*$/iu

/** A number that counts something ("two options"), which an amount alone does not ("pay fifty today"). */
function countsThings(text: string, { start, end }: Literal): boolean {
  const before = text.slice(0, start)
  if (named.test(before) || namedBefore.test(before)) return true
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
