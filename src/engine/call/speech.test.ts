import { describe, expect, test } from 'vitest'
import { CallerLine, windowMs } from './line.test-kit.js'
import { Talk } from './talk.test-kit.js'

const speechOf = (line: CallerLine) => line.talk.state.speech.kind

describe('the caller', () => {
  test('begins to speak at the score for it, and is not silent before the lower one', () => {
    const line = new CallerLine().frames(0, 1000).score(0.49, 32)
    expect(speechOf(line)).toBe('quiet')
    line.score(0.5, 64)
    expect(speechOf(line)).toBe('speaking')
    expect(line.talk.notes('speech.started')).toMatchObject([{ segment: 1, mediaAt: 32 }])
    line.scores(0.35, 64, 640)
    expect(speechOf(line)).toBe('speaking')
    line.scores(0.34, 640, 896)
    expect(speechOf(line)).toBe('quiet')
  })

  test('is silent 200 ms after the last voiced window, and shorter dips are part of the speech', () => {
    const line = new CallerLine().frames(0, 1000).scores(0.9, 0, 320)
    line.scores(0.1, 320, 512)
    expect(speechOf(line)).toBe('speaking')
    line.score(0.9, 544).scores(0.1, 544, 544 + 6 * windowMs)
    expect(speechOf(line)).toBe('speaking')
    line.score(0.1, 544 + 7 * windowMs)
    expect(line.talk.notes('speech.stopped')).toMatchObject([
      { segment: 1, mediaAt: 544, voicedMs: 11 * windowMs },
    ])
  })

  test('is transcribed from 300 ms before the onset, and each frame is sent once', () => {
    const line = new CallerLine().live(0.1, 0, 1600).live(0.9, 1600, 1984)
    expect(line.transcribed[0]).toBe(1312)
    line.live(0.1, 1984, 2304)
    expect(speechOf(line)).toBe('quiet')
    line.live(0.9, 2304, 2496)
    expect(line.transcribed).toEqual(Array.from({ length: 37 }, (_, i) => 1312 + i * windowMs))
    const segments = line.talk.commands('transcribe').map((command) => command.segment)
    expect(new Set(segments)).toEqual(new Set([1, 2]))
  })

  test('has what follows the speech until silence is certain in the same segment', () => {
    const line = new CallerLine().live(0.9, 0, 160).live(0.1, 160, 384)
    expect(line.talk.commands('commitSpeech')).toMatchObject([{ segment: 1, at: 384 }])
    expect(line.transcribed.at(-1)).toBe(352)
    line.frame(384)
    expect(line.transcribed.at(-1)).toBe(352)
  })
})

describe('sound shorter than the shortest word', () => {
  test('is dropped as noise, with a note, and no words are waited for', () => {
    const line = new CallerLine().frames(0, 1000).scores(0.9, 0, 64).scores(0.1, 64, 320)
    expect(line.talk.commands('dropSpeech')).toMatchObject([{ segment: 1 }])
    expect(line.talk.commands('commitSpeech')).toEqual([])
    expect(line.talk.notes('words.ignored')).toMatchObject([{ segment: 1, why: 'noise' }])
    expect(line.talk.notes('speech.stopped')).toEqual([])
    expect(line.talk.state.turn.segments).toEqual([])
    expect(line.talk.state.timers.transcript).toBeUndefined()
    expect(line.talk.state.timers.endpoint).toBeUndefined()
  })

  test('may add up to a word when the pauses in it are short', () => {
    const line = new CallerLine().frames(0, 1000)
    line.scores(0.9, 0, 64).scores(0.1, 64, 192).scores(0.9, 192, 224).scores(0.1, 224, 448)
    expect(line.talk.commands('commitSpeech')).toHaveLength(1)
  })
})

describe('speech without a pause', () => {
  const line = new CallerLine({ opening: { by: 'caller', greetAfterMs: 600_000 } })
  line.live(0.9, 0, 64_000)

  test('is committed every 30 s, so that its words come in time', () => {
    const commits = line.talk.commands('commitSpeech')
    expect(commits.map(({ segment }) => segment)).toEqual([1, 2])
    expect(commits[0]?.at).toBeGreaterThanOrEqual(30_000)
    expect(commits[0]?.at).toBeLessThan(30_000 + windowMs)
  })

  test('loses nothing where it is cut, and is one turn', () => {
    const starts = line.transcribed
    expect(starts).toEqual(Array.from({ length: 2000 }, (_, i) => i * windowMs))
    expect(line.talk.state.turn.segments).toHaveLength(3)
    expect(line.talk.notes('turn.ended')).toEqual([])
  })
})

describe('echo', () => {
  /** The agent has said its greeting and fallen silent; its last sound reached the ear at `.at`. */
  function greeted(): { readonly talk: Talk; readonly at: number } {
    const talk = new Talk().start().untilQuiet()
    return { talk, at: talk.played.at(-1)?.to ?? 0 }
  }

  test('of the agent is not taken for the caller while it comes back, but a loud voice is', () => {
    const { talk } = greeted()
    const upTo = talk.state.line.scoredTo
    talk.happen({ type: 'vad.scored', probability: 0.9, level: -43, upTo })
    expect(talk.notes('speech.started')).toEqual([])
    talk.happen({ type: 'vad.scored', probability: 0.9, level: -37, upTo: upTo + windowMs })
    expect(talk.notes('speech.started')).toHaveLength(1)
  })

  test('is over half a second after the agent fell silent: then a soft voice is heard', () => {
    const { talk, at } = greeted()
    const { earMs } = talk.state.policy.playout
    talk.at = at + earMs + 440
    const upTo = talk.state.line.scoredTo
    talk.happen({ type: 'vad.scored', probability: 0.9, level: -43, upTo })
    expect(talk.notes('speech.started')).toEqual([])
    talk.at = at + earMs + 560
    talk.happen({ type: 'vad.scored', probability: 0.9, level: -43, upTo: upTo + windowMs })
    expect(talk.notes('speech.started')).toHaveLength(1)
  })

  test('does not end the speech of a caller who has begun', () => {
    const line = new CallerLine().frames(0, 1000).scores(0.9, 0, 160)
    line.score(0.9, 192, 192, -70)
    expect(line.talk.state.speech).toMatchObject({ kind: 'speaking', voicedTo: 192 })
  })
})

test('a word too short to be speech is sent again with what follows it', () => {
  const line = new CallerLine()
  line.live(0.1, 0, 640).live(0.9, 640, 704).live(0.1, 704, 928).live(0.9, 928, 1120)
  const [first] = line.talk.commands('transcribe').filter((sent) => sent.segment === 2)
  expect(first?.frame.mediaAt).toBeLessThanOrEqual(640)
})
