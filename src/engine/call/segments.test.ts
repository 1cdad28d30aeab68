import { describe, expect, test } from 'vitest'
import { CallerLine } from './line.test-kit.js'

/** The caller has said something; its segment is committed and its words are due. */
function committed(): CallerLine {
  return new CallerLine().frames(0, 1000).scores(0.9, 0, 480).scores(0.1, 480, 704)
}

/** And once more, before the words of the first came. */
const twice = () => committed().frames(1000, 2000).scores(0.9, 896, 1376).scores(0.1, 1376, 1600)

const segmentsOf = (line: CallerLine) =>
  line.talk.state.turn.segments.map(({ id, state, text }) => ({ id, state, text }))

const final = (line: CallerLine, segment: number, text: string) =>
  line.talk.happen({ type: 'stt.final', segment, text })

describe('the words of a turn', () => {
  test('stand in the order they were said, whichever came first', () => {
    const line = twice()
    final(line, 2, 'on Monday.')
    expect(line.talk.state.timers.endpoint).toBeUndefined()
    final(line, 1, ' I will pay ')
    expect(line.talk.state.timers.endpoint).toBeDefined()
    line.talk.wait(1500)
    expect(line.talk.notes('turn.ended')).toMatchObject([{ text: 'I will pay on Monday.' }])
  })

  test('come once: a repeated final is noted, also after the turn', () => {
    const line = committed()
    final(line, 1, 'I will pay on Monday.').wait(600)
    expect(line.talk.notes('turn.ended')).toHaveLength(1)
    final(line, 1, 'I will pay on Monday.')
    expect(line.talk.notes('words.ignored')).toMatchObject([{ segment: 1, why: 'duplicate' }])
    expect(line.talk.state.turn.segments).toEqual([])
  })

  test('of a segment nobody knows are late', () => {
    const line = committed()
    final(line, 7, 'What?')
    expect(line.talk.notes('words.ignored')).toMatchObject([
      { segment: 7, text: 'What?', why: 'late' },
    ])
    expect(segmentsOf(line)).toEqual([{ id: 1, state: 'waiting', text: '' }])
  })

  test('that come before the segment is over are no more than a partial result', () => {
    const line = new CallerLine().frames(0, 1000).scores(0.9, 0, 480)
    final(line, 1, 'I will')
    expect(segmentsOf(line)).toEqual([{ id: 1, state: 'open', text: '' }])
    line.scores(0.1, 480, 704)
    final(line, 1, 'I will pay.')
    expect(segmentsOf(line)).toEqual([{ id: 1, state: 'done', text: 'I will pay.' }])
  })

  test('are not changed any more by a partial result that comes after them', () => {
    const line = committed()
    final(line, 1, 'I will pay.')
    const { segments } = line.talk.state.turn
    line.talk.happen({ type: 'stt.partial', segment: 1, text: 'I will' })
    expect(line.talk.state.turn.segments).toEqual(segments)
    expect(segmentsOf(line)).toEqual([{ id: 1, state: 'done', text: 'I will pay.' }])
  })
})

describe('words that do not come', () => {
  test('are waited for from the commit of the oldest segment that has none', () => {
    const line = twice()
    const { transcriptMs } = line.talk.state.policy.endpoint
    const [first, second] = line.talk.commands('commitSpeech')
    expect(line.talk.state.timers.transcript).toBe((first?.at ?? 0) + transcriptMs)
    final(line, 1, 'I will pay')
    expect(line.talk.state.timers.transcript).toBe((second?.at ?? 0) + transcriptMs)
    final(line, 2, 'on Monday.')
    expect(line.talk.state.timers.transcript).toBeUndefined()
  })

  test('are waited for no longer because of a noise that was dropped meanwhile', () => {
    const line = twice()
    const { transcript } = line.talk.state.timers
    line.frames(2000, 2400).scores(0.9, 2016, 2048).scores(0.1, 2048, 2304)
    expect(line.talk.commands('dropSpeech')).toHaveLength(1)
    expect(line.talk.state.timers.transcript).toBe(transcript)
  })

  test('are replaced by the partial result, for each segment that is overdue and no other', () => {
    const line = twice()
    const { talk } = line
    talk.happen({ type: 'stt.partial', segment: 1, text: 'I will' })
    talk.at = talk.state.timers.transcript ?? 0
    talk.happen({ type: 'timer.due', timer: 'transcript' })
    expect(segmentsOf(line)).toEqual([
      { id: 1, state: 'done', text: 'I will' },
      { id: 2, state: 'waiting', text: '' },
    ])
  })

  test('are given up at once when the service says that it failed, for the segment it names', () => {
    const line = twice()
    line.talk.happen({ type: 'provider.failed', part: 'stt', of: 1, code: 'UNAVAILABLE' })
    expect(segmentsOf(line).map(({ state }) => state)).toEqual(['lost', 'waiting'])
    line.talk.happen({ type: 'provider.failed', part: 'stt', code: 'UNAVAILABLE' })
    expect(line.talk.notes('turn.unheard')).toMatchObject([{ segments: [1, 2] }])
  })

  test('still count when they come before the turn is over', () => {
    const line = twice()
    line.talk.happen({ type: 'provider.failed', part: 'stt', of: 1, code: 'UNAVAILABLE' })
    final(line, 1, 'I will pay')
    final(line, 2, 'on Monday.')
    expect(segmentsOf(line).map(({ text }) => text)).toEqual(['I will pay', 'on Monday.'])
  })
})
