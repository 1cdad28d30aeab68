import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ItemBook, type Outcome } from './item-book.js'
import type { ServerEvent } from './server-event.js'

const prefix = 'conversation.item.input_audio_transcription'
const committed = (item_id: string, previous_item_id: string | null = null): ServerEvent => ({
  ...{ type: 'input_audio_buffer.committed', item_id, previous_item_id },
})
const delta = (item_id: string, text: string): ServerEvent => ({
  ...{ type: `${prefix}.delta` as const, item_id, delta: text },
})
const completed = (item_id: string, transcript: string): ServerEvent => ({
  ...{ type: `${prefix}.completed` as const, item_id, transcript },
})
const failed = (item_id: string): ServerEvent => ({
  ...{ type: `${prefix}.failed` as const, item_id, error: { code: 'server_error' } },
})

function bookOf(...segments: number[]) {
  const book = new ItemBook()
  for (const segment of segments) {
    book.sent(segment)
    book.commit(segment, `e${segment}`)
  }
  return book
}

const hearAll = (book: ItemBook, events: readonly ServerEvent[]): Outcome[] =>
  events.flatMap((event) => book.hear(event))

describe('items of a session', () => {
  it('are the segments in the order of the commits', () => {
    const book = bookOf(4, 7)
    const outcomes = hearAll(book, [
      ...[committed('a'), committed('b', 'a'), delta('b', 'two'), completed('b', 'two')],
      ...[delta('a', 'o'), delta('a', 'ne'), completed('a', 'one')],
    ])
    expect(outcomes).toEqual([
      { type: 'partial', segment: 7, text: 'two' },
      { type: 'final', segment: 7, text: 'two' },
      { type: 'partial', segment: 4, text: 'o' },
      { type: 'partial', segment: 4, text: 'one' },
      { type: 'final', segment: 4, text: 'one' },
    ])
  })

  it('say something once, also when they fail', () => {
    const book = bookOf(1, 2)
    const twice = [completed('a', 'x'), completed('a', 'x'), delta('a', 'y'), failed('a')]
    expect(hearAll(book, [committed('a'), ...twice])).toHaveLength(1)
    const outcomes = hearAll(book, [committed('b', 'a'), failed('b'), completed('b', 'late')])
    expect(outcomes).toEqual([{ type: 'failed', segment: 2, code: 'UNAVAILABLE' }])
  })

  it('that speak before the commit are the oldest segment without one', () => {
    const book = bookOf(1)
    book.sent(2)
    const outcomes = hearAll(book, [delta('a', 'one'), delta('b', 'two')])
    expect(outcomes.map(({ segment }) => segment)).toEqual([1, 2])
    book.commit(2, 'e2')
    expect(hearAll(book, [committed('a'), committed('b', 'a'), completed('b', 'two')])).toEqual([
      { type: 'final', segment: 2, text: 'two' },
    ])
  })

  it('may be renamed by the commit', () => {
    const book = bookOf(1)
    const events = [
      delta('draft', 'on'),
      committed('a'),
      delta('draft', '?'),
      completed('a', 'one'),
    ]
    expect(hearAll(book, events)).toEqual([
      { type: 'partial', segment: 1, text: 'on' },
      { type: 'final', segment: 1, text: 'one' },
    ])
  })

  it('of what was cleared are nobody, before and after the service knows', () => {
    const book = new ItemBook()
    book.sent(1)
    hearAll(book, [delta('a', 'noise')])
    book.clear(1)
    book.sent(2)
    book.commit(2, 'e2')
    const late = [delta('a', ' more'), delta('z', 'noise'), completed('a', 'noise')]
    expect(hearAll(book, late)).toEqual([])
    const events: ServerEvent[] = [{ type: 'input_audio_buffer.cleared' }, delta('b', 'words')]
    expect(hearAll(book, events)).toEqual([{ type: 'partial', segment: 2, text: 'words' }])
  })

  it('that a commit was refused for do not take the place of the next one', () => {
    const book = bookOf(1, 2, 3)
    expect(book.refused('e1', 'input_audio_buffer_commit_empty')).toEqual({
      ...{ type: 'final', segment: 1, text: '' },
    })
    expect(book.refused('e2', 'server_error')).toMatchObject({ type: 'failed', segment: 2 })
    expect(book.refused('e2', 'server_error')).toBeUndefined()
    expect(book.refused('unheard of', 'x')).toBeUndefined()
    expect(hearAll(book, [committed('c'), completed('c', 'three')])).toEqual([
      { type: 'final', segment: 3, text: 'three' },
    ])
  })

  it('are found when the one before them is never named', () => {
    const book = bookOf(1, 2)
    const events = [committed('a', 'lost'), committed('b', 'a'), completed('b', 'two')]
    expect(hearAll(book, [...events, completed('a', 'one')])).toEqual([
      { type: 'final', segment: 2, text: 'two' },
      { type: 'final', segment: 1, text: 'one' },
    ])
  })

  it('give every segment its own words once, in whatever order all of it comes', () => {
    const scenario = fc.integer({ min: 1, max: 6 }).chain((count) => {
      const events = Array.from({ length: count }, (_, i) => [
        committed(`item${i}`, i === 0 ? null : `item${i - 1}`),
        completed(`item${i}`, `words ${i}`),
      ]).flat()
      const shuffled = fc.shuffledSubarray(events, { minLength: events.length })
      return fc.record({ count: fc.constant(count), events: shuffled })
    })
    fc.assert(
      fc.property(scenario, ({ count, events }) => {
        const segments = Array.from({ length: count }, (_, i) => i)
        // Commits are confirmed in any order; words may come before that.
        const finals = hearAll(bookOf(...segments), [...events, ...events])
        const own = finals.map((part) => part.type === 'final' && part.text)
        expect(new Set(finals.map(({ segment }) => segment)).size).toBe(finals.length)
        expect([...own].sort()).toEqual(segments.map((i) => `words ${i}`))
        for (const part of finals) {
          expect(part).toMatchObject({ text: `words ${part.segment}` })
        }
      }),
    )
  })
})
