/** Typed words in a call with a microphone that hears nothing, through the real engine, detector and voice. */
import { beforeAll, describe, expect, it } from 'vitest'
import { plainAgent } from '../../../engine/agent/plain.js'
import type { Millis } from '../../../engine/audio/frame.js'
import { type CallPolicy, defaultPolicy } from '../../../engine/call/policy.js'
import { wordlessStt } from '../../../engine/providers/wordless-stt.js'
import { runCall } from '../../../engine/run/run-call.js'
import { smallWorld } from '../../../engine/run/small-world.test-kit.js'
import { VirtualClock } from '../../../engine/run/virtual-clock.js'
import { loadSilero } from '../../../engine/vad/silero.js'
import { type Flite, loadFlite } from '../../../engine/voice/flite.js'
import { wordlessPolicy } from '../../stack/wordless.js'
import { callEvents } from '../call-events.js'
import type { TalkEvent } from '../event-schema.js'
import { typedVoice } from './typed-voice.js'

let flite: Flite
beforeAll(async () => {
  flite = await loadFlite()
  await flite.speak('ready', { voice: 'rms' })
})

/** A call of so long in which lines are typed at some times. */
async function call(
  hangsUpAt: Millis,
  typed: Readonly<Record<Millis, string>>,
  policy: CallPolicy = defaultPolicy,
) {
  const clock = new VirtualClock()
  const model = () => 'This is an answer that is long enough to be broken into by somebody.'
  const world = smallWorld(clock, { caller: [], model, hangsUpAt })
  const warnings: string[] = []
  const line = typedVoice({
    ...{ transport: world.transport, policy, load: () => flite },
    warn: (message) => void warnings.push(message),
  })
  for (const [at, text] of Object.entries(typed)) clock.alarm(Number(at), () => line.say(text))
  const events: TalkEvent[] = []
  const { observe } = callEvents({
    ...{ agent: 'plain', description: '', rates: policy.playout },
    emit: (event) => void events.push(event),
  })
  let over = false
  const running = runCall({
    agent: plainAgent({ greeting: 'Hello.', instructions: '' }),
    ...{ policy, clock, transport: line.transport },
    providers: { ...world.providers, vad: loadSilero(), stt: line.knowing(wordlessStt()) },
    log: { warn: () => {} },
    observers: [observe],
  }).finally(() => {
    over = true
  })
  await clock.run(() => over)
  await running
  await line.close()
  const said = events.flatMap((event) => (event.type === 'caller' ? [event] : []))
  const answers = events.flatMap((event) => (event.type === 'agent' ? [event] : []))
  return { said, answers, warnings }
}

describe('typed words in a call by microphone', () => {
  it('are a turn of the caller, letter by letter, and are answered', async () => {
    const { said, answers } = await call(9000, { 2000: 'What time is it, 10 or 11?' })
    expect(said.map(({ text }) => text)).toEqual(['What time is it, 10 or 11?'])
    expect(answers.map(({ text }) => text)[1]).toMatch(/^This is an answer/)
    expect(said[0]?.at_ms).toBeLessThan(5000)
  })

  it('are one turn however long they are', async () => {
    const text =
      'First of all, good morning. I would like to know three things: when you open, where you are, and whether there is a table for four on Sunday.'
    const { said } = await call(9000, { 2000: text })
    expect(said.map((turn) => turn.text)).toEqual([text])
  })

  it('interrupt the agent as speech does', async () => {
    const { said, answers } = await call(14_000, { 2000: 'Go on', 6000: 'No, something else' })
    expect(said.map(({ text }) => text)).toEqual(['Go on', 'No, something else'])
    expect(answers[1]).toMatchObject({ cut: true, cut_by: 'words' })
  })

  it('are known where no other words are, a short one too', async () => {
    const { said } = await call(12_000, { 2000: 'No', 6000: 'the end' }, wordlessPolicy)
    expect(said.map(({ text }) => text)).toEqual(['No', 'the end'])
  })

  it('follow each other when they were typed at once', async () => {
    const { said } = await call(12_000, { 2000: 'One.', 2001: 'And two.' })
    expect(said.map(({ text }) => text).join(' ')).toBe('One. And two.')
  })

  it('are refused where nothing of them can be said', async () => {
    const { said, warnings } = await call(6000, { 2000: '?!' })
    expect(said).toEqual([])
    expect(warnings).toEqual(['nothing can be said of "?!"'])
  })
})
