/** The hour a caller names, by the clock or by a part of the day. */
import type { Literal } from '../../../compliance/detect/literals/literals.js'
import type { Detectors } from '../../../compliance/detectors.js'
import { clauseBefore, isRefused, type Mention } from './mentions.js'

/** Minutes since midnight. `isOpen`: nobody said which half of the day, and it may be either. */
export interface Clock {
  readonly minutes: number
  readonly isOpen: boolean
}

type Half = 'am' | 'pm' | undefined
type Named = Mention<{ readonly minutes: number; readonly half: Half }>

/**
 * @param said all of the words
 * @param text the same without the words of days, whose numbers are no hours
 */
export function clockIn(
  said: string,
  text: string,
  detectors: Pick<Detectors, 'literals'>,
): Clock | undefined {
  // In Spanish it is eleven.
  const literals = detectors.literals(text.replace(/\bonce\b/gi, 'when'))
  const named = [...clockWords(text, detectors), ...hours(text, literals)]
    .filter((mention) => stands(text, mention))
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
  const [first] = named.flatMap(({ values }) => values)
  if (first !== undefined) return inDay(first.minutes, first.half ?? halfIn(said))
  const part = partsOfDay.find(([words]) => words.test(said))
  return part === undefined ? undefined : { minutes: part[1], isOpen: false }
}

/** An hour for a part of the day, where none is named. */
const partsOfDay: readonly (readonly [RegExp, number])[] = [
  [/\bfirst thing\b/i, 9 * 60],
  [/\blate(?:r)? (?:in the )?afternoon\b/i, 16 * 60],
  [/\bend of the day\b/i, 17 * 60],
  [/\bmorning\b/i, 10 * 60],
  [/\bafternoon\b/i, 14 * 60],
  [/\bevening\b/i, 18 * 60],
  [/\b(?:tonight|night)\b/i, 19 * 60],
]

export function halfIn(text: string): Half {
  if (/\bmorning\b|\ba\.?m\b/i.test(text)) return 'am'
  return /\b(?:afternoon|evening|tonight|night)\b|\bp\.?m\b/i.test(text) ? 'pm' : undefined
}

/** "At three" is in the afternoon and "at nine" in the morning, for nobody is called at the other; "at eight" may be either. */
function inDay(minutes: number, half: Half): Clock {
  if (minutes >= 13 * 60) return { minutes, isOpen: false }
  const onDial = minutes % 720
  if (half !== undefined) return { minutes: onDial + (half === 'pm' ? 720 : 0), isOpen: false }
  const hour = Math.floor(onDial / 60)
  return { minutes: hour < 8 ? onDial + 720 : onDial, isOpen: hour === 8 }
}

/** "Not before five" is five; "before five" is no hour. */
function stands(text: string, { start }: Named): boolean {
  const before = clauseBefore(text, start)
  if (isRefused(before)) return /\b(?:before|until|till|til)\s+$/i.test(before)
  return !/\bbefore\s+$/i.test(before)
}

const words: readonly (readonly [RegExp, number])[] = [
  [/\bafter lunch\b/gi, 13 * 60],
  [/\bafter work\b/gi, 18 * 60],
  [/\b(?:noon|midday|lunch\s?time)\b/gi, 12 * 60],
  [/\bmidnight\b/gi, 0],
]
const onTheDial =
  /\b(half|(?:a )?quarter|five|ten|twenty|twenty[- ]five|\d\d?)(?: minutes?)? (past|after|to|till|til|of) (\w+)\b/gi

function clockWords(text: string, { literals }: Pick<Detectors, 'literals'>): readonly Named[] {
  const fixed = words.flatMap(([pattern, minutes]) =>
    [...text.matchAll(pattern)].map((match) => placed(match, minutes, minutes < 60 ? 'am' : 'pm')),
  )
  const number = (word: string) => (/^one$/i.test(word) ? 1 : Number(literals(word)[0]?.value))
  const onDial = [...text.matchAll(onTheDial)].flatMap((match) => {
    const [, part = '', way = '', hour = ''] = match
    const share = /half/i.test(part) ? 30 : /quarter/i.test(part) ? 15 : number(part)
    const minutes = number(hour) * 60 + (/past|after/i.test(way) ? share : -share)
    return isHour(number(hour)) && share < 60 ? [placed(match, minutes, undefined)] : []
  })
  return [...fixed, ...onDial]
}

const placed = (match: RegExpExecArray, minutes: number, half: Half): Named => ({
  ...{ start: match.index, end: match.index + match[0].length },
  values: [{ minutes, half }],
})

const isHour = (value: number) => Number.isInteger(value) && value >= 1 && value <= 12
const atHour =
  /\b(?:at|after|around|about|by|before|past|till|until|from|between|or|and|to)\s+(?:about |like |maybe )?$/i
const ofDay = /^\s*(?:ish\b|(?:in the|at|this|on|tonight|tomorrow)\b|or\b|to\b|$|[.,?!])/i

function hours(text: string, literals: readonly Literal[]): readonly Named[] {
  return literals.flatMap((literal) => {
    const { kind, start, end, value, words: said } = literal
    if (kind === 'time') return [{ start, end, values: [timeOf(String(value), said)] }]
    const minutes = kind === 'number' ? minutesIn(Number(value)) : undefined
    const isNamed = atHour.test(text.slice(0, start)) || ofDay.test(text.slice(end))
    return minutes === undefined || !isNamed
      ? []
      : [{ start, end, values: [{ minutes, half: undefined }] }]
  })
}

/** "Three thirty" is read as 330. */
function minutesIn(value: number): number | undefined {
  if (isHour(value)) return value * 60
  const hour = Math.floor(value / 100)
  return isHour(hour) && value % 100 < 60 && Number.isInteger(value)
    ? hour * 60 + (value % 100)
    : undefined
}

function timeOf(value: string, said: string): { readonly minutes: number; readonly half: Half } {
  const minutes = Number(value.slice(0, 2)) * 60 + Number(value.slice(3))
  const half = /p\.?\s?m/i.test(said) ? 'pm' : /a\.?\s?m/i.test(said) ? 'am' : undefined
  return { minutes, half }
}
