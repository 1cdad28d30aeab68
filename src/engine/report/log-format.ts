/**
 * `log.jsonl`: what the engine saw and asked in one call, in its own terms. A header line, then one entry a line in the order in which things
 * happened; frames and scores that changed nothing are packed, a second at most in one line. Sound is not in it.
 *
 * Fed to `step` again, the events of a log must give the commands of the log.
 */
import type { Millis } from '../audio/frame.js'
import type { Command } from '../call/command.js'
import type { Message } from '../call/conversation.js'
import type { CallPolicy } from '../call/policy.js'
import { VoiceAgentError } from '../errors.js'
import { checkFormat, formatLine } from '../fixture/format.js'
import type { Entry } from './entry.js'
import { eventProblem, isJson } from './event-shape.js'
import {
  commandFromJson,
  commandToJson,
  eventFromJson,
  eventToJson,
  type Json,
  lastMessages,
} from './logged-form.js'
import { isListening, type ListeningEntry, packRow, unpackRow } from './packed-row.js'

/** What is needed to hold the call again. */
export interface LogHeader {
  readonly callId: string
  /** Who wrote it: name and version. */
  readonly creator: string
  readonly policy: CallPolicy
  /** The agent by its name in the catalog, with the options it was made with. */
  readonly agent: { readonly name: string; readonly options: Json }
}

export interface CallLog {
  readonly header: LogHeader
  /** Every piece of audio is silence of the right length. */
  readonly entries: readonly Entry[]
  /** The line of each entry, counted from 1. */
  readonly lines: readonly number[]
}

/** Longest stretch of a call in one packed line. */
const ROW_MS: Millis = 1000

/** Writes a log line by line. The last frames of a call come out with `flush`. */
export class LogWriter {
  readonly #sink: (line: string) => void
  #row: ListeningEntry[] = []
  #messages: readonly Message[] = []

  /** @param sink takes one line, without its end */
  constructor(header: LogHeader, sink: (line: string) => void) {
    this.#sink = sink
    sink(JSON.stringify({ type: 'log.header', format: formatLine('log'), ...header }))
  }

  write(entry: Entry): void {
    const { at } = entry.event
    const from = this.#row[0]?.event.at ?? at
    if (isListening(entry) && at - from < ROW_MS) {
      this.#row.push(entry)
      return
    }
    this.flush()
    if (isListening(entry)) this.#row.push(entry)
    else this.#writeEntry(entry)
  }

  flush(): void {
    const [first] = this.#row
    if (first === undefined) return
    const { at } = first.event
    this.#sink(JSON.stringify({ packed: packRow(at, this.#row), at }))
    this.#row = []
  }

  #writeEntry({ event, commands, fault }: Entry): void {
    const asked = commands.map((command) => {
      const json = commandToJson(command, this.#messages)
      this.#messages = lastMessages([command], this.#messages)
      return json
    })
    const failed = fault === undefined ? {} : { fault }
    this.#sink(JSON.stringify({ event: eventToJson(event), commands: asked, ...failed }))
  }
}

/**
 * Reads a log back. Every line must make sense; a log is never half believed.
 *
 * @param name the file, for errors
 * @throws VoiceAgentError
 */
export function readLog(lines: Iterable<string>, name: string): CallLog {
  let header: LogHeader | undefined
  const entries: Entry[] = []
  const numbers: number[] = []
  let messages: readonly Message[] = []
  let number = 0
  for (const line of lines) {
    number++
    if (line === '') continue
    const where = `${name}:${number}`
    const json = parseLine(line, where)
    if (header === undefined) {
      header = readHeader(json, where)
      continue
    }
    for (const entry of readEntries(json, messages, where)) {
      messages = lastMessages(entry.commands, messages)
      entries.push(entry)
      numbers.push(number)
    }
  }
  if (header === undefined || entries.length === 0) throw broken('holds no event', name)
  return { header, entries, lines: numbers }
}

function parseLine(line: string, where: string): Json {
  try {
    const json: unknown = JSON.parse(line)
    if (isJson(json)) return json
  } catch {}
  throw broken('has a line that is not a JSON object', where)
}

function readHeader(json: Json, where: string): LogHeader {
  const { type, format, creator, policy, agent } = json
  if (type !== 'log.header') throw broken('does not begin with its header', where)
  const by = typeof creator === 'string' ? creator.split(' ').at(-1) : undefined
  const refused = checkFormat(format, 'log', () => where, by)
  if (refused !== undefined) throw refused
  const named = isJson(agent) && typeof agent.name === 'string' && isJson(agent.options)
  if (!isJson(policy) || !named) throw broken('does not name the policy and the agent', where)
  const { callId, creator: writer } = json
  return { callId, creator: writer, policy, agent } as unknown as LogHeader
}

function readEntries(json: Json, before: readonly Message[], where: string): readonly Entry[] {
  if (typeof json.packed === 'string') {
    const row = typeof json.at === 'number' ? unpackRow(json.at, json.packed) : undefined
    if (row === undefined) throw broken('has a packed row that cannot be read', where)
    return row
  }
  const problem = eventProblem(json.event)
  if (problem !== undefined) throw broken(problem, where)
  const { commands, fault } = json
  const asked = readCommands(commands, before)
  if (asked === undefined) throw broken('has commands that cannot be read', where)
  const failed = typeof fault === 'string' ? { fault } : {}
  return [{ event: eventFromJson(json.event as Json), commands: asked, ...failed }]
}

function readCommands(json: unknown, before: readonly Message[]): readonly Command[] | undefined {
  if (!Array.isArray(json) || !json.every(isJson)) return undefined
  let messages = before
  try {
    return json.map((command) => {
      const read = commandFromJson(command, messages)
      messages = lastMessages([read], messages)
      return read
    })
  } catch {
    return undefined
  }
}

function broken(what: string, where: string): VoiceAgentError {
  return new VoiceAgentError(
    'E_LOG_BROKEN',
    `the log ${what}`,
    'record the call again, or take the log from a whole copy of the recording',
    where,
  )
}
