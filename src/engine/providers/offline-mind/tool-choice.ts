/** A tool that the caller's words clearly mean, and its inputs as far as the words give them. */

import type { ToolSpec } from '../../agent/agent.js'
import { isRecord } from '../record.js'
import { plain, topicWords } from './plain-words.js'
import { type Values, valuesIn } from './values.js'

export interface ToolChoice {
  readonly tool: ToolSpec
  readonly input: Readonly<Record<string, unknown>>
  /** Inputs that are required and were not said, in words: "account number". */
  readonly missing: readonly string[]
}

/** A word of the name counts double, because descriptions say much; one of them must be there. */
const enough = 2

/** The tool that the text means: the best one, if no other is as good. */
export function toolMeant(text: string, tools: readonly ToolSpec[]): ToolSpec | undefined {
  const said = topicWords(text)
  const scored = tools.map((tool) => ({ tool, score: score(said, tool) }))
  const best = Math.max(0, ...scored.map(({ score }) => score))
  const [first, ...others] = scored.filter(({ score }) => score === best && score >= enough)
  return others.length > 0 ? undefined : first?.tool
}

function score(said: ReadonlySet<string>, { name, description }: ToolSpec): number {
  const named = topicWords(name.replace(/_|(?<=\p{Ll})(?=\p{Lu})/gu, ' '))
  const described = topicWords(description)
  let points = 0
  let inName = 0
  for (const word of said) {
    if (named.has(word)) inName++
    else if (described.has(word)) points++
  }
  return inName === 0 && points < 3 ? 0 : points + 2 * inName
}

/** @param texts what the caller said about it, the first time to the last; what was said last counts */
export function fillIn(tool: ToolSpec, texts: readonly string[]): ToolChoice {
  const { properties, required } = shape(tool.schema)
  const input: Record<string, unknown> = {}
  for (const text of texts) {
    const values = valuesIn(text)
    for (const [name, property] of Object.entries(properties)) {
      const value = inputFrom(name, property, text, values)
      if (value !== undefined) input[name] = value
    }
  }
  const missing = required.filter((name) => !(name in input)).map(spokenName)
  return { tool, input, missing }
}

const spokenName = (name: string) =>
  plain(name.replace(/[_-]|(?<=\p{Ll})(?=\p{Lu})/gu, ' ')).replace(/ id$/, ' number')

type Property = Readonly<Record<string, unknown>>

function shape(schema: object): {
  readonly properties: Readonly<Record<string, Property>>
  readonly required: readonly string[]
} {
  const { properties, required } = schema as { properties?: unknown; required?: unknown }
  return {
    properties: isRecord(properties) ? (properties as Record<string, Property>) : {},
    required: Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [],
  }
}

function inputFrom(name: string, property: Property, text: string, values: Values): unknown {
  if (!isRecord(property)) return undefined
  if (Array.isArray(property.enum)) return choiceIn(property.enum, text)
  switch (property.type) {
    case 'integer':
    case 'number':
      return fitting(property, values.numbers.map(Number))
    case 'boolean':
      return yesOrNo(text)
    case 'string':
      return stringFrom(`${spokenName(name)} ${property.description ?? ''}`, property, text, values)
    default:
      return undefined
  }
}

function choiceIn(choices: readonly unknown[], text: string): unknown {
  const said = ` ${plain(text)} `
  return choices.find(
    (choice) =>
      typeof choice === 'string' && said.includes(` ${plain(choice.replace(/_/g, ' '))} `),
  )
}

function fitting({ minimum, maximum }: Property, numbers: readonly number[]): number | undefined {
  return numbers.find(
    (number) =>
      !(typeof minimum === 'number' && number < minimum) &&
      !(typeof maximum === 'number' && number > maximum),
  )
}

function yesOrNo(text: string): boolean | undefined {
  const [, word] = /^(yes|no)\b/.exec(plain(text)) ?? []
  return word === undefined ? undefined : word === 'yes'
}

/** A text is taken by what its name and description call it. */
function stringFrom(
  called: string,
  property: Property,
  text: string,
  { numbers, date, time, name }: Values,
): string | undefined {
  if (/\b(?:digits?|number|phone|account|code|pin|zip|last|id|reference|order)\b/i.test(called))
    return numbers.find((digits) => fits(property, digits))
  if (/\b(?:date|day|when)\b/i.test(called)) return date
  if (/\btime\b/i.test(called)) return time
  if (/\bname\b/i.test(called)) return name
  const free = /\b(?:reason|message|question|query|note|text|summary|request|topic)\b/i
  return free.test(called) ? text.trim() : undefined
}

function fits({ minLength, maxLength, pattern }: Property, digits: string): boolean {
  if (typeof minLength === 'number' && digits.length < minLength) return false
  if (typeof maxLength === 'number' && digits.length > maxLength) return false
  return typeof pattern !== 'string' || matches(pattern, digits)
}

/** A pattern that cannot be read asks for nothing. */
function matches(pattern: string, digits: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(digits)
  } catch {
    return true
  }
}
