import { describe, expect, test } from 'vitest'
import { CallerLine } from './line.test-kit.js'

describe('a gap in the timestamps', () => {
  test('is filled with silence once, and exactly', () => {
    const line = new CallerLine().frame(0).frame(100).frame(120)
    expect(line.scored).toEqual([
      [0, 20, 'sound'],
      [20, 100, 'silence'],
      [100, 120, 'sound'],
      [120, 140, 'sound'],
    ])
  })

  test('that is very long is filled with one second only, just before the sound', () => {
    const line = new CallerLine().frame(0).frame(60_000)
    expect(line.scored.slice(1)).toEqual([
      [59_000, 60_000, 'silence'],
      [60_000, 60_020, 'sound'],
    ])
  })

  test('of a fraction of a millisecond is filled to the sample', () => {
    const line = new CallerLine().frame(0).frame(20.125).frame(40.125)
    expect(line.scored.slice(1)).toEqual([
      [20, 20.125, 'silence'],
      [20.125, 40.125, 'sound'],
      [40.125, 60.125, 'sound'],
    ])
  })

  test('is not sent to speech-to-text', () => {
    const line = new CallerLine().frames(0, 160).speaking(0).frame(400)
    expect(line.scored.at(-2)).toEqual([160, 400, 'silence'])
    expect(line.transcribed).toEqual([0, 20, 40, 60, 80, 100, 120, 140, 400])
  })
})

describe('a line that brings nothing', () => {
  const quiet = () => new CallerLine().frames(0, 1000).speaking(840)

  test('is taken to be silent after 400 ms in mid-speech, and step by step from then on', () => {
    const line = quiet().nothingUntil(1399)
    expect(line.scored.at(-1)).toEqual([980, 1000, 'sound'])
    line.nothingUntil(1400)
    expect(line.scored.at(-1)).toEqual([1000, 1400, 'silence'])
    line.nothingUntil(1700)
    expect(line.scored.slice(-3)).toEqual([
      [1400, 1500, 'silence'],
      [1500, 1600, 'silence'],
      [1600, 1700, 'silence'],
    ])
  })

  test('is left alone while nobody speaks', () => {
    const line = new CallerLine().frames(0, 1000).nothingUntil(5000)
    expect(line.scored.at(-1)).toEqual([980, 1000, 'sound'])
  })

  test('goes on where it was: what was filled is not scored again, but is transcribed', () => {
    const line = quiet().nothingUntil(1400)
    const before = line.scored.length
    line.frames(1000, 1460, 1460)
    expect(line.scored.slice(before)).toEqual([
      [1400, 1420, 'sound'],
      [1420, 1440, 'sound'],
      [1440, 1460, 'sound'],
    ])
    expect(line.transcribed).toContain(1000)
    expect(line.transcribed).toContain(1380)
    expect(new Set(line.transcribed).size).toBe(line.transcribed.length)
  })

  test('is scored from where the filling ended when a late frame reaches over it', () => {
    const line = quiet().nothingUntil(1400)
    line.frame(1390, 20, 1415)
    expect(line.scored.at(-1)).toEqual([1400, 1410, 'sound'])
    expect(line.transcribed.at(-1)).toBe(1390)
  })

  test('has not ended the speech that the late audio shows to go on', () => {
    const line = quiet().nothingUntil(1400)
    line.scores(0.02, 1000, 1400)
    expect(line.talk.state.speech.kind).toBe('quiet')
    line.frame(1000, 20, 1440)
    expect(line.talk.state.speech.kind).toBe('speaking')
    expect(line.talk.commands('dropSpeech')).toEqual([])
    line.frames(1020, 1460, 1460)
    expect(new Set(line.transcribed).size).toBe(line.transcribed.length)
    expect(line.talk.commands('transcribe').at(-1)?.segment).toBe(2)
  })

  test('has ended the speech when the end was in the audio itself', () => {
    const line = new CallerLine().frames(0, 1000).speaking(600).nothingUntil(1400)
    line.scores(0.02, 760, 1000)
    expect(line.scored.at(-1)).toEqual([1000, 1400, 'silence'])
    expect(line.talk.state.speech).toMatchObject({ kind: 'quiet', stoppedAt: 984 })
    line.frame(1000, 20, 1440)
    expect(line.talk.state.speech.kind).toBe('quiet')
  })
})

describe('a burst after a stall', () => {
  test('is scored and transcribed in order, each frame once', () => {
    const line = new CallerLine().frames(0, 160).speaking(0).frames(160, 460, 460)
    const starts = line.scored.map(([from]) => from)
    expect(starts).toEqual(Array.from({ length: 23 }, (_, i) => i * 20))
    expect(line.transcribed).toEqual(starts)
  })

  test('does not move the time of the audio: its offset is that of the fastest frame', () => {
    const line = new CallerLine().frame(0, 20, 50).frames(20, 400, 500)
    expect(line.talk.state.line.offset).toBe(30)
    line.frame(400, 20, 430)
    expect(line.talk.state.line.offset).toBe(30)
  })
})

test('a frame of audio that already came changes nothing', () => {
  const line = new CallerLine().frames(0, 100)
  const { state } = line.talk
  line.frame(40).frame(80)
  expect(line.talk.state).toBe(state)
})

test('only the last moments are kept for the beginning of a segment', () => {
  const line = new CallerLine().frames(0, 10_000)
  const { recent } = line.talk.state.line
  expect(recent[0]?.mediaAt).toBeGreaterThanOrEqual(10_000 - 500)
  expect(recent.at(-1)?.mediaAt).toBe(9980)
})
