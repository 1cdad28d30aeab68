import type { Millis } from '../audio/frame.js'
import { hoursText } from './clock-text.js'
import type { Transcript, TranscriptItem } from './transcript.js'

/**
 * A transcript as WebVTT: opens in any player, and compares well line by line. What was cut, ignored or not understood is a class on the
 * voice; tools are notes.
 *
 * @param title shown in the first line
 */
export function toVtt(transcript: Transcript, title: string): string {
  const blocks = [
    `WEBVTT - ${escapeText(title)}`,
    'NOTE format voice-agent.transcript/1',
    ...transcript.map(blockOf),
  ]
  return `${blocks.join('\n\n')}\n`
}

function blockOf(item: TranscriptItem, index: number): string {
  if (item.who === 'tool') {
    return `NOTE tool ${escapeText(item.name)} ${item.outcome} ${Math.round(item.to - item.from)} ms`
  }
  const [voice, text] = voiceOf(item)
  return `t${index}\n${cueTimes(item.from, item.to)}\n<v${voice}>${escapeText(text)}`
}

function voiceOf(item: Exclude<TranscriptItem, { who: 'tool' }>): readonly [string, string] {
  if (item.who === 'agent') return [item.cutBy ? '.cut Agent' : ' Agent', item.text]
  if ('unheard' in item) return ['.unheard Caller', '(not understood)']
  return ['ignored' in item ? `.${item.ignored} Caller` : ' Caller', item.text]
}

/** A cue must end after it begins. */
function cueTimes(from: Millis, to: Millis): string {
  return `${hoursText(from)} --> ${hoursText(Math.max(to, Math.round(from) + 1))}`
}

/** Text in a cue may hold no markup, no arrow and no line of its own. */
function escapeText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
}
