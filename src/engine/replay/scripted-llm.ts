/**
 * A model from a tape. A request is found by what the caller said since the last reply; if no row has that, the next unused row
 * answers and the request counts as changed, so that an edited prompt warns instead of breaking every fixture. A request beyond the
 * last row has no answer: it is told, never guessed.
 */
import type { Message } from '../call/conversation.js'
import type { ToolCall } from '../call/event.js'
import type { Numbered } from '../fixture/fixture.js'
import { normaliseText } from '../fixture/normalise-text.js'
import type { LlmRow } from '../fixture/tape.js'
import {
  type LanguageModel,
  type LanguageModelPart,
  ProviderFailure,
} from '../providers/provider.js'
import type { Clock } from '../run/clock.js'
import { nearestText } from './scripted-nearest.js'
import { scriptedStream } from './scripted-stream.js'
import { type Match, type TapeUse, type Unused, unused } from './tape-use.js'

type Row = Numbered<LlmRow>

export interface ScriptedLlmOptions {
  readonly clock: Clock
  readonly rows: readonly Row[]
  readonly use: TapeUse
}

export function scriptedLlm({ clock, rows, use }: ScriptedLlmOptions): LanguageModel {
  const left = unused(rows)
  let requests = 0
  return {
    generate(messages, { signal }) {
      const at = clock.now()
      const request = ++requests
      const stream = scriptedStream<LanguageModelPart>(clock, signal)
      const after = saidSinceReply(messages)
      const match = find(left, after)
      if (match === undefined) {
        use.missed({ part: 'llm', at, wanted: after, nearest: nearestText(after, rows, afterOf) })
        stream.failAt(at, new ProviderFailure('BAD_RESPONSE', 'the tape has no answer left'))
        return stream
      }
      const { row, basis, why } = match
      use.rests({ part: 'llm', at, basis, why })
      write(stream, row, at, { inputWords: wordCount(messages), request })
      return stream
    },
  }
}

const afterOf = (row: Row) => row.after

/** The caller's words since the agent last spoke, as the tape has them. */
export function saidSinceReply(messages: readonly Message[]): string {
  const said: string[] = []
  for (const message of messages.toReversed()) {
    if (message.role === 'user') said.unshift(message.text)
    else if (said.length > 0 && message.role === 'assistant') break
    else if (isSpoken(message)) break
  }
  return normaliseText(said.join(' '))
}

/** A reply that is over. The words before a tool call are part of the reply that goes on after it. */
function isSpoken(message: Message): boolean {
  return message.role === 'assistant' && message.toolCalls === undefined
}

function find(left: Unused<Row>, after: string): Match<Row> | undefined {
  const same = left.take((row) => normaliseText(row.after) === after)
  if (same) return { row: same, basis: 'recorded', why: `tape line ${same.line}` }
  const next = left.take(() => true)
  if (next === undefined) return undefined
  const why = `request changed: after "${after}", tape line ${next.line} is after "${next.after}"`
  return { row: next, basis: 'derived', why }
}

interface Written {
  readonly inputWords: number
  readonly request: number
}

/** Words at the row's pace, then tools, then the end the row had. */
function write(
  stream: ReturnType<typeof scriptedStream<LanguageModelPart>>,
  row: Row,
  at: number,
  { inputWords, request }: Written,
): void {
  const words = row.text.match(/\S+\s*/g) ?? []
  const timeOf = (index: number) => at + row.first + Math.round((index * 1000) / row.rate)
  words.forEach((text, i) => {
    stream.at(timeOf(i), { type: 'text', text })
  })
  const done = timeOf(Math.max(0, words.length - 1))
  row.tools?.forEach((tool, i) => {
    stream.at(done, { type: 'toolCall', call: toolCall(tool, `call-${request}-${i + 1}`) })
  })
  if (row.stall) return
  if (row.error) stream.failAt(done, new ProviderFailure(row.error, 'as on the tape'))
  const usage = { inputTokens: inputWords, outputTokens: words.length }
  stream.at(done, { type: 'ended', usage })
  stream.endAt(done)
}

function toolCall({ name, input }: NonNullable<Row['tools']>[number], id: string): ToolCall {
  return { id, name, input: JSON.stringify(input ?? {}) }
}

/** Words stand in for tokens: a number that moves with the request and is the same on every run. */
function wordCount(messages: readonly Message[]): number {
  return messages.reduce(
    (sum, message) => sum + ('text' in message ? message.text.split(/\s+/).length : 0),
    0,
  )
}
