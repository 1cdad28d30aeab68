/**
 * What the services answered in a call, as rows of a tape.
 */
import type { Millis } from '../audio/frame.js'
import type { CallEvent, ToolCall } from '../call/event.js'
import type { DraftRow } from '../fixture/draft.js'
import type { LlmRow, SttRow, ToolRow } from '../fixture/tape.js'
import { saidSinceReply } from '../replay/scripted-llm.js'
import type { Entry } from '../report/entry.js'
import { asked, failureOf } from './asked.js'
import { segmentWords } from './caller-segments.js'
import type { Recording } from './recording.js'
import { speechRows } from './speech-rows.js'

/** Every answer that was given, and every failure: speech-to-text by the caller's audio, the others in the order they were asked. */
export function tapeRows(recording: Recording): readonly DraftRow[] {
  const { entries } = recording
  return [...sttRows(recording), ...llmRows(entries), ...toolRows(entries), ...speechRows(entries)]
}

function sttRows({ entries, segments, audioMs, callMs }: Recording): readonly SttRow[] {
  const words = segmentWords(entries)
  const rows = segments.flatMap(({ segment, from, to, committedAt }): SttRow[] => {
    if (committedAt === undefined || to <= from) return []
    const of: SttRow['of'] = [from, Math.min(to, audioMs)]
    const told = words.get(segment)
    const failed = failureOf(entries, 'stt', (event) =>
      event.of === undefined ? event.at >= committedAt : event.of === segment,
    )
    if (told?.final === undefined || told.finalAt === undefined) {
      if (failed !== undefined) {
        const delay = round(failed.at - committedAt)
        return [{ src: 'stt', of, delay, text: '', error: failed.code }]
      }
      const waited = round(callMs - committedAt)
      return waited < shortWaitMs ? [] : [{ src: 'stt', of, delay: 0, text: '', stall: true }]
    }
    const delay = Math.max(0, round(told.finalAt - committedAt))
    const { final: text, times, partial } = told
    return [
      {
        ...{ src: 'stt', of, delay, text },
        ...(partial === '' && text !== '' && { partials: false }),
        ...(times > 1 && { times }),
      },
    ]
  })
  return rows.toSorted((a, b) => a.of[0] - b.of[0])
}

/** A call that ended so soon after a commit tells nothing about the service. */
const shortWaitMs: Millis = 2000

function llmRows(entries: readonly Entry[]): readonly LlmRow[] {
  return asked(entries, 'generate').map(({ at, command: { request, messages } }) => {
    const told = eventsOf(entries, (event) => 'request' in event && event.request === request)
    const failed = failureOf(entries, 'llm', ({ of }) => of === request)
    const texts = told.flatMap((event) => (event.type === 'llm.text' ? [event] : []))
    const calls = told.flatMap((event) => (event.type === 'llm.toolCall' ? [event.call] : []))
    const text = texts.map((event) => event.text).join('')
    const ended = told.some(({ type }) => type === 'llm.ended')
    const first = told[0]?.at ?? failed?.at ?? at
    return {
      ...{ src: 'llm', after: saidSinceReply(messages), first: round(first - at) },
      ...{ rate: paceOf(text, texts[0]?.at ?? 0, texts.at(-1)?.at ?? 0), text },
      ...(calls.length > 0 && { tools: calls.map(toolUse) }),
      ...(failed !== undefined && { error: failed.code }),
      ...(failed === undefined && !ended && told.length === 0 && { stall: true }),
    }
  })
}

/** Words a second between the first and the last. */
function paceOf(text: string, from: Millis, to: Millis): number {
  const words = text.match(/\S+\s*/g)?.length ?? 0
  if (words < 2 || to <= from) return fastest
  return Math.min(fastest, Math.max(1, Math.round(((words - 1) * 1000) / (to - from))))
}

const fastest = 1000

const toolUse = ({ name, input }: ToolCall) => ({ name, input: parsed(input) })

/** What a model writes need not be JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function toolRows(entries: readonly Entry[]): readonly ToolRow[] {
  return asked(entries, 'callTool').map(({ at, command: { call } }) => {
    const { name, input } = toolUse(call)
    const [back] = eventsOf(entries, (e) => e.type === 'tool.returned' && e.id === call.id)
    const failed = failureOf(entries, 'tool', ({ id }) => id === call.id)
    const delay = round((back?.at ?? failed?.at ?? at) - at)
    return {
      ...{ src: 'tool', name, input, delay },
      ...(back?.type === 'tool.returned' && { output: back.output }),
      ...(failed !== undefined && { error: failed.code }),
      ...(back === undefined && failed === undefined && { stall: true }),
    }
  })
}

function eventsOf(
  entries: readonly Entry[],
  wanted: (event: CallEvent) => boolean,
): readonly CallEvent[] {
  return entries.flatMap(({ event }) => (wanted(event) ? [event] : []))
}

/** Whole ms. */
const round = (ms: Millis): Millis => Math.round(ms)
