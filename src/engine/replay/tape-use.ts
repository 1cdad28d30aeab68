/**
 * Keeps what the scripted world rested on while it answered: rows as recorded, or something else and why.
 */
import type { Millis } from '../audio/frame.js'
import type { Command } from '../call/command.js'
import type { ReplyId } from '../call/event.js'
import type { Basis } from '../fixture/fixture.js'
import type { Entry } from '../report/entry.js'
import type { BasisRecord, OffTape } from './simulation.js'

/** An answer, with what it takes to find later which reply it belongs to. */
export interface TapeAnswer extends BasisRecord {
  /** Text given to a voice, or id of a tool call. */
  readonly key?: string
  readonly voice?: 'main' | 'backup'
}

export interface TapeUse {
  rests(answer: TapeAnswer): void
  missed(request: OffTape): void
  readonly answers: readonly TapeAnswer[]
  readonly offTape: readonly OffTape[]
}

export function tapeUse(): TapeUse {
  const answers: TapeAnswer[] = []
  const offTape: OffTape[] = []
  return {
    answers,
    offTape,
    rests: (answer) => answers.push(answer),
    missed: (request) => offTape.push(request),
  }
}

/** The answers with the replies they belong to, found by the order in which the engine asked. */
export function recordsOf(
  answers: readonly TapeAnswer[],
  entries: readonly Entry[],
): readonly BasisRecord[] {
  const asked = requestsIn(entries)
  return answers.map(({ key, voice, ...record }) => {
    if (record.part === 'stt') return record
    const found = asked.findIndex(
      (request) => request.part === record.part && request.key === key && request.voice === voice,
    )
    const [request] = found < 0 ? [] : asked.splice(found, 1)
    return request === undefined ? record : { ...record, reply: request.reply }
  })
}

type Asked = Pick<TapeAnswer, 'part' | 'key' | 'voice'> & { readonly reply: ReplyId }

function requestsIn(entries: readonly Entry[]): Asked[] {
  const asked: Asked[] = []
  for (const { commands } of entries) {
    for (const command of commands) {
      const request = requestOf(command)
      if (request !== undefined) asked.push(request)
    }
  }
  return asked
}

function requestOf(command: Command): Asked | undefined {
  switch (command.type) {
    case 'generate':
      return { part: 'llm', reply: command.reply }
    case 'synthesize':
      return { part: 'tts', reply: command.reply, key: command.text, voice: command.voice }
    case 'callTool':
      return { part: 'tool', reply: command.reply, key: command.call.id }
    default:
      return undefined
  }
}

/** How an answer was found: the row, and what that makes of it. */
export interface Match<Row> {
  readonly row: Row
  readonly basis: Basis
  readonly why: string
}

/** Rows are used up in order; among those that fit, the first that was not used yet. */
export interface Unused<Row> {
  /** The first unused row that fits; it is used from now on. */
  take(fits: (row: Row) => boolean): Row | undefined
  /** Like `take`; when all that fit were used, the last of them once more. */
  takeOrRepeat(fits: (row: Row) => boolean): Row | undefined
}

export function unused<Row>(rows: readonly Row[]): Unused<Row> {
  const left = [...rows]
  const take = (fits: (row: Row) => boolean) => {
    const found = left.findIndex(fits)
    return found < 0 ? undefined : left.splice(found, 1)[0]
  }
  return { take, takeOrRepeat: (fits) => take(fits) ?? rows.findLast(fits) }
}

/** The middle of these lengths, or 0 of none. */
export function median(values: readonly Millis[]): Millis {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
