import type { TalkEvent } from '../event-schema.js'
import { eventText } from '../event-text.js'
import { isStop } from './screen-state.js'
import { cells, type Line, printable, type Span } from './spans.js'

const labelWidth = 7

/** An event as lines of the transcript, none wider than `width`. */
export function transcriptLines(event: TalkEvent, width: number): readonly Line[] {
  const words = eventText(event)
  if (words === undefined) return []
  const { label, text, unheard, outcome } = words
  if (event.type === 'latency') return [rightHand(printable(text), width)]
  const look = lookOf(event)
  const body: Span[] = [{ text: printable(text), ...look }]
  if (unheard !== undefined) body.push({ text: ` ${printable(unheard)}`, look: 'struck' })
  if (outcome !== undefined) body.push({ text: ` [${outcome}]`, look: 'yellow' })
  const head = label.length === 1 ? `  ${label}` : label
  const labelLook = label === 'agent' || label === 'you' ? ({ look: 'bold' } as const) : look
  return wrap({ text: head.padEnd(labelWidth), ...labelLook }, body, width)
}

function rightHand(text: string, width: number): Line {
  return [{ text: `${' '.repeat(Math.max(0, width - cells(text)))}${text}`, look: 'dim' }]
}

function lookOf(event: TalkEvent): Pick<Span, 'look'> {
  const { type } = event
  if (isStop(event)) return { look: 'red' }
  if (type === 'fallback' || type === 'agent.resumed') return { look: 'yellow' }
  if (type === 'rule') return { look: 'green' }
  return ['tool', 'caller.ignored', 'call.ended'].includes(type) ? { look: 'dim' } : {}
}

/** Breaks at blanks, hanging under the first line's text; a word too long for a line is cut. */
function wrap(head: Span, body: readonly Span[], width: number): readonly Line[] {
  const room = Math.max(10, width - labelWidth)
  const lines: Span[][] = [[head]]
  let used = 0
  const put = (word: string, look: Pick<Span, 'look'>) => {
    const needed = cells(word) + (used > 0 ? 1 : 0)
    if (used + needed > room && used > 0) {
      lines.push([{ text: ' '.repeat(labelWidth) }])
      used = 0
    }
    const last = lines.at(-1)
    last?.push({ text: used > 0 ? ` ${word}` : word, ...look })
    used += cells(word) + (used > 0 ? 1 : 0)
  }
  for (const { text, look } of body)
    for (const word of text.split(' ').filter((part) => part !== ''))
      for (const piece of pieces(word, room)) put(piece, look ? { look } : {})
  return lines.map(joined)
}

function pieces(word: string, room: number): readonly string[] {
  if (cells(word) <= room) return [word]
  const found: string[] = []
  let piece = ''
  for (const char of word) {
    if (cells(piece + char) > room) {
      found.push(piece)
      piece = ''
    }
    piece += char
  }
  return [...found, piece]
}

/** Neighbours that look the same are one span. */
function joined(line: readonly Span[]): Line {
  const spans: Span[] = []
  for (const span of line) {
    const last = spans.at(-1)
    if (last !== undefined && last.look === span.look)
      spans[spans.length - 1] = { ...last, text: last.text + span.text }
    else spans.push(span)
  }
  return spans
}
