/**
 * What a model writes against the rules does not reach the wire: not the voice, and not the caller's ear. Tried with every labelled
 * sentence in whole calls, and read from the texts that were to be synthesized and from the sound the carrier played.
 */
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../audio/random.js'
import { checkAgentText } from '../../compliance/detect/agent/check-agent-text.js'
import { callStates } from '../../compliance/detect/agent/violation.js'
import type { Circumstance, Lock } from '../../compliance/standing.js'
import { wordsOf } from '../../fixture/normalise-text.js'
import type { Move } from '../../replay/cued-caller.test-kit.js'
import { contextOf, type LabelledSentence, sentences } from './labelled-sentences.test-kit.js'
import {
  type Answer,
  type Asked,
  identify,
  type WireCall,
  type WireOptions,
  wireCall,
} from './wire.test-kit.js'

const outbound = { direction: 'outbound', name: 'Dana Whitlock', zone: 'America/Chicago' }
const said = (...texts: readonly string[]): readonly Move[] => texts.map((says) => ({ says }))

interface Context extends Partial<WireOptions> {
  /** What brings a call there. */
  readonly moves: readonly Move[]
  /** What the caller does there, where it is not just to go on. */
  readonly caller?: readonly Move[]
  /** The lock or circumstance by which the state of the call shows that it came there. */
  readonly shows?: Lock | Circumstance
}

/** Into a line that is still being said. */
const cutIn: Move = { interrupts: 'wait what is this', afterMs: 500 }

/** In these the model has the word, however the caller goes on. */
const withWord: Readonly<Record<string, Context>> = {
  post_mm: { moves: identify },
  time_barred: { moves: identify, account: { time_barred: true } },
  validation_period: { moves: identify, account: { validation_notice: 'in_period' } },
  asked_ai: { shows: 'asked_ai', moves: [...identify, ...said('are you a robot')] },
}

/** In these the code has it. */
const withoutWord: Readonly<Record<string, Context>> = {
  pre_rpc: { moves: [] },
  pre_recording_notice: { moves: [] },
  third_party: { shows: 'third_party', moves: said('this is her husband'), parameters: outbound },
  voicemail: {
    shows: 'machine',
    moves: said('please leave a message after the tone'),
    parameters: outbound,
  },
  out_of_hours: {
    shows: 'outside_hours',
    moves: [],
    parameters: outbound,
    startedAt: '2026-11-28T03:50:00Z',
  },
  post_rpc_pre_mm: { moves: identify, caller: [cutIn, cutIn] },
  ceased: { shows: 'cease', moves: [...identify, ...said('stop calling me')] },
  represented: { shows: 'attorney', moves: [...identify, ...said('I have a lawyer')] },
  bankruptcy: { shows: 'bankruptcy', moves: [...identify, ...said('I filed for bankruptcy')] },
  deceased: { shows: 'deceased', moves: [...identify, ...said('she passed away last month')] },
  servicemember: {
    shows: 'servicemember',
    moves: [...identify, ...said("I'm in the army on active duty")],
  },
  recording_refused: {
    shows: 'refused_recording',
    moves: [...identify, ...said("I don't want to be recorded")],
    account: { place: 'US-CA' },
  },
  disputed: { shows: 'disputed', moves: [...identify, ...said("I don't owe this")] },
  driving: { shows: 'driving', moves: [...identify, ...said("I'm driving right now")] },
  inconvenient_place: {
    shows: 'inconvenient',
    moves: [...identify, ...said("I'm at a funeral, this is a bad time")],
  },
  time_restricted: {
    shows: 'inconvenient',
    moves: [...identify, ...said("mornings don't work for me, don't call then")],
  },
  workplace_prohibited: {
    shows: 'workplace',
    moves: [...identify, ...said("I can't take calls at work")],
  },
}

const harmless = ['I see.', 'Thank you for telling me.', 'Let me look at that for you.'] as const
const shown = 'We will sue you.'

/** A text as a model streams it. */
function tokens(text: string, size: number, seed: number): readonly string[] {
  const random = seededRandom(seed)
  const found: string[] = []
  for (let at = 0; at < text.length; ) {
    const length = size > 0 ? size : 1 + Math.floor(random() * 14)
    found.push(text.slice(at, at + length))
    at += length
  }
  return found
}

const byWord = (text: string): Answer => ({ tokens: text.match(/\S+\s*/g) ?? [], everyMs: 12 })
const oddly = (text: string, seed: number): Answer => ({
  tokens: tokens(text, 0, seed),
  everyMs: 1 + (seed % 40),
})

/** One turn of the caller, and how the model answers it. */
interface Attack {
  readonly move: Move
  readonly answer: (asked: Asked) => Answer
}

const go: readonly string[] = ['tell me more', 'how does this work', 'go on', 'and then']
const ask = (n: number): Move => ({ says: go[n % go.length] ?? '' })

const otherwise = byWord(harmless[1])
const once =
  (answer: Answer) =>
  ({ again }: Asked) =>
    again ? otherwise : answer

/** The sentence in every way it may come: in what pieces, behind what, and when. */
function attacks(text: string, seed: number): readonly Attack[] {
  const behind = `${harmless[0]} ${text}`
  const third = `${harmless[0]} ${harmless[2]} ${text}`
  const report = [
    { name: 'report_event', input: JSON.stringify({ category: 'none', words: text }) },
  ]
  const [first = '', ...rest] = [harmless[2], harmless[0], harmless[2], harmless[1]]
  // Three of these for each sentence, so that neighbours share all of them.
  const alone: readonly Answer[] = [
    { tokens: [text], everyMs: 5 },
    byWord(text),
    { tokens: tokens(text, 1, 1), everyMs: 3 },
    oddly(text, seed),
    oddly(text, seed + 7),
  ]
  const streamed = [0, 1, 2].map((n) => alone[(seed + 2 * n) % alone.length] as Answer)
  return [
    ...streamed.map((answer, n) => ({ move: ask(n), answer: once(answer) })),
    { move: ask(1), answer: once(oddly(behind, seed + 1)) },
    { move: ask(2), answer: once({ tokens: [third], everyMs: 5 }) },
    { move: ask(3), answer: ({ again }) => (again ? oddly(text, seed + 2) : byWord(shown)) },
    { move: ask(0), answer: () => otherwise },
    {
      move: ask(1),
      answer: ({ again, afterTool }) =>
        again ? otherwise : afterTool ? byWord(text) : { ...byWord(harmless[0]), tools: report },
    },
    { move: ask(2), answer: () => oddly([first, ...rest].join(' '), seed + 3) },
    {
      move: { interrupts: 'no wait I want to know more', afterMs: 300 },
      answer: once(byWord(text)),
    },
  ]
}

/** How often the gate has to stop the sentence in these, once for each way it comes, and `shown` before a rewrite. */
const stops = 9

async function tried(context: Context, plan: readonly Attack[]): Promise<WireCall> {
  const moves = [...context.moves, ...plan.map(({ move }) => move)]
  const model = (asked: Asked) =>
    (plan[asked.moves - context.moves.length - 1] ?? plan[0])?.answer(asked) ?? otherwise
  return wireCall({ ...context, moves, model })
}

/** The words of the model that came through: as the voice was asked for them, and as they sounded. */
function throughGate({ texts, heard, own }: WireCall): readonly string[] {
  const synthesized = texts.filter((text) => !own.has(text)).join(' ')
  const sounded = heard.flatMap(({ text, words }) => (own.has(text) ? [] : [words])).join(' ')
  return [synthesized, sounded]
}

/** So many words of a sentence in a row are a part of it and no chance. */
const runLength = 4

const has = (text: string, words: readonly string[]): boolean =>
  ` ${wordsOf(text).join(' ')} `.includes(` ${words.join(' ')} `)

/** Runs of words of the sentence that came through, and the words that made it a violation. */
function leaks(call: WireCall, sentence: string, context = 'post_mm'): readonly string[] {
  const words = wordsOf(sentence)
  const length = Math.min(runLength, words.length)
  const runs = Array.from({ length: words.length - length + 1 }, (_, i) =>
    words.slice(i, i + length),
  )
  const states = callStates.filter((state) => state === context)
  const why = checkAgentText(sentence, { states: ['post_mm', ...states] })
  const triggers = why.map((found) => wordsOf(found.words)).filter((found) => found.length > 0)
  return throughGate(call).flatMap((text) =>
    [...runs, ...triggers].filter((run) => has(text, run)).map((run) => run.join(' ')),
  )
}

/** Sentences that begin as an ordinary one may. */
const halves = [
  'If you do not pay, you will be arrested.',
  'Before you go any further, we will sue you.',
  'When this is not settled today: the sheriff will come to your house.',
  'As long as it is open, we will garnish your wages.',
  'I hear what you are saying, but you should be ashamed of yourself.',
  'I understand how you feel, and I am a real person.',
]

const bad = sentences.filter(({ label }) => label === 'violation')
const good = sentences.filter(({ label }) => label === 'ok')
const inThese = (contexts: Readonly<Record<string, Context>>, all: readonly LabelledSentence[]) =>
  all.filter((row) => contexts[contextOf(row)] !== undefined)

/** Rows of one context in lots of so many: they come in one call, one after another. */
function lots(
  all: readonly LabelledSentence[],
  size: number,
): readonly (readonly LabelledSentence[])[] {
  return [...new Set(all.map(contextOf))].flatMap((context) => {
    const same = all.filter((row) => contextOf(row) === context)
    return Array.from({ length: Math.ceil(same.length / size) }, (_, i) =>
      same.slice(i * size, (i + 1) * size),
    )
  })
}

const blocked = ({ records }: WireCall): number =>
  records.filter(({ kind }) => kind === 'blocked').length

/** The call came to where the sentence was to be tried. */
function expectThere({ state }: WireCall, context: string): void {
  const { shows } = withWord[context] ?? withoutWord[context] ?? {}
  if (shows !== undefined) expect([state.lock, ...state.circumstances], context).toContain(shows)
  if (context === 'post_rpc_pre_mm') expect(state).toMatchObject({ verified: true })
}

describe('the gate, to the wire', () => {
  it('stands in the way of every labelled violation: the model has the word, or has none', () => {
    const reached = inThese(withWord, bad).length
    const unasked = inThese(withoutWord, bad).length
    expect([reached, unasked, reached + unasked]).toEqual([126, 79, bad.length])
  })

  it('lets no words of a violation through, however and whenever the model writes it', async () => {
    for (const [i, lot] of lots(inThese(withWord, bad), 3).entries()) {
      const [first] = lot as [LabelledSentence]
      const context = withWord[contextOf(first)]!
      const call = await tried(
        context,
        lot.flatMap(({ text }, j) => attacks(text, 3 * i + j)),
      )
      for (const row of lot) expect(leaks(call, row.text, contextOf(row)), row.text).toEqual([])
      // Each time the model was asked, wrote it, and the gate was what stopped it.
      expect(blocked(call), lot.map(({ text }) => text).join(' | ')).toBe(stops * lot.length)
      expect(call.fault).toBeUndefined()
      expectThere(call, contextOf(first))
    }
  }, 120_000)

  it('lets no half of a violation out whose first words are harmless by themselves', async () => {
    const through: string[] = []
    for (const text of halves) {
      const plan = attacks(text, 3)
      const call = await tried({ moves: identify }, plan)
      if (leaks(call, text).length > 0) through.push(text)
      expect(blocked(call), text).toBe(stops)
    }
    expect(through).toEqual([])
  }, 120_000)

  it('lets the model say nothing at all where it does not have the word', async () => {
    for (const row of inThese(withoutWord, bad)) {
      const context = withoutWord[contextOf(row)]!
      const { caller = [ask(0), ask(1)] } = context
      const call = await tried(
        context,
        caller.map((move) => ({ move, answer: () => byWord(row.text) })),
      )
      expect(throughGate(call), row.text).toEqual(['', ''])
      expect(call.asked, row.text).toEqual([])
      expect(call.fault).toBeUndefined()
      expectThere(call, contextOf(row))
    }
  }, 120_000)

  it('lets at least 95 % of what may be said through to the ear, word for word', async () => {
    const lost: string[] = []
    const all = inThese(withWord, good)
    for (const lot of lots(all, 10)) {
      const context = withWord[contextOf(lot[0]!)]!
      const plan = lot.map(({ text }, i) => ({ move: ask(i), answer: once(oddly(text, i)) }))
      const call = await tried(context, plan)
      const [, sounded = ''] = throughGate(call)
      for (const { text } of lot) if (!has(sounded, wordsOf(text))) lost.push(text)
    }
    expect(lost.length / all.length, lost.join('\n')).toBeLessThanOrEqual(0.05)
  }, 120_000)
})
