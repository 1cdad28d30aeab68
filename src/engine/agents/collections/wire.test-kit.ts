/**
 * Whole calls of the collections agent in virtual time: reducer, runner and a simulated carrier, a caller who goes through the call on cue,
 * a model that writes whatever a test wants, and a voice whose sound tells its words.
 */
import type { Agent, Decision } from '../../agent/agent.js'
import type { Millis } from '../../audio/frame.js'
import type { AuditRecord } from '../../call/command.js'
import type { Message } from '../../call/conversation.js'
import type { ToolCall } from '../../call/event.js'
import { defaultPolicy } from '../../call/policy.js'
import type { CallState } from '../../call/state.js'
import type { Account } from '../../compliance/account.js'
import type { Policy } from '../../compliance/policy.js'
import type { LanguageModel, LanguageModelPart, Providers } from '../../providers/provider.js'
import { type CarrierRecord, simulatedCarrier } from '../../replay/carrier.js'
import { carrierPlayout } from '../../replay/carrier-playout.js'
import { type CodedWord, codedVoice } from '../../replay/coded-voice.test-kit.js'
import { cuedCaller, type Move } from '../../replay/cued-caller.test-kit.js'
import { loudnessDetector } from '../../replay/fixture.test-kit.js'
import { scriptedStream } from '../../replay/scripted-stream.js'
import type { Entry } from '../../report/entry.js'
import { type Clock, until } from '../../run/clock.js'
import { runCall } from '../../run/run-call.js'
import { VirtualClock } from '../../run/virtual-clock.js'
import { collectionsAgent } from './agent.js'
import type { CollectionsOptions } from './options.js'
import type { CollectionsState } from './state.js'
import { account, options, policy } from './talk.test-kit.js'

/** What the model is asked, as far as an answer goes by it. */
export interface Asked {
  /** The caller's moves so far, the last included. */
  readonly moves: number
  /** Its last sentence was blocked, and it is to find other words. */
  readonly again: boolean
  readonly afterTool: boolean
  readonly messages: readonly Message[]
}

/** Text as it streams in, token by token, and what the model wants done behind it. */
export interface Answer {
  readonly tokens: readonly string[]
  readonly everyMs: Millis
  readonly tools?: readonly Pick<ToolCall, 'name' | 'input'>[]
}

export interface WireOptions {
  readonly moves: readonly Move[]
  readonly model?: (asked: Asked) => Answer
  readonly agent?: Agent
  readonly account?: Partial<Account>
  readonly options?: Partial<CollectionsOptions>
  readonly policy?: Policy
  readonly startedAt?: string
  readonly parameters?: Readonly<Record<string, string>>
  readonly audit?: (record: AuditRecord) => void
  readonly seed?: number
}

export interface Heard {
  /** The text that was to be said, and the words of it that sounded. */
  readonly text: string
  readonly words: string
}

export interface WireCall {
  readonly entries: readonly Entry[]
  /** All texts that the voice was asked for. */
  readonly texts: readonly string[]
  /** Which of them are the code's own lines, word for word. */
  readonly own: ReadonlySet<string>
  /** What sounded at the caller's ear, as it can be read from the sound, joined by text. */
  readonly heard: readonly Heard[]
  /** What the model was asked, in order. */
  readonly asked: readonly Asked[]
  readonly records: readonly AuditRecord[]
  readonly carrier: CarrierRecord
  readonly toolsRun: readonly string[]
  readonly state: CollectionsState
  readonly endedAt: Millis
  /** How many of its moves the caller came to. */
  readonly moved: number
  readonly fault?: unknown
}

/** Moves that verify the consumer and let them hear the notice. */
export const identify: readonly Move[] = [
  { says: 'this is Dana' },
  { keys: '62704#' },
  { keys: '1984#' },
]

const longest: Millis = 20 * 60_000

/** Holds the call to its end. */
export async function wireCall(given: WireOptions): Promise<WireCall> {
  const clock = new VirtualClock()
  const playout = carrierPlayout()
  const voice = codedVoice(clock)
  let state: CallState | undefined
  const caller = cuedCaller(given.moves, { clock, playout, isQuiet: () => isQuiet(state) })
  const transport = {
    ...{ from: '+12175550101', to: '+18005550142', line: {} },
    ...{
      parameters: given.parameters ?? {},
      started_at: given.startedAt ?? '2026-11-27T16:00:00Z',
    },
  }
  const manifest = { transport, seed: given.seed ?? 1, max_ms: longest }
  const carrier = simulatedCarrier({ clock, manifest, caller: caller.caller, playout })
  const model = scriptedModel(clock, caller.begun, given.model ?? (() => talk('I see.')))
  const tools = deskTools(clock, { ...account, ...given.account })
  const providers: Providers = {
    ...{ vad: loudnessDetector, stt: caller.stt, llm: model.llm },
    ...{ tts: voice.tts, backupTts: voice.tts, tools },
  }
  const own = new Set<string>(policyLines)
  const agent =
    given.agent ?? collectionsAgent({ ...options, ...given.options }, given.policy ?? policy)
  const entries: Entry[] = []
  const records: AuditRecord[] = []
  let fault: unknown
  let over = false
  const call = runCall({
    agent: noting(agent as Agent<CollectionsState>, own),
    ...{ policy: defaultPolicy, clock, transport: carrier.transport, providers },
    observers: [
      (entry, now) => {
        entries.push(entry)
        state = now
      },
    ],
    audit: (record) => {
      given.audit?.(record)
      records.push(record)
    },
    log: { warn: () => {} },
  })
    .catch((error: unknown) => {
      fault = error
    })
    .finally(() => {
      over = true
    })
  await clock.run(() => over)
  await call
  const endedAt = entries.at(-1)?.event.at ?? 0
  return {
    entries,
    ...{ texts: voice.texts, own, asked: model.asked, records, endedAt },
    ...{ carrier: carrier.record(), toolsRun: tools.ran, moved: caller.begun() },
    heard: joined(voice.heardIn(playout.lane.take(endedAt + 1000)), voice.texts),
    state: state?.agent as CollectionsState,
    ...(fault !== undefined && { fault }),
  }
}

/** The agent has nothing to say, and nothing of the caller is on its way. */
function isQuiet(state: CallState | undefined): boolean {
  if (state?.phase !== 'live' || state.reply !== undefined || state.held.turn !== undefined)
    return false
  const { speech, turn, keypad } = state
  return speech.kind === 'quiet' && turn.segments.length === 0 && keypad.digits === ''
}

export const talk = (text: string, everyMs = 5): Answer => ({ tokens: [text], everyMs })

/** The agent, with the lines that its code chose kept in `own`. */
function noting<S>(agent: Agent<S>, own: Set<string>): Agent<S> {
  const kept = (decision: Decision<S>) => {
    for (const one of decision.directives) if (one.type === 'say') own.add(one.text)
    return decision
  }
  return {
    ...agent,
    onCallStarted: (state, call) => kept(agent.onCallStarted(state, call)),
    onCallerTurn: (state, turn) => kept(agent.onCallerTurn(state, turn)),
    onToolReturned: (state, result) => kept(agent.onToolReturned(state, result)),
    onHeard: (state, line) => kept(agent.onHeard(state, line)),
    onBlocked: (state, blocked) => {
      const decision = agent.onBlocked?.(state, blocked) ?? { state, directives: [] }
      return kept(decision)
    },
  }
}

const policyLines = Object.values(defaultPolicy.lines).flat()

function scriptedModel(clock: Clock, moves: () => number, answer: (asked: Asked) => Answer) {
  const asked: Asked[] = []
  let calls = 0
  const llm: LanguageModel = {
    generate(messages, { signal }) {
      const out = scriptedStream<LanguageModelPart>(clock, signal)
      const system = messages.find(({ role }) => role === 'system')
      const again = system?.role === 'system' && system.text.includes('was not said')
      const one = { moves: moves(), again, afterTool: messages.at(-1)?.role === 'tool', messages }
      asked.push(one)
      const { tokens, everyMs, tools = [] } = answer(one)
      const begin = clock.now() + 80
      tokens.forEach((text, i) => {
        out.at(begin + i * everyMs, { type: 'text', text })
      })
      const done = begin + tokens.length * everyMs
      for (const tool of tools)
        out.at(done, { type: 'toolCall', call: { id: `call-${++calls}`, ...tool } })
      out.at(done, { type: 'ended', usage: { inputTokens: 1, outputTokens: tokens.length } })
      out.endAt(done)
      return out
    },
  }
  return { llm, asked }
}

/** Tools that answer as the collections desk does. What was run is kept by name. */
function deskTools(clock: Clock, known: Account) {
  const ran: string[] = []
  return {
    ran,
    run: async ({ name }: ToolCall, { signal }: { readonly signal: AbortSignal }) => {
      ran.push(name)
      await until(clock, clock.now() + 50, signal)
      const found = name === 'find_account'
      return JSON.stringify(found ? { account: known } : { written: true, id: 'p-1' })
    },
  }
}

/** Words in a row of one text, as they sounded. */
function joined(words: readonly CodedWord[], texts: readonly string[]): readonly Heard[] {
  const heard: { text: string; words: string; of: number }[] = []
  for (const { word, text } of words) {
    const last = heard.at(-1)
    if (last?.of === text) last.words += ` ${word}`
    else heard.push({ text: texts[text] ?? '', words: word, of: text })
  }
  return heard
}
