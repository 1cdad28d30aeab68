/** Who a sentence of the model addresses and whom it names as owner of the debt: anybody but the consumer, us and the creditor is made up. */
import type { InContext } from './in-context.js'
import { brands, givenNames, networks, ordinaryCapitals } from './known-names.js'
import type { Standing } from './standing.js'

/** A name in a sentence, and where. */
export interface Named {
  readonly rule: 'name.wrong_person' | 'name.wrong_company'
  readonly ruleId: string
  readonly start: number
  readonly end: number
}

type Known = Pick<Standing, 'account' | 'company'>

const word = "[\\p{L}][\\p{L}'’.-]*[\\p{L}]"
const capital = "\\p{Lu}[\\p{L}'’-]*\\p{L}"
const several = `${capital}(?:(?: |&| & | of | and )${capital})*`
const before =
  'hi there|hello there|hey there|hello again|hello|hi|hey|good (?:morning|afternoon|evening|day)|thanks|thank you|okay|ok|alright|all right|sorry|please|listen|look|' +
  'well|so|sure|yes|yeah|no|right|great|perfect|welcome|dear|goodbye|bye|understood|absolutely|certainly|of course|now'
const speakingWith =
  "(?:speaking|talking|speak|talk|spoke) (?:with|to)|you are|you['’]re|are you|is this|calling you|call you|have you as|name is really"

/** Where a person is addressed; the name is the first group. */
const addressed: readonly RegExp[] = [
  new RegExp(`\\b(?:${before}),? (${word})(?=[\\s,.!?]|$)`, 'giu'),
  new RegExp(`\\b(?:mr|mrs|ms|miss|mister|señora?|sra?)\\.? (${word})`, 'giu'),
  new RegExp(`, (${word})(?=\\s*[,.!?]|\\s*$)`, 'giu'),
  new RegExp(`(?:^|[.!?] )(${word}),`, 'giu'),
  new RegExp(`\\b(?:${speakingWith}) (${word})(?=[\\s,.!?]|$)`, 'giu'),
]
/** Title, and the places where only a known given name is surely one: a sentence may begin with any word. */
const titled = 1
const openings: ReadonlySet<number> = new Set([3])

const owed =
  'accounts?|cards?|credit cards?|store cards?|loans?|debts?|bills?|balance|mortgage|line of credit|statement|invoice|contract|membership'
const owner =
  'on behalf of|behalf|work(?:s|ing)? for|call(?:ing|ed)? (?:you )?(?:from|for)|here (?:at|with)|owed? (?:it |this |that |money )?to|owe|' +
  '(?:sold|assigned|placed|given|sent|transferred)(?: [a-z]+){0,3} by|(?:bought|purchased|acquired)(?: [a-z]+){0,3} from|' +
  '(?:accounts?|loans?|cards?|debts?|balance|contract|mortgage) (?:with|at|from|to|by)|(?:creditor|lender|bank|owner|company)(?: is| was|,)|' +
  "(?:came|comes|come|was passed|is passed|passed) to us (?:by|from|through|via)|hired by|represent(?:s|ing)?|this is|we(?: are|['’]re)|i(?: am|['’]m) (?:with|from|at)"

const mine = 'your|the|a|an|this|that|my|his|her'

/** The same words, also with a capital at the start of a sentence: case tells names from words. */
function atStart(words: string): string {
  return words.replace(
    /(^|\|)([a-z])/g,
    (_, bar: string, c: string) => `${bar}[${c}${c.toUpperCase()}]`,
  )
}

/** Where a company is said to be owed or to be us; the name is the first group. */
const companies: readonly RegExp[] = [
  new RegExp(`\\b(?:${atStart(owner)}) (?:the )?(${several})`, 'gu'),
  new RegExp(`\\b(?:${atStart(mine)}) (${several}) (?:${owed})\\b`, 'gu'),
  new RegExp(
    `\\b(?:${mine}) (${brands}|${networks}) (?:accounts?|cards?|credit cards?|loans?|debts?|bills?)\\b`,
    'giu',
  ),
]
const brand = new RegExp(`(?<![\\p{L}\\p{N}])(?:${brands})(?![\\p{L}\\p{N}])`, 'giu')

/** Names in the new words that belong to nobody this call knows. */
export function wronglyNamed({ text, at }: InContext, known: Known): readonly Named[] {
  const own = wordsOf([known.account?.name, known.account?.creditor, known.company])
  const isNew = ({ index, 0: whole }: RegExpMatchArray) => (index ?? 0) + whole.length > at
  const people = addressed.flatMap((pattern, kind) =>
    [...text.matchAll(pattern)].filter((m) => isNew(m) && isPerson(m[1] ?? '', kind, own)),
  )
  const firms = [
    ...companies.flatMap((pattern) => [...text.matchAll(pattern)]),
    ...[...text.matchAll(brand)].filter(([name]) => /^\p{Lu}/u.test(name)),
  ].filter((m) => isNew(m) && isForeign(m[1] ?? m[0], own))
  return [
    ...people.slice(0, 1).map((m) => namedAt('name.wrong_person', 'U15', m)),
    ...firms.slice(0, 1).map((m) => namedAt('name.wrong_company', 'U04', m)),
  ]
}

function isPerson(name: string, kind: number, own: ReadonlySet<string>): boolean {
  const plain = name.toLowerCase().replace(/['’]s$/, '')
  if (own.has(plain) || /^i['’]/i.test(name)) return false
  if (givenNames.has(plain)) return true
  if (openings.has(kind) || ordinaryCapitals.has(plain)) return false
  return kind === titled || /^\p{Lu}/u.test(name)
}

function isForeign(name: string, own: ReadonlySet<string>): boolean {
  return [...wordsOf([name])].some((one) => !own.has(one) && !ordinaryCapitals.has(one))
}

function wordsOf(names: readonly (string | undefined)[]): ReadonlySet<string> {
  const text = names
    .join(' ')
    .toLowerCase()
    .replace(/['’]s\b/g, '')
  return new Set(text.split(/[^\p{L}\p{N}'’]+/u).filter((one) => one !== '' && one !== 'of'))
}

function namedAt(
  rule: Named['rule'],
  ruleId: string,
  { index, 0: whole }: RegExpMatchArray,
): Named {
  const start = index ?? 0
  return { rule, ruleId, start, end: start + whole.length }
}
