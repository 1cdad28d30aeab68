import { describe, expect, it } from 'vitest'
import { joinMulaw } from '../audio/frame.js'
import type { SpeechPart } from '../providers/provider.js'
import { VirtualClock } from '../run/virtual-clock.js'
import { collect, passUntil, speechOf, type TestCall, testFixture } from './fixture.test-kit.js'
import { type OfflineVoice, scriptedTts } from './scripted-tts.js'
import { tapeUse } from './tape-use.js'

function voice(
  tts: NonNullable<TestCall['tts']>,
  options: { kind?: 'main' | 'backup'; offline?: OfflineVoice } = {},
) {
  const clock = new VirtualClock()
  const use = tapeUse()
  const rows = testFixture({ tts }).tape.tts
  const { kind = 'main', offline } = options
  const scripted = scriptedTts({ clock, rows, voice: kind, offline, use })
  const open = () => {
    const stream = scripted.open({ signal: new AbortController().signal })
    return { stream, got: collect(clock, stream) }
  }
  return { clock, use, open }
}

type Came = SpeechPart & { readonly cameAt: number }

const audioOf = (parts: readonly Came[], id = 1) =>
  joinMulaw(parts.flatMap((part) => (part.type === 'audio' && part.id === id ? [part.mulaw] : [])))
const wordsOf = (parts: readonly Came[], id = 1) =>
  parts.flatMap((part) => (part.type === 'audio' && part.id === id ? (part.words ?? []) : []))
const endOf = (parts: readonly Came[], id = 1) =>
  parts.find((part) => part.type === 'ended' && part.id === id)?.cameAt

describe('the scripted voice', () => {
  it('says a text of the tape: its audio in pieces of 100 ms, faster than real time, with its words', async () => {
    const { clock, open, use } = voice([{ text: 'One two three.', first: 120, speed: 10 }])
    const { stream, got } = open()
    stream.write(1, 'one two three')
    stream.end()
    await passUntil(clock, 1000)
    const pieces = got.parts.filter(({ type }) => type === 'audio')
    expect(pieces.map(({ cameAt }) => cameAt)).toEqual([
      120, 130, 140, 150, 160, 170, 180, 190, 200,
    ])
    expect(endOf(got.parts)).toBe(210)
    expect(got.outcome).toBe('over')
    expect(audioOf(got.parts)).toEqual(speechOf('One two three.').mulaw)
    expect(wordsOf(got.parts)).toEqual(speechOf('One two three.').words)
    expect(use.answers).toMatchObject([{ basis: 'recorded', key: 'one two three', voice: 'main' }])
  })

  it('says any run of words of a row, cut where the words meet', async () => {
    const { clock, open, use } = voice(['One two three. Four five.'])
    const { stream, got } = open()
    stream.write(1, 'Two, three!')
    await passUntil(clock, 1000)
    const { mulaw } = speechOf('One two three. Four five.')
    expect(audioOf(got.parts)).toEqual(mulaw.subarray(300 * 8, 900 * 8))
    expect(wordsOf(got.parts)).toEqual([
      { text: 'two', from: 0, to: 260 },
      { text: 'three.', from: 300, to: 560 },
    ])
    expect(use.answers[0]?.basis).toBe('derived')
  })

  it('counts a whole clause of a row as recorded, and words out of the middle of one as derived', async () => {
    const { clock, open, use } = voice(['Sure, I can help. Which card?'])
    const { stream } = open()
    for (const text of [
      'Sure,',
      'I can help.',
      'Which card?',
      'I can help. Which card?',
      'can help.',
    ])
      stream.write(1, text)
    await passUntil(clock, 10)
    expect(use.answers.map(({ basis }) => basis)).toEqual([...Array(4).fill('recorded'), 'derived'])
  })

  it('needs no network as backup: it begins at once, however slow the row was', async () => {
    const { clock, open } = voice([{ text: 'One two', first: 3000, speed: 1 }], { kind: 'backup' })
    const { stream, got } = open()
    stream.write(1, 'One two')
    await passUntil(clock, 1000)
    expect([got.parts[0]?.cameAt, endOf(got.parts)]).toEqual([120, 195])
  })

  it('speaks one text after another: the next begins when the audio before it has come', async () => {
    const { clock, open } = voice([
      { text: 'One two', first: 100, speed: 1 },
      { text: 'Three', first: 100, speed: 1 },
    ])
    const { stream, got } = open()
    stream.write(1, 'One two')
    stream.write(2, 'Three')
    stream.end()
    await passUntil(clock, 3000)
    expect([endOf(got.parts, 1), endOf(got.parts, 2)]).toEqual([700, 1000])
  })

  it.each([
    ['fails', { error: 'UNAVAILABLE' as const }, 'UNAVAILABLE'],
    ['stalls', { stall: true }, 'open'],
  ])(
    '%s after as much audio as the tape says, and the backup voice does not',
    async (_, fault, outcome) => {
      const row = { text: 'One two three', only_ms: 450, ...fault }
      const main = voice([row])
      const broken = main.open()
      broken.stream.write(1, 'One two three')
      broken.stream.write(2, 'One two three')
      broken.stream.end()
      await passUntil(main.clock, 30_000)
      expect(audioOf(broken.got.parts)).toHaveLength(450 * 8)
      expect(wordsOf(broken.got.parts).map(({ text }) => text)).toEqual(['One', 'two'])
      expect(endOf(broken.got.parts)).toBeUndefined()
      expect(broken.got.outcome).toBe(outcome)

      const backup = voice([row], { kind: 'backup' })
      const whole = backup.open()
      whole.stream.write(1, 'One two three')
      await passUntil(backup.clock, 1000)
      expect(audioOf(whole.got.parts)).toHaveLength(900 * 8)
    },
  )

  it('takes rows of the same text in turn, so that a second try can go better', async () => {
    const { clock, open } = voice([{ text: 'Hello there', error: 'TIMEOUT' }, 'Hello there'])
    const [first, second] = [open(), open()]
    first.stream.write(1, 'Hello there')
    second.stream.write(1, 'Hello there')
    await passUntil(clock, 1000)
    expect([first.got.outcome, audioOf(first.got.parts).length]).toEqual(['TIMEOUT', 0])
    expect(endOf(second.got.parts)).toBeDefined()
  })

  it('does not find half a word, nor words that do not follow each other', async () => {
    const { clock, open, use } = voice(['Twenty-one days left'])
    const { stream } = open()
    stream.write(1, 'one days')
    await passUntil(clock, 10)
    const other = open()
    other.stream.write(1, 'Twenty-one left')
    await passUntil(clock, 20)
    expect(use.offTape.map(({ wanted }) => wanted)).toEqual(['one days', 'Twenty-one left'])
  })

  it('fails a text it does not have, and tells which row comes nearest', async () => {
    const { clock, open, use } = voice(['You owe ten dollars.', 'Good day.'])
    const { stream, got } = open()
    stream.write(1, 'You owe nine dollars.')
    await passUntil(clock, 10)
    expect(got.outcome).toBe('BAD_RESPONSE')
    expect(use.offTape).toMatchObject([{ part: 'tts', nearest: 'You owe ten dollars.' }])
  })

  it('lets the offline voice say it, after a stated delay whatever it really took', async () => {
    const offline: OfflineVoice = async (text) => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      return { mulaw: new Uint8Array(800), words: [{ text, from: 0, to: 100 }] }
    }
    const { clock, open, use } = voice(['Good day.'], { offline })
    const { stream, got } = open()
    stream.write(1, 'Unknown.')
    stream.write(2, 'Good day.')
    stream.end()
    await passUntil(clock, 2000)
    expect(got.parts[0]).toMatchObject({ type: 'audio', id: 1, cameAt: 120 })
    expect(endOf(got.parts, 1)).toBe(133)
    expect(endOf(got.parts, 2)).toBe(133 + 75)
    expect(use.answers.map(({ basis }) => basis)).toEqual(['substituted', 'recorded'])
  })
})
