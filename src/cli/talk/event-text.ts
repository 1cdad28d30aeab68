import type { TalkEvent } from './event-schema.js'
import { hopsOf, hopsText, seconds } from './hops.js'

/** An event in words, for a person. */
export interface EventText {
  /** Who or what: `agent`, `you`, or a sign. */
  readonly label: string
  readonly text: string
  /** The end of a reply that was said, and that the caller did not hear. */
  readonly unheard?: string
  /** What became of it. */
  readonly outcome?: string
}

/** Undefined for what is shown otherwise, or not at all. */
export function eventText(event: TalkEvent): EventText | undefined {
  switch (event.type) {
    case 'call.started':
      return undefined
    case 'caller':
      return { label: 'you', text: event.text === '' ? '(no words)' : event.text }
    case 'caller.ignored':
      return event.why === 'duplicate'
        ? undefined
        : { label: 'you', text: event.text, outcome: ignored[event.why] }
    case 'agent':
      return agentText(event)
    case 'agent.resumed':
      return { label: '!', text: `agent goes on (${event.why})` }
    case 'tool': {
      const result = event.outcome === 'ok' ? `ok ${Math.round(event.ms)} ms` : 'failed'
      return { label: '>', text: `tool ${event.name} ${event.input} -> ${result}` }
    }
    case 'rule':
      return ruleText(event)
    case 'fallback':
      return { label: '!', text: `${event.part}: ${event.why} (${event.did})` }
    case 'latency':
      return { label: '', text: latencyText(event) }
    case 'call.ended':
      return { label: '', text: endText(event) }
  }
}

/** The line of a plain log. Always one line, whatever was said. */
export function eventLine(event: TalkEvent): string | undefined {
  const words = eventText(event)
  if (words === undefined) return undefined
  const { label, text, unheard, outcome } = words
  const end = outcome === undefined ? '' : ` [${outcome}]`
  const rest = unheard === undefined ? '' : `   (not heard: ${unheard})`
  return `${label.padEnd(7)}${text}${end}${rest}`.replace(/\s*\n\s*/g, ' ').trimEnd()
}

const ignored = {
  backchannel: 'taken for "go on"',
  noise: 'no words',
  late: 'too late',
}

const cutBy = {
  words: 'by words',
  duration: 'by speech',
  keypad: 'by a key',
  control: 'by you',
  'hang-up': 'by hanging up',
}

function agentText(event: Extract<TalkEvent, { type: 'agent' }>): EventText {
  const { text, heard, cut_by } = event
  if (cut_by === null) return { label: 'agent', text: heard }
  const unheard = text.startsWith(heard) ? text.slice(heard.length).trim() : ''
  const outcome = `interrupted ${cutBy[cut_by]}`
  return { label: 'agent', text: `${heard} --`.trim(), outcome, ...(unheard !== '' && { unheard }) }
}

/** What a person wants to see of a record; all of it is in the JSON events and in the record itself. */
const shownDetails = [
  'rule',
  'verdict',
  'why',
  'event',
  'words',
  'line',
  'complete',
  'outcome',
  'found',
]

/** What was allowed needs no line: it is heard. */
function ruleText({ kind, details }: Extract<TalkEvent, { type: 'rule' }>): EventText | undefined {
  if (details.verdict === 'allow') return undefined
  const parts = shownDetails.flatMap((name) => {
    const value = details[name]
    return value === undefined || value === null ? [] : [` ${name}=${String(value)}`]
  })
  return { label: '+', text: `rule ${kind}${parts.join('')}` }
}

function latencyText({ gap_ms, hops }: Extract<TalkEvent, { type: 'latency' }>): string {
  return `gap ${seconds(gap_ms)} s  ${hopsText(hopsOf(hops))}`
}

function endText(event: Extract<TalkEvent, { type: 'call.ended' }>): string {
  const { by, why, turns, interruptions, gap_p50_ms, gap_p95_ms } = event
  const end = by === 'agent' ? `the agent hung up: ${why}` : why
  const gap =
    gap_p50_ms === null || gap_p95_ms === null
      ? ''
      : `, gap p50 ${seconds(gap_p50_ms)} s p95 ${seconds(gap_p95_ms)} s`
  return `ended: ${end}; ${count(turns, 'turn')}, ${count(interruptions, 'interruption')}${gap}`
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
