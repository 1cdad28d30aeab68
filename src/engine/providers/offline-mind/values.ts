/** Numbers, dates and names in what the caller said. */
import { plain } from './plain-words.js'

export interface Values {
  /** The digits of every number, in order: `5550134` for "five five five, zero one three four". */
  readonly numbers: readonly string[]
  /** In the caller's words: `next Tuesday at 3 pm`. */
  readonly date: string | undefined
  readonly time: string | undefined
  readonly name: string | undefined
}

export function valuesIn(text: string): Values {
  const date = firstMatch(text, datePattern)
  const time = firstMatch(text, timePattern)
  const without = [date, time].reduce((rest: string, part) => rest.replace(part ?? '', ' '), text)
  return { numbers: numbersIn(without), date, time, name: nameIn(text) }
}

const weekday = '(?:mon|tues|wednes|thurs|fri|satur|sun)day'
const month =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december)'
const day = '\\d{1,2}(?:st|nd|rd|th)?'
const datePattern = new RegExp(
  `\\b(?:(?:(?:next|this|on) )?${weekday}|today|tonight|tomorrow|${month} ${day}|(?:the )?${day} of ${month}|the \\d{1,2}(?:st|nd|rd|th))\\b`,
  'i',
)
const clockWord =
  '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d{1,2}(?::\\d{2})?)'
const timePattern = new RegExp(
  `\\b(?:at ${clockWord}(?: (?:thirty|fifteen|forty-?five))?(?: ?(?:am|pm|a\\.m\\.|p\\.m\\.|o'clock))?|${clockWord} ?(?:am|pm|a\\.m\\.|p\\.m\\.|o'clock)|(?:at )?(?:noon|midnight)|in the (?:morning|afternoon|evening))(?!\\w)`,
  'i',
)

function firstMatch(text: string, pattern: RegExp): string | undefined {
  return pattern.exec(text)?.[0]
}

const named = /\b(?:my name is|my name's)\s+(\p{L}[\p{L}'-]*)/iu
const introduced =
  /\b(?:[Tt]he name is|[Tt]his is|[Cc]all me)\s+(\p{Lu}[\p{L}'-]+(?:\s\p{Lu}[\p{L}'-]+)?)/u

function nameIn(text: string): string | undefined {
  const name = named.exec(text)?.[1] ?? introduced.exec(text)?.[1]
  return name === undefined ? undefined : name.charAt(0).toUpperCase() + name.slice(1)
}

const small: Readonly<Record<string, number>> = Object.fromEntries(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, value]),
)
const tens: Readonly<Record<string, number>> = Object.fromEntries(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, i) => [word, (i + 2) * 10]),
)

/** A word of a number: digits as written, or what the word is worth. */
function numberWord(word: string): string | undefined {
  if (/^\d+$/.test(word)) return word
  if (word === 'oh' || word === 'o') return '0'
  if (word === 'hundred' || word === 'thousand') return word
  const value = small[word] ?? tens[word]
  return value === undefined ? undefined : String(value)
}

function numbersIn(text: string): readonly string[] {
  const words = plain(text.replace(/(?<=\d)[-.,](?=\d)/g, '')).split(' ')
  const groups: string[][] = [[]]
  for (const [i, word] of words.entries()) {
    const number = numberWord(word)
    const joins = word === 'and' && words[i - 1] === 'hundred'
    if (number !== undefined) groups.at(-1)?.push(number)
    else if (!joins && groups.at(-1)?.length) groups.push([])
  }
  return groups.filter((group) => isNumber(group, words)).map(joined)
}

/** "One" and "oh" alone are rarely numbers: "the other one", "oh, I see". */
function isNumber(group: readonly string[], words: readonly string[]): boolean {
  if (group.length === 0 || group.every((part) => !/\d/.test(part))) return false
  const [only = ''] = group
  const lone = group.length === 1 && (only === '1' || only === '0') && words.length > 2
  return !lone || words.includes(only)
}

/** Digits one after another are a sequence; "hundred", or a single after a ten, makes an amount. */
function joined(group: readonly string[]): string {
  if (!group.some((part) => part === 'hundred' || part === 'thousand')) return tensJoined(group)
  let total = 0
  let current = 0
  for (const part of group) {
    if (part === 'thousand') {
      total += Math.max(1, current) * 1000
      current = 0
    } else if (part === 'hundred') current = Math.max(1, current) * 100
    else current += Number(part)
  }
  return String(total + current)
}

function tensJoined(group: readonly string[]): string {
  return group
    .join(' ')
    .replace(/\b([2-9])0 (?=[1-9](?: |$))/g, '$1')
    .replaceAll(' ', '')
}

/** A number to be said: long ones digit by digit, in threes. */
export function spokenNumber(digits: string): string {
  if (digits.length < 4) return digits
  const groups = digits.match(/\d{1,3}(?=(?:\d{3})*\d{4}$)|\d{4}$|\d{1,3}/g) ?? [digits]
  return groups.map((group) => [...group].join(' ')).join(', ')
}
