/**
 * A conversation without a model: what to say next follows from rules and from the messages alone. The same messages always get the same
 * answer; what was said before changes it (wording rotates, help grows with misunderstandings, a name is remembered).
 *
 * It does not police what the instructions forbid: that is done by the agent's `check`, for every model alike.
 */
import type { ToolSpec } from '../../agent/agent.js'
import type { Message } from '../../call/conversation.js'
import type { ToolCall } from '../../call/event.js'
import { type History, historyOf } from './history.js'
import { type Intent, type Meaning, meaningOf } from './intents.js'
import { type Knowledge, knowledgeIn, topics } from './knowledge.js'
import { asSentence, plain } from './plain-words.js'
import { tellResults } from './results.js'
import { fillIn } from './tool-choice.js'
import { spokenNumber, type Values, valuesIn } from './values.js'
import { isReadBack, repeatLeads, wordings } from './wordings.js'

export interface Response {
  /** Never empty, unless tools are called; ends as a sentence does. */
  readonly text: string
  readonly toolCalls: readonly ToolCall[]
}

export function respond(messages: readonly Message[], tools: readonly ToolSpec[]): Response {
  const history = historyOf(messages)
  if (history.results.length > 0) return say(tellResults(history.results))
  const known = knowledgeIn(messages)
  const heard = history.turns.at(-1)
  if (heard === undefined) return say(wordings.opening(0, known.identity ?? ''))
  const meanings = history.turns.map((turn) => meaningOf(turn, tools, known))
  return useTool(history, meanings) ?? say(answer(history, meanings, known, tools))
}

const say = (text: string): Response => ({ text: asSentence(text), toolCalls: [] })

/** Calls the tool that was meant, or asks for what it needs; a turn that only brings what was asked for belongs to it too. */
function useTool(
  { turns, calls, calledAt }: History,
  meanings: readonly Meaning[],
): Response | undefined {
  const meant = toolTurn(meanings, calledAt)
  if (meant === undefined) return undefined
  const { tool, from } = meant
  const texts = turns.slice(from).map((turn) => turn.replace('[keypad] ', ''))
  const { input, missing } = fillIn(tool, texts)
  const [first] = missing
  if (first !== undefined) return say(wordings.missing(turns.length - from - 1, first))
  const id = `offline-${calls + 1}`
  return { text: '', toolCalls: [{ id, name: tool.name, input: JSON.stringify(input) }] }
}

interface ToolTurn {
  readonly tool: ToolSpec
  /** The turn in which it was asked for first. */
  readonly from: number
}

/** What may follow the wish for a tool as an answer to "what is your ...?". */
const details: ReadonlySet<Intent> = new Set<Intent>(['values', 'keys', 'name', 'unknown', 'yes'])

/** @param calledAt the turn for which a tool was called last: its wish is fulfilled */
function toolTurn(meanings: readonly Meaning[], calledAt: number): ToolTurn | undefined {
  const from = meanings.findLastIndex(({ intent }) => intent === 'tool')
  const meant = meanings[from]
  if (meant?.intent !== 'tool' || from <= calledAt) return undefined
  const after = meanings.slice(from + 1)
  return after.every(({ intent }) => details.has(intent)) ? { tool: meant.tool, from } : undefined
}

function answer(
  history: History,
  meanings: readonly Meaning[],
  known: Knowledge,
  tools: readonly ToolSpec[],
): string {
  const meaning = meanings.at(-1) ?? { intent: 'unknown' }
  const times = timesBefore(meanings, meaning.intent)
  switch (meaning.intent) {
    case 'fact':
      return meaning.fact.sentence
    case 'name':
      return wordings.name(times, meaning.name)
    case 'values':
      return readBack(meaning.values, times)
    case 'keys':
      return wordings.keys(times, spokenNumber(meaning.keys))
    case 'repeat':
      return repeated(history.said, times)
    case 'who':
      return wordings.who(times, known.identity ?? '')
    case 'options':
      return wordings.options(times, offers(known, tools))
    case 'yes':
    case 'no':
      return confirmed(meaning.intent, history, times)
    case 'goodbye':
      return wordings.goodbye(times, nameOf(history))
    case 'unknown':
      return puzzled(history, meanings, known, tools)
    case 'tool':
      return wordings.options(times, offers(known, tools))
    default:
      return wordings[meaning.intent](times, '')
  }
}

function timesBefore(meanings: readonly Meaning[], intent: Intent): number {
  return meanings.filter((meaning) => meaning.intent === intent).length - 1
}

function readBack({ numbers, date, time }: Values, times: number): string {
  const when = [date, time].filter((part) => part !== undefined).join(' ')
  const parts = [...numbers.map(spokenNumber), ...(when === '' ? [] : [when])]
  return wordings.values(times, parts.join(', and '))
}

/** What was said last, and not how it was introduced when it was repeated before. */
function repeated(said: readonly string[], times: number): string {
  const last = said.at(-1)
  if (last === undefined) return wordings.nothingSaid(times, '')
  const lead = repeatLeads.find((lead) => last.startsWith(lead)) ?? ''
  return `${repeatLeads[times % repeatLeads.length]}${last.slice(lead.length)}`
}

function confirmed(intent: 'yes' | 'no', { said, turns }: History, times: number): string {
  const asked = said.at(-1) ?? ''
  if (isReadBack(asked)) {
    const { numbers, date, time } = valuesIn(turns.at(-2) ?? '')
    const noted = [...numbers.map(spokenNumber), date, time].filter((part) => part !== undefined)
    return intent === 'yes' ? wordings.noted(times, noted.join(', ')) : wordings.notNoted(times, '')
  }
  if (intent === 'no' && /\banything else\b|\bsomething else\b/i.test(asked))
    return wordings.goodbye(0, nameOf({ turns }))
  return wordings[intent](times, '')
}

function nameOf({ turns }: Pick<History, 'turns'>): string {
  return turns.map((turn) => valuesIn(turn).name).findLast((name) => name !== undefined) ?? ''
}

/** The more turns in a row were not understood, the more help is given. */
function puzzled(
  { turns }: History,
  meanings: readonly Meaning[],
  known: Knowledge,
  tools: readonly ToolSpec[],
): string {
  const understood = meanings.findLastIndex(
    ({ intent }, turn) => intent !== 'unknown' || isDescribed(turns[turn] ?? ''),
  )
  const inRow = meanings.length - 2 - understood
  const times = timesBefore(meanings, 'unknown')
  if (inRow === 0) return wordings.unknown(times, quoted(turns.at(-1) ?? ''))
  if (inRow === 1) return wordings.unknownAgain(times, offers(known, tools))
  return wordings.lost(inRow, offers(known, tools))
}

/** `[an answer to who they are]`: words that somebody else has dealt with. */
const isDescribed = (turn: string): boolean => /^\[[^\]]*\]$/.test(turn)

/** The beginning of what was heard, without what would end the sentence. */
function quoted(text: string): string {
  return plain(text).split(' ').slice(0, 8).join(' ')
}

/** What can be done here, as the end of a sentence. */
function offers(known: Knowledge, tools: readonly ToolSpec[]): string {
  // What it reports is nothing for a caller to ask for.
  const askable = tools.filter(({ name }) => !/^(?:report|record|log|note)_/.test(name))
  const tasks = askable.slice(0, 3).map(({ name }) => taskName(name))
  const things = [...topics(known), ...tasks]
  return things.length === 0 ? '' : listed(things)
}

/** `look_up_balance` is offered as "balance". */
function taskName(tool: string): string {
  const words = plain(tool.replace(/_|(?<=\p{Ll})(?=\p{Lu})/gu, ' '))
  return words.replace(/^(?:look up|get|find|fetch|check|list|search) (?=.)/, '')
}

function listed(things: readonly string[]): string {
  const last = things.at(-1) ?? ''
  return things.length < 2 ? last : `${things.slice(0, -1).join(', ')} or ${last}`
}
