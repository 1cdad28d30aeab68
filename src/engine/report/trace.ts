/**
 * One call as readable lines: every event with its time, and below it what the call asked for because of it. Frames and scores that changed
 * nothing are folded, a run of them into one line.
 */
import { durationMs, MULAW_BYTES_PER_MS } from '../audio/frame.js'
import type { Command } from '../call/command.js'
import { minutesText } from './clock-text.js'
import type { Entry } from './entry.js'
import { isListening, type ListeningEntry } from './packed-row.js'

const INDENT = ' '.repeat(11)

/** The lines, without their ends. */
export function traceCall(entries: readonly Entry[]): readonly string[] {
  const lines: string[] = []
  let run: ListeningEntry[] = []
  const closeRun = () => {
    if (run.length > 0) lines.push(runLine(run))
    run = []
  }
  for (const entry of entries) {
    if (isListening(entry)) {
      run.push(entry)
      continue
    }
    closeRun()
    lines.push(...entryLines(entry))
  }
  closeRun()
  return lines
}

function runLine(run: readonly ListeningEntry[]): string {
  const frames = run.flatMap(({ event }) => (event.type === 'transport.audio' ? [event.frame] : []))
  const scores = run.flatMap(({ event }) => (event.type === 'vad.scored' ? [event] : []))
  const segments = new Set(
    run.flatMap(({ commands }) => commands.flatMap((c) => ('segment' in c ? [c.segment] : []))),
  )
  const ms = frames.reduce((sum, frame) => sum + durationMs(frame), 0)
  const parts = [
    ...(frames.length > 0 ? [`${count(frames.length, 'frame')} (${ms} ms)`] : []),
    ...(scores.length > 0 ? [`${count(scores.length, 'score')}, highest ${highest(scores)}`] : []),
    ...[...segments].map((segment) => `to segment ${segment}`),
  ]
  return `${minutesText(run[0]?.event.at ?? 0)}  . ${parts.join(', ')}`
}

function highest(scores: readonly { readonly probability: number }[]): string {
  return Math.max(...scores.map(({ probability }) => probability)).toFixed(2)
}

function entryLines({ event, commands, fault }: Entry): readonly string[] {
  const { at, type, ...fields } = event
  return [
    `${minutesText(at)}  ${[type, ...fieldTexts(fields)].join(' ')}`,
    ...foldSpeech(commands).map((text) => `${INDENT}-> ${text}`),
    ...(fault === undefined ? [] : [`${INDENT}!! ${fault}`]),
  ]
}

/** Frames that go to speech-to-text together are one line. */
function foldSpeech(commands: readonly Command[]): readonly string[] {
  const lines: string[] = []
  for (let i = 0; i < commands.length; ) {
    const command = commands[i] as Command
    const rest = commands.slice(i)
    const other = rest.findIndex((c) => !isSameSegment(c, command))
    const run = rest.slice(0, Math.max(1, other < 0 ? rest.length : other))
    lines.push(run.length > 1 ? speechText(run) : commandText(command))
    i += run.length
  }
  return lines
}

function isSameSegment(a: Command, b: Command): boolean {
  return a.type === 'transcribe' && b.type === 'transcribe' && a.segment === b.segment
}

function speechText(run: readonly Command[]): string {
  const frames = run.flatMap((command) => (command.type === 'transcribe' ? [command] : []))
  const ms = frames.reduce((sum, { frame }) => sum + durationMs(frame), 0)
  return `transcribe segment=${frames[0]?.segment} ${count(frames.length, 'frame')} (${ms} ms)`
}

function commandText(command: Command): string {
  if (command.type === 'note') {
    const { kind, ...fields } = command.note
    return ['note', kind, ...fieldTexts(fields)].join(' ')
  }
  const { type, ...fields } = command
  return [type, ...fieldTexts(fields)].join(' ')
}

function fieldTexts(fields: object): readonly string[] {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => (name === 'mulaw' ? lengthText(value) : `${name}=${valueText(value)}`))
}

/** Sound is its length, a list of objects its count, everything else itself. */
function valueText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (!Array.isArray(value)) return `{${fieldTexts(value).join(' ')}}`
  const flat = value.every((item) => typeof item !== 'object')
  return flat ? `[${value.map(valueText).join(' ')}]` : String(value.length)
}

function lengthText(mulaw: Uint8Array): string {
  return `ms=${mulaw.length / MULAW_BYTES_PER_MS}`
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
