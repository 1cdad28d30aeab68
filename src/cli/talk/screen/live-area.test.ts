import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TalkEvent } from '../event-schema.js'
import { type KeyState, liveArea } from './live-area.js'
import { foldEvent, newScreen } from './screen-state.js'
import { cells, textOf } from './spans.js'
import { transcriptLines } from './transcript-lines.js'

const keys: KeyState = {
  ...{ typed: undefined, muted: false, microphone: 'open' },
  ...{ canType: true, canRecord: true, recording: false, notice: '', help: false },
}
const latency: TalkEvent = {
  ...{ v: 1, type: 'latency', at_ms: 0, turn: 1, reply: 2, gap_ms: 1264 },
  hops: {
    ...{ stop_detection: 234, transcript: 250, endpoint: 12, model: 349, tools: 0 },
    ...{ sentence: 31, voice: 180, queue: 8, unaccounted: 0, play: 200 },
  },
}
const texts = (columns: number, rows: number, change: Partial<KeyState> = {}, screen = newScreen) =>
  liveArea(screen, { ...keys, ...change }, 47_000, { columns, rows }).map(textOf)

describe('the live area', () => {
  it('takes four rows of 80 by 24 while nobody speaks', () => {
    const lines = texts(80, 24, {}, foldEvent(newScreen, latency))
    expect(lines).toHaveLength(4)
    expect(lines[0]).toBe('─'.repeat(80))
    expect(lines[1]).toMatch(/^ RINGING .* mic .* agent .* turn 0 {2}00:47 $/)
    expect(lines[3]).toContain('space talk')
  })

  it('takes nine rows of 120 by 40, in three columns', () => {
    const lines = texts(120, 40, {}, foldEvent(newScreen, latency))
    expect(lines).toHaveLength(8)
    expect(lines.slice(1, 7).every((line) => line.split('│').length === 3)).toBe(true)
    expect(lines.join('\n')).toContain('stt ok  llm ok  tts ok')
  })

  it.each([[80], [120]])('shows hops that add up to the gap at %d columns', (columns) => {
    const lines = texts(columns, 40, {}, foldEvent(newScreen, latency))
    const row = lines.find((line) => line.includes('last')) ?? ''
    const shown = columns === 80 ? row.slice(row.indexOf('='), row.indexOf('p50')) : middle(lines)
    const sum = [...shown.matchAll(/ (\d*\.\d\d)/g)].reduce((total, [, s]) => total + Number(s), 0)
    // Each is rounded to a hundredth of a second by itself.
    expect(Math.abs(sum - 1.264)).toBeLessThan(0.03)
  })

  it('is never wider nor taller than the window lets it be, whatever is in it', () => {
    const size = fc.record({
      columns: fc.integer({ min: 20, max: 200 }),
      rows: fc.integer({ min: 3, max: 60 }),
    })
    const typed = fc.option(fc.string({ unit: 'grapheme', maxLength: 300 }), { nil: undefined })
    fc.assert(
      fc.property(
        size,
        typed,
        fc.string({ maxLength: 200 }),
        fc.boolean(),
        (window, text, notice, help) => {
          const some = { ...keys, typed: text, notice, help }
          const area = liveArea(foldEvent(newScreen, latency), some, 1, window)
          expect(area.length).toBeLessThanOrEqual(Math.min(10, window.rows - 2))
          for (const line of area) expect(cells(textOf(line))).toBeLessThanOrEqual(window.columns)
        },
      ),
    )
  })

  it.each([[80], [120]])('explains every key in full at %d columns', (columns) => {
    const lines = texts(columns, columns === 80 ? 24 : 40, { help: true })
    expect(lines.length).toBeLessThanOrEqual(10)
    expect(lines.join('\n')).not.toContain('...')
    const names = ['m', 'space', 'd', 'i', 't', '0-9 * #', 'r', 's', 'c', 'q', 'Ctrl-C']
    for (const name of names) expect(lines.join('\n')).toContain(` ${name} `)
  })

  it('names no key that is not there in the help', () => {
    const none = { microphone: undefined, canType: false, canRecord: false, help: true }
    expect(texts(80, 24, none).join('\n')).not.toMatch(/mute|record|type|speaker/)
  })

  it('counts what rules noted, and sentences they stopped', () => {
    const rule = (kind: string): TalkEvent => ({
      ...{ v: 1, type: 'rule', at_ms: 0, kind, details: {} },
    })
    const good = foldEvent(foldEvent(newScreen, rule('identity')), rule('verified'))
    expect(texts(120, 40, {}, good).join('\n')).toContain('rules      2 noted  none broken')
    const bad = foldEvent(good, rule('sentence.blocked'))
    expect(texts(120, 40, {}, bad).join('\n')).toContain('rules      2 noted  1 stopped')
  })

  it('lists devices in the place of the state', () => {
    const devices = Array.from({ length: 30 }, (_, i) => ({
      ...{ direction: 'input' as const, id: `${i}`, name: `device ${i}`, isUsed: i === 0 },
    }))
    const lines = texts(80, 24, { choice: { devices, at: 12 } })
    expect(lines).toHaveLength(10)
    expect(lines.filter((line) => line.includes(' > microphone '))).toHaveLength(1)
    expect(lines.at(-1)).toContain('Enter takes it')
  })

  it.each([[true], [false]])(
    'has room for every key at 80 columns (recording: %s)',
    (recording) => {
      const line = texts(80, 24, { recording }).at(-1)
      expect(line).toMatch(/ m mute .* q$/)
    },
  )

  it('shows as much of a long line as there is room for', () => {
    const typed = 'word '.repeat(40)
    for (const columns of [80, 120])
      expect(texts(columns, 24, { typed }).at(-1)).toHaveLength(columns)
  })

  it('names only keys that do something', () => {
    const none = { microphone: undefined, canType: false, canRecord: false }
    expect(texts(80, 24, none).at(-1)).toBe(' i interrupt  s save  ? more  q')
    expect(texts(80, 24, { ...none, typed: 'hello' }).at(-1)).toContain('> hello█')
  })
})

function middle(lines: readonly string[]): string {
  return lines
    .slice(2, 7)
    .map((line) => line.split('│')[1])
    .join('')
}

const caller = (text: string): TalkEvent => ({
  ...{ v: 1, type: 'caller', at_ms: 0, turn: 1, text, ended_by: 'silence' },
})

describe('the transcript', () => {
  it('strikes through what was said and not heard', () => {
    const event: TalkEvent = {
      ...{ v: 1, type: 'agent', at_ms: 0, reply: 1, text: 'One two three.', heard: 'One' },
      ...{ cut: true, cut_by: 'words' },
    }
    const [line] = transcriptLines(event, 80)
    expect(line?.map(({ text, look }) => [text, look])).toEqual([
      ['agent  ', 'bold'],
      ['One --', undefined],
      [' two three.', 'struck'],
      [' [interrupted by words]', 'yellow'],
    ])
  })

  it('breaks between words where it can, loses nothing and is never too wide', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 400 }),
        fc.integer({ min: 20, max: 130 }),
        (text, width) => {
          const lines = transcriptLines(caller(`x${text}`), width)
          for (const line of lines) expect(cells(textOf(line))).toBeLessThanOrEqual(width)
          const shown = lines.map((line) => textOf(line).slice(7)).join('')
          expect(shown.replace(/\s/g, '')).toBe(`x${text}`.replace(/\s/g, ''))
        },
      ),
    )
  })

  it('lets no control character through', () => {
    const [line] = transcriptLines(caller('a\u001b[2Jb\u0007'), 80)
    expect(textOf(line ?? [])).toBe('you    a [2Jb')
  })
})
