/**
 * Both sides of a call drawn in characters: one for every 100 ms, the higher the louder, below a ruler of seconds.
 */
import { type Millis, sliceMulaw } from '../../engine/audio/frame.js'
import { mulawLevel } from '../../engine/audio/mulaw.js'
import { clockTime, type Moment } from '../../engine/replay/checks/check.js'

/** The two lanes of a call: mu-law, both beginning with the call. */
export interface Lanes {
  readonly caller: Uint8Array
  readonly agent: Uint8Array
}

const cellMs = 100
/** Six seconds: wide enough for an interruption, narrow enough for 80 columns. */
const cells = 60
export const stripMs = cells * cellMs
/** What is shown before the first moment. */
const leadMs = 1500
/** Quieter than this is drawn as silence; this loud as the highest block. dBFS. */
const quietest = -50
const loudest = -15
const blocks = '▁▂▃▅▆▇'
const nameWidth = 7

/**
 * Draws the audio around some moments, which are pointed at below it.
 *
 * @param moments by time; those that do not fit behind the first are left out
 */
export function drawStrip(lanes: Lanes, moments: readonly Moment[]): readonly string[] {
  const first = moments[0]?.at ?? 0
  const start = Math.max(0, Math.floor((first - leadMs) / 1000) * 1000)
  const shown = moments.filter(({ at }) => at >= start && at < start + stripMs)
  return [
    `${' '.repeat(nameWidth)}${ruler(start)}`,
    `${'caller'.padEnd(nameWidth)}${lane(lanes.caller, start)}`,
    `${'agent'.padEnd(nameWidth)}${lane(lanes.agent, start)}`,
    ...pointers(shown, start).map((line) => `${' '.repeat(nameWidth)}${line}`),
  ]
}

function ruler(start: Millis): string {
  const seconds = Array.from({ length: stripMs / 1000 }, (_, i) => start + i * 1000)
  return seconds
    .map((at) =>
      clockTime(at)
        .slice(0, 5)
        .padEnd(1000 / cellMs),
    )
    .join('')
    .trimEnd()
}

function lane(mulaw: Uint8Array, start: Millis): string {
  return Array.from({ length: cells }, (_, i) => {
    const from = start + i * cellMs
    return cell(sliceMulaw(mulaw, from, from + cellMs))
  }).join('')
}

function cell(mulaw: Uint8Array): string {
  const level = mulaw.length === 0 ? quietest : mulawLevel(mulaw)
  if (level <= quietest) return '·'
  const share = Math.min(1, (level - quietest) / (loudest - quietest))
  return blocks[Math.min(blocks.length - 1, Math.floor(share * blocks.length))] ?? '·'
}

/** A caret and a label for each moment, on as few lines as there is room for. */
function pointers(moments: readonly Moment[], start: Millis): readonly string[] {
  const lines: string[] = []
  for (const { at, label } of [...moments].sort((a, b) => a.at - b.at)) {
    const column = Math.floor((at - start) / cellMs)
    const text = `^ ${label} ${(Math.round(at / 10) / 100).toFixed(2)}`
    const free = lines.findIndex((line) => line.length + 2 <= column || line.length === 0)
    const index = free < 0 ? lines.length : free
    lines[index] = `${(lines[index] ?? '').padEnd(column)}${text}`
  }
  return lines.map(fitLeft)
}

/** A label that would hang over the right edge stands left of its caret instead. */
function fitLeft(line: string): string {
  const widest = cells + 8
  if (line.length <= widest) return line
  const [, before = '', label = ''] = /^(.*)\^ (.*)$/.exec(line) ?? []
  const room = before.length - label.length - 1
  return room >= 0 && before.slice(room).trim() === '' ? `${before.slice(0, room)}${label} ^` : line
}
