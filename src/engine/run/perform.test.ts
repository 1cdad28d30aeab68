import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ToolSpec } from '../agent/agent.js'
import { type AudioFrame, silence } from '../audio/frame.js'
import type { AuditRecord, Command, Voice } from '../call/command.js'
import type { Happening } from '../call/event.js'
import { ProviderFailure } from '../providers/provider.js'
import { AuditFailure } from './audit-failure.js'
import { createPerformer } from './perform.js'
import { puppets } from './puppets.test-kit.js'
import { cancelled, Scopes } from './scopes.js'
import { VirtualClock } from './virtual-clock.js'
import { Work } from './work.js'

const tool = (name: string, effect: ToolSpec['effect']): ToolSpec => ({
  ...{ name, effect, description: '', schema: {} },
})

/** Effects with puppets behind them, and what they posted. */
function setUp(audit: (record: AuditRecord) => void = () => {}) {
  const world = puppets()
  const clock = new VirtualClock()
  const scopes = new Scopes()
  const work = new Work()
  const posted: Happening[] = []
  const performer = createPerformer({
    ...{ clock, scopes, work, audit },
    ...{ providers: world.providers, transport: world.transport },
    tools: [tool('look_up', 'read'), tool('pay', 'write')],
    post: (happening) => posted.push(happening),
  })
  performer.open()
  /** Lets time pass up to `at`, and everything happen that can. */
  const at = async (time: number) => {
    let there = false
    clock.alarm(time, () => {
      there = true
    })
    await clock.run(() => there)
  }
  const soon = () => at(clock.now())
  const { perform } = performer
  return { ...world, clock, scopes, posted, perform, at, soon }
}

const speech = (mediaAt: number, ms = 20): AudioFrame => ({
  mulaw: new Uint8Array(ms * 8).fill(0x20),
  mediaAt,
})
const transcribe = (segment: number, frame: AudioFrame): Command => ({
  ...{ type: 'transcribe', segment, frame },
})
const generate: Command = {
  ...{ type: 'generate', reply: 1, request: 7, tools: ['look_up'] },
  messages: [{ role: 'user', text: 'hello' }],
}
const synthesize = (sentence: number, text: string, voice: Voice = 'main'): Command => ({
  ...{ type: 'synthesize', reply: 1, sentence, text, voice },
})
const callTool = (name: string): Command => ({
  ...{ type: 'callTool', reply: 1, call: { id: 'c1', name, input: '{}' } },
})
const audio = (id: number, ms: number) =>
  ({ type: 'audio', id, mulaw: new Uint8Array(ms * 8).fill(0x20) }) as const

describe('scoring speech', () => {
  it('posts a score for every window, placed by its end in the caller audio', () => {
    const { perform, posted } = setUp()
    perform({ type: 'scoreSpeech', frame: speech(100, 40) })
    perform({ type: 'scoreSpeech', frame: silence(140, 60) })
    expect(posted).toEqual([
      { type: 'vad.scored', probability: 0.9, level: -20, upTo: 132 },
      { type: 'vad.scored', probability: 0.9, level: -20, upTo: 164 },
      { type: 'vad.scored', probability: 0.01, level: -96, upTo: 196 },
    ])
  })

  it('places a window that spans a jump by where it ends', () => {
    const { perform, posted } = setUp()
    perform({ type: 'scoreSpeech', frame: speech(0, 20) })
    perform({ type: 'scoreSpeech', frame: speech(520, 20) })
    expect(posted).toMatchObject([{ upTo: 532 }])
  })

  it('loses and repeats no window, however the audio is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 900 })), (lengths) => {
        const { perform, posted } = setUp()
        let bytes = 0
        for (const length of lengths) {
          const frame = { mulaw: new Uint8Array(length), mediaAt: bytes / 8 }
          perform({ type: 'scoreSpeech', frame })
          bytes += length
        }
        const ends = posted.map((event) => event.type === 'vad.scored' && event.upTo)
        expect(ends).toEqual(
          Array.from({ length: Math.floor(bytes / 256) }, (_, i) => 32 * (i + 1)),
        )
      }),
    )
  })
})

describe('transcribing', () => {
  it('passes audio, commits and drops on, and results back with their segment', async () => {
    const { perform, posted, stt, soon } = setUp()
    perform(transcribe(1, speech(0)))
    perform({ type: 'commitSpeech', segment: 1 })
    perform({ type: 'dropSpeech', segment: 2 })
    stt[0]?.feed.push({ type: 'partial', segment: 1, text: 'he' })
    stt[0]?.feed.push({ type: 'final', segment: 1, text: 'hello' })
    stt[0]?.feed.push({ type: 'failed', segment: 3, code: 'TIMEOUT' })
    await soon()
    expect(stt[0]?.told).toEqual(['write 1 0', 'commit 1', 'drop 2'])
    expect(posted).toEqual([
      { type: 'stt.partial', segment: 1, text: 'he' },
      { type: 'stt.final', segment: 1, text: 'hello' },
      { type: 'provider.failed', part: 'stt', of: 3, code: 'TIMEOUT' },
    ])
  })

  it('opens a stream that failed again, and tells it what had no answer', async () => {
    const { perform, posted, stt, at } = setUp()
    perform(transcribe(1, speech(0)))
    perform({ type: 'commitSpeech', segment: 1 })
    perform(transcribe(2, speech(20)))
    perform({ type: 'commitSpeech', segment: 2 })
    perform(transcribe(3, speech(40)))
    perform({ type: 'dropSpeech', segment: 3 })
    stt[0]?.feed.push({ type: 'final', segment: 1, text: 'one' })
    stt[0]?.feed.fail(new ProviderFailure('UNAVAILABLE', 'gone'))
    await at(100)
    perform(transcribe(4, speech(60)))
    expect(stt).toHaveLength(1)
    await at(300)
    perform(transcribe(4, speech(80)))
    expect(stt[1]?.told).toEqual(['write 2 20', 'commit 2', 'write 4 60', 'write 4 80'])
    expect(posted.at(-1)).toEqual({ type: 'provider.failed', part: 'stt', code: 'UNAVAILABLE' })
  })

  it.each(['REFUSED', 'QUOTA'] as const)(
    'leaves a service alone that said %s, and says so of every segment',
    async (code) => {
      const { perform, posted, stt, at } = setUp()
      perform(transcribe(1, speech(0)))
      stt[0]?.feed.fail(new ProviderFailure(code, 'no'))
      await at(20_000)
      expect(stt).toHaveLength(1)
      perform({ type: 'commitSpeech', segment: 1 })
      perform(transcribe(2, speech(20)))
      perform({ type: 'commitSpeech', segment: 2 })
      expect(posted).toEqual([
        { type: 'provider.failed', part: 'stt', code },
        { type: 'provider.failed', part: 'stt', code, of: 1 },
        { type: 'provider.failed', part: 'stt', code, of: 2 },
      ])
    },
  )

  it('does not take the report of a failure for a sign of life', async () => {
    const { stt, at } = setUp()
    for (const time of [0, 300, 900]) {
      await at(time)
      stt.at(-1)?.feed.push({ type: 'failed', code: 'UNAVAILABLE' })
      stt.at(-1)?.feed.fail(new ProviderFailure('UNAVAILABLE', 'gone'))
    }
    await at(1800)
    expect(stt).toHaveLength(3)
    await at(2000)
    expect(stt).toHaveLength(4)
  })

  it('waits longer from failure to failure, and less again once something was heard', async () => {
    const { stt, clock, at } = setUp()
    const openedAt: number[] = []
    for (let time = 0; time < 15_000; time += 10) {
      await at(time)
      const [opened] = stt.slice(openedAt.length)
      if (opened === undefined) continue
      openedAt.push(clock.now())
      if (openedAt.length === 7) opened.feed.push({ type: 'partial', segment: 1, text: '' })
      if (openedAt.length <= 7) opened.feed.end()
    }
    const waits = openedAt.slice(1).map((time, i) => time - (openedAt[i] ?? 0))
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 4000, 250])
  })

  it('keeps no more than the last 30 s for a new stream', async () => {
    const { perform, stt, at } = setUp()
    for (let i = 0; i < 2000; i++) perform(transcribe(1 + Math.floor(i / 1000), speech(i * 20)))
    stt[0]?.feed.end()
    await at(300)
    expect(stt[1]?.told).toHaveLength(1500)
    expect(stt[1]?.told[0]).toBe('write 1 10000')
  })

  it('reports a service that cannot be told, and does not listen to it any more', async () => {
    const { perform, posted, stt, soon } = setUp()
    const [first] = stt
    if (first) first.broken = Object.assign(new Error('broken pipe'), { code: 'EPIPE' })
    perform(transcribe(1, speech(0)))
    first?.feed.push({ type: 'partial', segment: 1, text: 'late' })
    await soon()
    expect(first?.signal.aborted).toBe(true)
    expect(posted).toEqual([{ type: 'provider.failed', part: 'stt', code: 'UNAVAILABLE' }])
  })
})

describe('asking the model', () => {
  it('posts what it writes under its reply and request, with only the tools that are allowed', async () => {
    const { perform, posted, answers, soon } = setUp()
    perform(generate)
    const call = { id: 'c1', name: 'look_up', input: '{}' }
    const usage = { inputTokens: 3, outputTokens: 4 }
    answers[0]?.feed.push({ type: 'text', text: 'Hi.' }, { type: 'toolCall', call })
    answers[0]?.feed.push({ type: 'ended', usage }, { type: 'text', text: 'after the end' })
    await soon()
    const ids = { reply: 1, request: 7 }
    expect(answers).toMatchObject([{ tools: ['look_up'], messages: [{ text: 'hello' }] }])
    expect(posted).toEqual([
      { type: 'llm.text', ...ids, text: 'Hi.' },
      { type: 'llm.toolCall', ...ids, call },
      { type: 'llm.ended', ...ids, usage },
    ])
  })

  it.each([
    ['its own words', new ProviderFailure('QUOTA', 'no credit'), 'QUOTA'],
    [
      'a refused connection',
      Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
      'UNAVAILABLE',
    ],
    [
      'a fetch that failed',
      new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) }),
      'UNAVAILABLE',
    ],
    ['a timeout', new DOMException('too late', 'TimeoutError'), 'TIMEOUT'],
    ['nonsense', new SyntaxError('Unexpected token'), 'BAD_RESPONSE'],
    ['no error at all', 'oops', 'BAD_RESPONSE'],
  ])('reports a failure by %s', async (_, error, code) => {
    const { perform, posted, answers, soon } = setUp()
    perform(generate)
    answers[0]?.feed.fail(error)
    await soon()
    expect(posted).toEqual([{ type: 'provider.failed', part: 'llm', of: 7, code }])
  })

  it('takes an answer that stops without an end for a bad one', async () => {
    const { perform, posted, answers, soon } = setUp()
    perform(generate)
    answers[0]?.feed.end()
    await soon()
    expect(posted).toMatchObject([{ type: 'provider.failed', part: 'llm', code: 'BAD_RESPONSE' }])
  })

  it.each([
    ['its request is cancelled', { type: 'cancelRequest', reply: 1, request: 7 }],
    ['its reply is cancelled', { type: 'cancel', reply: 1 }],
  ] as const)('aborts, and posts nothing any more, when %s', async (_, command) => {
    const { perform, posted, answers, soon } = setUp()
    perform(generate)
    await soon()
    perform(command)
    answers[0]?.feed.push({ type: 'text', text: 'too late' })
    await soon()
    expect(answers[0]?.signal.reason).toBe(cancelled)
    expect(answers[0]?.feed.left).toBe(true)
    expect(posted).toEqual([])
  })

  it('does not report the throw of a model that was aborted', async () => {
    const { perform, posted, answers, soon } = setUp()
    perform(generate)
    perform({ type: 'cancel', reply: 1 })
    answers[0]?.feed.fail(new Error('socket closed'))
    await soon()
    expect(posted).toEqual([])
  })

  it('asks nothing for a reply that was cancelled before', () => {
    const { perform, answers } = setUp()
    perform({ type: 'cancel', reply: 1 })
    perform(generate)
    expect(answers).toEqual([])
  })
})

describe('synthesizing', () => {
  it('writes the sentences of a reply to one stream, and posts its audio with the level', async () => {
    const { perform, posted, voices, soon } = setUp()
    perform(synthesize(4, 'Hello.'))
    perform(synthesize(5, 'Bye.'))
    perform({ type: 'endSynthesis', reply: 1 })
    const words = [{ text: 'Hello.', from: 0, to: 90 }]
    voices[0]?.feed.push({ ...audio(4, 100), words }, { type: 'ended', id: 4 })
    await soon()
    expect(voices).toMatchObject([{ name: 'main', told: ['4 Hello.', '5 Bye.', 'end'] }])
    expect(posted).toEqual([
      { type: 'tts.audio', reply: 1, sentence: 4, mulaw: audio(4, 100).mulaw, level: -12, words },
      { type: 'tts.ended', reply: 1, sentence: 4 },
    ])
  })

  it('names the first sentence that is missing when a voice fails', async () => {
    const { perform, posted, voices, soon } = setUp()
    for (const sentence of [4, 5, 6]) perform(synthesize(sentence, 'Hello.'))
    voices[0]?.feed.push({ type: 'ended', id: 4 })
    voices[0]?.feed.fail(new ProviderFailure('RATE_LIMITED', 'slow down'))
    await soon()
    expect(posted.slice(1)).toEqual([
      { type: 'provider.failed', part: 'tts', of: 5, code: 'RATE_LIMITED' },
    ])
  })

  it('reports a voice that ends early, but not one that owed nothing', async () => {
    const { perform, posted, voices, soon } = setUp()
    perform(synthesize(4, 'Hello.'))
    voices[0]?.feed.push({ type: 'ended', id: 4 })
    voices[0]?.feed.fail(new Error('idle too long'))
    await soon()
    perform(synthesize(5, 'Bye.'))
    voices[1]?.feed.end()
    await soon()
    expect(voices).toHaveLength(2)
    expect(posted.slice(1)).toEqual([
      { type: 'provider.failed', part: 'tts', of: 5, code: 'BAD_RESPONSE' },
    ])
  })

  it('stops listening to the main voice once the backup speaks for the reply', async () => {
    const { perform, posted, voices, soon } = setUp()
    perform(synthesize(4, 'Hello.'))
    perform(synthesize(5, 'Hello.', 'backup'))
    voices[0]?.feed.push(audio(4, 20))
    voices[1]?.feed.push(audio(5, 20))
    await soon()
    expect(voices.map(({ name, signal }) => [name, signal.aborted])).toEqual([
      ['main', true],
      ['backup', false],
    ])
    expect(posted).toMatchObject([{ type: 'tts.audio', sentence: 5 }])
  })

  it('opens another stream for a sentence that comes after the end was announced', async () => {
    const { perform, posted, voices, soon } = setUp()
    perform(synthesize(4, 'Hello.'))
    perform({ type: 'endSynthesis', reply: 1 })
    perform(synthesize(5, 'One more.'))
    perform({ type: 'endSynthesis', reply: 1 })
    voices[0]?.feed.push(audio(4, 20))
    await soon()
    expect(voices.map(({ told }) => told)).toEqual([
      ['4 Hello.', 'end'],
      ['5 One more.', 'end'],
    ])
    expect(posted).toMatchObject([{ type: 'tts.audio', sentence: 4 }])
  })

  it('is silent after its reply was cancelled, even if the voice is not', async () => {
    const { perform, posted, voices, soon } = setUp()
    perform(synthesize(4, 'Hello.'))
    perform({ type: 'cancel', reply: 1 })
    voices[0]?.feed.push(audio(4, 20))
    await soon()
    expect(voices[0]?.signal.aborted).toBe(true)
    expect(posted).toEqual([])
  })
})

describe('running tools', () => {
  it('ends a read with its reply, but a write only with the call', async () => {
    const { perform, toolRuns, scopes } = setUp()
    perform(callTool('look_up'))
    perform(callTool('pay'))
    perform({ type: 'cancel', reply: 1 })
    expect(toolRuns.map(({ signal }) => signal.aborted)).toEqual([true, false])
    scopes.call.end()
    expect(toolRuns.map(({ signal }) => signal.aborted)).toEqual([true, true])
  })

  it('posts the output, or the failure, under the number of the call', async () => {
    const { perform, posted, toolRuns, soon } = setUp()
    perform(callTool('pay'))
    perform(callTool('look_up'))
    toolRuns[0]?.succeed('{"ok":true}')
    toolRuns[1]?.fail(new ProviderFailure('TIMEOUT', 'late'))
    await soon()
    expect(posted).toEqual([
      { type: 'tool.returned', id: 'c1', output: '{"ok":true}' },
      { type: 'provider.failed', part: 'tool', id: 'c1', code: 'TIMEOUT' },
    ])
  })
})

describe('speaking to the carrier', () => {
  it('does what it is told, in order', () => {
    const { perform, transport } = setUp()
    const mark = { epoch: 1, endMs: 200 }
    perform({ type: 'play', reply: 1, mulaw: new Uint8Array(1600), mark })
    perform({ type: 'clear' })
    perform({ type: 'transfer', to: '+15550100' })
    perform({ type: 'hangUp', why: 'done' })
    expect(transport.told).toEqual([
      'play 200 ms to 200',
      'clear',
      'transfer to +15550100',
      'hang up: done',
    ])
  })

  it('reports a carrier that cannot be reached', () => {
    const { perform, posted, transport } = setUp()
    transport.clear = () => {
      throw Object.assign(new Error('closed'), { code: 'EPIPE' })
    }
    perform({ type: 'clear' })
    expect(posted).toEqual([{ type: 'provider.failed', part: 'transport', code: 'UNAVAILABLE' }])
  })
})

describe('keeping records', () => {
  it('hands them over before it goes on, and fails if they cannot be kept', () => {
    const kept: AuditRecord[] = []
    const { perform } = setUp((record) => {
      if (record.kind === 'unwritable') throw new Error('disk full')
      kept.push(record)
    })
    perform({ type: 'audit', record: { kind: 'consent', given: true } })
    expect(kept).toEqual([{ kind: 'consent', given: true }])
    expect(() => perform({ type: 'audit', record: { kind: 'unwritable' } })).toThrow(AuditFailure)
  })
})
