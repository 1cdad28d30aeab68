/**
 * Numbers are slots: the model writes `{{balance}}` and code fills it from the account, so no number can be made up or misremembered.
 */
import type { Account } from './account.js'

/** `$1,284.50` */
export function showCents(cents: number): string {
  const whole = Math.floor(cents / 100)
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, ',')
  const rest = cents % 100
  return rest === 0 ? `$${grouped}` : `$${grouped}.${String(rest).padStart(2, '0')}`
}

const months =
  'January February March April May June July August September October November December'.split(' ')

/** `2026-03-05` as `March 5, 2026`. */
export function showDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${months[(month ?? 1) - 1]} ${day}, ${year}`
}

export interface SlotFacts {
  readonly company: string
  readonly callback: string
  readonly account?: Account
}

/** What each slot stands for. A fact the account does not have has no slot. */
export function slotValues({ company, callback, account }: SlotFacts): ReadonlyMap<string, string> {
  const slots: [string, string | undefined][] = [
    ['company', company],
    ['callback', callback],
    ['name', account?.name],
    ['first_name', account?.name.split(' ')[0]],
    ['creditor', account?.creditor],
    ['account_tail', account?.account_tail],
    ['balance', account && showCents(account.balance_cents)],
    ['as_of', account && showDate(account.as_of)],
    ['due_date', account?.due_date && showDate(account.due_date)],
    ['settlement', account?.settlement_cents && showCents(account.settlement_cents)],
    ['instalment', account?.instalment_cents?.[0] && showCents(account.instalment_cents[0])],
  ].map(([name, value]) => [String(name), value ? String(value) : undefined])
  return new Map(slots.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

const slot = /\{\{\s*([a-z_]+)\s*\}\}/g

/** Fills every slot; `unknown` names the first one that stands for nothing. */
export function fillSlots(
  text: string,
  values: ReadonlyMap<string, string>,
): { readonly text: string; readonly unknown?: string } {
  let unknown: string | undefined
  const filled = text.replace(slot, (whole, name: string) => {
    const value = values.get(name)
    if (value === undefined) unknown ??= whole
    return value ?? ''
  })
  // Braces left over are a slot that was written wrongly.
  if (unknown === undefined && /[{}]/.test(filled)) unknown = '{'
  return unknown === undefined ? { text: filled } : { text: filled, unknown }
}

/** A slot as a word of its own: nothing beside it makes another number of what it stands for. */
const glued = /[^\s("'“‘¿¡]\{\{|\}\}(?=[^\s.,;:?!…)"'”’]|[.,]\d)/gu
const multiplied =
  /\b(?:double|twice|triple|half|thirds?|quarters?|fifths?|tenths?|percent|minus|plus|times|over|under|than|and a half),?\s+(?:of\s+|off\s+|the\s+)?\{\{\s*(?:balance|settlement|instalment|account_tail)\s*\}\}|\{\{\s*(?:balance|settlement|instalment)\s*\}\}[,.]?\s+(?:times|minus|plus|less|doubled|halved|tripled|and a|and change|cut in|in half)\b/giu

/** Words that change a filled number into one that is no fact, if any end behind `after`. */
export function changedSlot(text: string, after = 0): string | undefined {
  const found = [glued, multiplied].flatMap((sign) => [...text.matchAll(sign)])
  return found.find(({ index, 0: words }) => index + words.length > after)?.[0]
}

/** The text without its slots: what the model wrote itself. */
export function withoutSlots(text: string): string {
  return text.replace(slot, ' it ')
}

/** "Ends in {{account_tail}}": there it is no amount. */
const tailAsNumber =
  /(\b(?:end(?:s|ed|ing)?(?: in| with)?|last four(?: digits)?(?: are| is)?|digits(?: are| is)?),?\s+)\{\{\s*account_tail\s*\}\}/giu

/** The text without the digits of an account that are named as such. */
export function withoutTail(text: string): string {
  return text.replace(tailAsNumber, '$1it')
}
