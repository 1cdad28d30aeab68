import {
  type AgentContext,
  type AgentFacts,
  type CallState,
  callStates,
  type ViolationCategory,
  violationCategories,
} from './agent/violation.js'
import { type CallerCategory, callerCategories } from './caller/category.js'

/** The category of an ordinary sentence: no detector may find anything in it. */
export const noCategory = 'none'

/** A sentence somebody labelled: what a caller said, or what an agent said in some state of a call. */
export type LabelledRow =
  | {
      readonly side: 'caller'
      readonly text: string
      readonly category: CallerCategory | typeof noCategory
      /** The category applies; never for `none`. */
      readonly expected: boolean
    }
  | {
      readonly side: 'agent'
      readonly text: string
      readonly category: ViolationCategory | typeof noCategory
      /** It is a violation in its context; never for `none`. */
      readonly expected: boolean
      readonly context: AgentContext
    }

/** A row, or what is wrong with it in words for a person. */
export type ReadRow = { readonly row: LabelledRow } | { readonly problem: string }

/**
 * Reads one row of either schema: `{text, label, category, note}`, label `yes` or `no` for callers, `violation` or `ok` for agents.
 * The category `none`, always with `no` or `ok`, is for ordinary sentences in which nothing may be found.
 * The note of an agent's row may say `ctx=STATE`, `balance=1284.50`, `settlement_floor=900`, `fees_allowed=true`,
 * `suit_intended=true`, `furnishing=true`, `subsequent=true`, parted by semicolons; other words in it are for people.
 */
export function readLabelledRow(value: unknown): ReadRow {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problem: 'the row is no JSON object' }
  const { text, label, category, note = '' } = value as Readonly<Record<string, unknown>>
  if (typeof text !== 'string' || text.trim() === '')
    return { problem: 'text is missing, empty or no string' }
  if (typeof note !== 'string') return { problem: 'note is no string' }
  if (label === 'yes' || label === 'no') return callerRow(text, label, category)
  if (label === 'violation' || label === 'ok') return agentRow(text, label, category, note)
  return {
    problem: `label is ${shown(label)}; a caller's row says "yes" or "no", an agent's "violation" or "ok"`,
  }
}

const knownCallers = [...callerCategories, noCategory] as const
const knownViolations = [...violationCategories, noCategory] as const
const shown = (value: unknown) => JSON.stringify(value) ?? 'missing'

function callerRow(text: string, label: 'yes' | 'no', given: unknown): ReadRow {
  const category = knownCallers.find((known) => known === given)
  if (category === undefined)
    return {
      problem: `category ${shown(given)} is none of the ${callerCategories.length} for callers`,
    }
  if (category === noCategory && label === 'yes') return { problem: foundInNone(label) }
  return { row: { side: 'caller', text, category, expected: label === 'yes' } }
}

const foundInNone = (label: string) =>
  `category "none" is for sentences in which nothing may be found, but label is ${shown(label)}`

function agentRow(text: string, label: 'violation' | 'ok', given: unknown, note: string): ReadRow {
  const category = knownViolations.find((known) => known === given)
  if (category === undefined)
    return {
      problem: `category ${shown(given)} is none of the ${violationCategories.length} for agents`,
    }
  if (category === noCategory && label === 'violation') return { problem: foundInNone(label) }
  const context = readNote(note)
  if ('problem' in context) return context
  return { row: { side: 'agent', text, category, expected: label === 'violation', context } }
}

type Facts = { -readonly [Name in keyof AgentFacts]: AgentFacts[Name] }

const amounts = { balance: 'balanceCents', settlement_floor: 'settlementFloorCents' } as const
const flags = {
  fees_allowed: 'feesAllowed',
  suit_intended: 'suitIntended',
  furnishing: 'furnishing',
  subsequent: 'subsequent',
} as const

function readNote(note: string): AgentContext | { readonly problem: string } {
  const states: CallState[] = []
  const facts: Facts = {}
  for (const part of note.split(';')) {
    const [key = '', value] = part.split('=').map((side) => side.trim())
    if (value === undefined) continue
    const problem = key === 'ctx' ? addState(states, value) : addFact(facts, key, value)
    if (problem !== undefined) return { problem }
  }
  return { states, facts }
}

function addState(states: CallState[], value: string): string | undefined {
  const state = callStates.find((known) => known === value)
  if (state === undefined) return `the note says ctx=${value}, which is no state of a call`
  states.push(state)
  return undefined
}

function addFact(facts: Facts, key: string, value: string): string | undefined {
  if (isKeyOf(amounts, key)) {
    const amount = Number(value)
    if (!Number.isFinite(amount) || amount < 0)
      return `the note says ${key}=${value}, which is no amount`
    facts[amounts[key]] = Math.round(amount * 100)
  } else if (isKeyOf(flags, key)) {
    if (value !== 'true' && value !== 'false')
      return `the note says ${key}=${value}, not true or false`
    facts[flags[key]] = value === 'true'
  }
  return undefined
}

function isKeyOf<T extends object>(table: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(table, key)
}
