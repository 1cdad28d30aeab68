/** What is known of a debt: the facts an agent may say, and those it checks a caller against. Money is whole cents. */
import { isPlace } from './place.js'
import { momentOf } from './wall-time.js'

export interface Account {
  readonly id: string
  /** First and last name of the consumer. */
  readonly name: string
  readonly creditor: string
  /** Last digits of the account at the creditor, as the consumer knows them. */
  readonly account_tail: string
  readonly balance_cents: number
  /** Day for which the balance holds. */
  readonly as_of: string
  readonly due_date?: string
  readonly itemised: boolean
  /** Null: nobody has looked. */
  readonly time_barred: boolean | null
  readonly validation_notice: 'sent' | 'due' | 'in_period'
  /** Amount that settles it, if one is approved. */
  readonly settlement_cents?: number
  /** Amounts that are approved for plans; the smallest is the least that may be paid at a time. */
  readonly instalment_cents?: readonly number[]
  readonly fees_allowed: boolean
  readonly furnishing: boolean
  readonly interest_accrues: boolean
  /** Two factors only the consumer is likely to know. */
  readonly zip: string
  readonly birth_year: string
  readonly phones: readonly string[]
  /** Where the consumer lives: `US-TX`. */
  readonly place: string
  /** IANA zone of the address. */
  readonly zone: string
  /** Holds: bankruptcy, deceased, dispute, identity_theft, servicemember, minor, litigation, complaint, cease, attorney, third_party_number. */
  readonly status: readonly string[]
}

const texts = [
  'id',
  'name',
  'creditor',
  'account_tail',
  'as_of',
  'zip',
  'birth_year',
  'place',
  'zone',
] as const
const flags = ['itemised', 'fees_allowed', 'furnishing', 'interest_accrues'] as const
const lists = ['phones', 'status'] as const

type Fields = Readonly<Record<string, unknown>>

/** What makes the value unusable as an account, or undefined. An agent may only say numbers that exist. */
export function accountProblem(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'it is no object'
  const account: Fields = { ...value }
  return missing(account) ?? wrongMoney(account) ?? wrongForm(account)
}

function missing(account: Fields): string | undefined {
  const text = texts.find((key) => typeof account[key] !== 'string' || account[key] === '')
  if (text !== undefined) return `${text} is missing`
  // Under a name nobody knows the rules of the state would not be found.
  if (!isPlace(String(account.place))) return 'place must be written as US-TX'
  const flag = flags.find((key) => typeof account[key] !== 'boolean')
  if (flag !== undefined) return `${flag} is missing`
  const list = lists.find((key) => !isTexts(account[key]))
  return list === undefined ? undefined : `${list} must be a list of texts`
}

function wrongMoney(account: Fields): string | undefined {
  const { balance_cents: balance, settlement_cents: settlement, instalment_cents: parts } = account
  if (!isCents(balance)) return 'balance_cents must be whole cents'
  if (settlement !== undefined && !isCents(settlement))
    return 'settlement_cents must be whole cents'
  if (Number(settlement ?? 0) > Number(balance))
    return 'settlement_cents must not be more than balance_cents'
  if (parts !== undefined && !areCents(parts))
    return 'instalment_cents must be a list of whole cents'
  return undefined
}

function wrongForm(account: Fields): string | undefined {
  const { as_of: asOf, due_date: due, zip, birth_year: year, time_barred: barred } = account
  if (![asOf, due ?? asOf].every(isDay))
    return 'as_of and due_date must be days, such as 2026-11-01'
  if (!/^\d{5}(?:-?\d{4})?$/.test(String(zip))) return 'zip must have five or nine digits'
  if (!/^\d{4}$/.test(String(year))) return 'birth_year must have four digits'
  if (barred !== null && typeof barred !== 'boolean')
    return 'time_barred must be true, false or null'
  if (!['sent', 'due', 'in_period'].includes(String(account.validation_notice)))
    return 'validation_notice must be sent, due or in_period'
  return undefined
}

export function isAccount(value: unknown): value is Account {
  return accountProblem(value) === undefined
}

const isCents = (value: unknown) => Number.isSafeInteger(value) && Number(value) > 0
const areCents = (value: unknown) => Array.isArray(value) && value.every(isCents)
const isDay = (value: unknown) =>
  typeof value === 'string' && value.length === 10 && momentOf(value) !== undefined
const isTexts = (value: unknown) =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')
