/**
 * A small world around `step` for its tests: a caller who speaks on cue, a carrier that plays and returns marks, and services that answer
 * as told. Everything happens in virtual time, in one array of events; nothing waits.
 */
import type { Agent, Decision, ToolSpec, Verdict } from '../agent/agent.js'
import type { AudioFrame, Millis } from '../audio/frame.js'
import { answer, step } from './call.js'
import type { Command, Note } from './command.js'
import type { FailureCode, Happening, Mark } from './event.js'
import { type PolicyChanges, policyWith } from './policy.js'
import type { CallState } from './state.js'
import { nextDeadline } from './timers.js'

export interface ModelAnswer {
  readonly first?: Millis
  readonly words?: string
  readonly tools?: readonly { readonly id: string; readonly name: string }[]
  readonly fails?: FailureCode
  readonly stalls?: boolean
}

export interface World {
  /** From the commit to the final; undefined: it never comes. */
  sttDelay: Millis | undefined
  partials: boolean
  model: (request: number) => ModelAnswer
  /** To the first audio by voice; undefined: none ever comes. */
  voiceDelay: { main: Millis | undefined; backup: Millis | undefined }
  msPerLetter: Millis
  marks: boolean
  /** Frames come from the line; otherwise the carrier sends nothing. */
  frames: boolean
}

const wire = 40
const frameMs = 20
const windowMs = 32

interface Utterance {
  readonly from: Millis
  readonly to: Millis
  readonly text: string
  readonly level: number
}

/** An agent that opens with a line and lets the model answer everything. */
export function testAgent(changes: Partial<Agent<string[]>> = {}): Agent<string[]> {
  const none = (state: string[]): Decision<string[]> => ({ state, directives: [] })
  return {
    name: 'test',
    tools: [],
    start: () => [],
    onCallStarted: (state) => ({
      state,
      directives: [
        {
          type: 'say',
          id: 'greeting',
          text: 'Hello, how can I help you today?',
          interruptible: true,
        },
      ],
    }),
    onCallerTurn: (state) => ({
      state,
      directives: [
        {
          type: 'generate',
          instructions: 'Be brief.',
          tools: changes.tools?.map((t) => t.name) ?? [],
        },
      ],
    }),
    onToolReturned: none,
    onHeard: (state, line) => ({
      state: [...state, `${line.id}:${line.complete ? 'heard' : 'cut'}:${line.evidence}`],
      directives: [],
    }),
    check: (): Verdict => ({ verdict: 'say' }),
    ...changes,
  }
}

export const readTool: ToolSpec = {
  name: 'look_up',
  description: 'Looks something up.',
  schema: {},
  effect: 'read',
  line: 'Let me look that up.',
}

export class Talk {
  at: Millis = 0
  state: CallState
  readonly world: World
  readonly log: { readonly at: Millis; readonly command: Command }[] = []
  /** What the carrier played, as [call time, reply, ms on its timeline]. */
  readonly played: { readonly from: Millis; readonly to: Millis; readonly reply: number }[] = []
  private readonly pending: {
    readonly at: Millis
    readonly order: number
    readonly event: Happening
  }[] = []
  private order = 0
  private readonly utterances: Utterance[] = []
  private scoredTo = 0
  private readonly told = new Map<number, { from: Millis; to: Millis }>()
  private buffer: {
    readonly startsAt: Millis
    readonly endsAt: Millis
    readonly reply: number
    readonly mark: Mark
  }[] = []

  constructor(
    readonly agent: Agent = testAgent() as Agent,
    policy: PolicyChanges = {},
    world: Partial<World> = {},
  ) {
    this.state = answer(policyWith(policy))
    this.world = {
      sttDelay: 200,
      partials: true,
      model: () => ({ words: 'All right. I will do that for you now.' }),
      voiceDelay: { main: 100, backup: 50 },
      msPerLetter: 60,
      marks: true,
      frames: true,
      ...world,
    }
  }

  start(): this {
    this.happen({ type: 'transport.started', from: '+15550100', to: '+15550199' })
    return this
  }

  /** The caller will say this, beginning `after` ms from now. */
  says(text: string, ms: Millis, after: Millis = 0, level = -20): this {
    const from = this.at + after
    this.utterances.push({ from, to: from + ms, text, level })
    return this
  }

  happen(event: Happening): this {
    const [state, commands] = step(this.agent, this.state, { ...event, at: this.at })
    this.state = state
    for (const command of commands) this.perform(command)
    return this
  }

  later(ms: Millis, event: Happening): this {
    this.pending.push({ at: this.at + ms, order: this.order++, event })
    return this
  }

  /** Time passes: frames come in, services answer, deadlines fall due. */
  wait(ms: Millis): this {
    const end = this.at + ms
    while (this.at < end && this.state.phase !== 'ended') {
      const tick = Math.floor(this.at / frameMs) * frameMs + frameMs
      const event = this.earliest()
      const due = nextDeadline(this.state.timers)
      const next = Math.min(tick, end, event?.at ?? end, due?.at ?? end)
      this.at = Math.max(this.at, next)
      if (event && event.at <= this.at) {
        this.pending.splice(this.pending.indexOf(event), 1)
        this.happen(event.event)
      } else if (due && due.at <= this.at) this.happen({ type: 'timer.due', timer: due.timer })
      else if (this.at === tick && this.world.frames && this.state.phase === 'live') this.frame()
    }
    return this
  }

  /** Until the agent is heard out or gives up waiting. */
  untilQuiet(limit: Millis = 20_000): this {
    const end = this.at + limit
    this.wait(20)
    while (this.state.reply && this.at < end) this.wait(20)
    return this
  }

  commands<T extends Command['type']>(
    type: T,
  ): readonly (Extract<Command, { type: T }> & { at: Millis })[] {
    return this.log
      .filter((entry) => entry.command.type === type)
      .map(({ at, command }) => ({ ...(command as Extract<Command, { type: T }>), at }))
  }

  notes<K extends Note['kind']>(kind: K): readonly (Extract<Note, { kind: K }> & { at: Millis })[] {
    return this.commands('note')
      .filter(({ note }) => note.kind === kind)
      .map(({ note, at }) => ({ ...(note as Extract<Note, { kind: K }>), at }))
  }

  get said(): readonly string[] {
    return this.commands('synthesize').map((command) => command.text)
  }

  get texts(): readonly string[] {
    return this.state.conversation.map((m) =>
      m.role === 'tool' ? `tool: ${m.output}` : `${m.role}: ${m.text}`,
    )
  }

  private earliest() {
    return this.pending.toSorted((a, b) => a.at - b.at || a.order - b.order)[0]
  }

  private frame(): void {
    const mediaAt = this.at - frameMs
    this.happen({ type: 'transport.audio', frame: { mulaw: new Uint8Array(frameMs * 8), mediaAt } })
  }

  private perform(command: Command): void {
    this.log.push({ at: this.at, command })
    if (command.type === 'scoreSpeech')
      this.score(command.frame.mediaAt + command.frame.mulaw.length / 8)
    if (command.type === 'transcribe') this.listen(command.segment, command.frame)
    if (command.type === 'commitSpeech') this.transcribe(command.segment)
    if (command.type === 'generate') this.generate(command.reply, command.request)
    if (command.type === 'synthesize') this.speak(command)
    if (command.type === 'play') this.play(command.reply, command.mulaw.length / 8, command.mark)
    if (command.type === 'clear') this.clear()
  }

  private listen(segment: number, frame: AudioFrame): void {
    const from = Math.min(this.told.get(segment)?.from ?? frame.mediaAt, frame.mediaAt)
    this.told.set(segment, { from, to: frame.mediaAt + frame.mulaw.length / 8 })
  }

  private score(to: Millis): void {
    while (this.scoredTo + windowMs <= to) {
      this.scoredTo += windowMs
      const voice = this.utterances.find(
        (u) => u.from < this.scoredTo && u.to > this.scoredTo - windowMs / 2,
      )
      this.later(0, {
        type: 'vad.scored',
        probability: voice ? 0.9 : 0.05,
        level: voice ? voice.level : -70,
        upTo: this.scoredTo,
      })
      if (voice && this.world.partials) this.partial(voice)
    }
  }

  private partial(voice: Utterance): void {
    const { speech } = this.state
    if (speech.kind !== 'speaking') return
    const words = voice.text.split(' ').filter((word) => word !== '')
    const share = (this.scoredTo - voice.from) / (voice.to - voice.from)
    const text = words.slice(0, Math.floor(share * words.length)).join(' ')
    if (text !== '') this.later(80, { type: 'stt.partial', segment: speech.segment, text })
  }

  private transcribe(segment: number): void {
    const span = this.told.get(segment)
    const { sttDelay } = this.world
    if (!span || sttDelay === undefined) return
    const words = this.utterances.filter((u) => u.to > span.from && u.to <= span.to + windowMs)
    this.later(sttDelay, { type: 'stt.final', segment, text: words.map((u) => u.text).join(' ') })
  }

  private generate(reply: number, request: number): void {
    const told = this.world.model(request)
    const first = told.first ?? 300
    const words = (told.words ?? '').split(/(?<=\s)/).filter((word) => word !== '')
    words.forEach((text, i) => {
      this.later(first + i * 15, { type: 'llm.text', reply, request, text })
    })
    const end = first + words.length * 15
    for (const tool of told.tools ?? []) {
      this.later(end, { type: 'llm.toolCall', reply, request, call: { ...tool, input: '{}' } })
    }
    if (told.stalls) return
    if (told.fails) {
      this.later(end, { type: 'provider.failed', part: 'llm', of: request, code: told.fails })
    } else {
      const usage = { inputTokens: 1, outputTokens: words.length }
      this.later(end, { type: 'llm.ended', reply, request, usage })
    }
  }

  private speak(command: Extract<Command, { type: 'synthesize' }>): void {
    const delay = this.world.voiceDelay[command.voice]
    if (delay === undefined) return
    const { reply, sentence, text } = command
    let from = 0
    const words = text.split(' ').map((word) => {
      const to = from + (word.length + 1) * this.world.msPerLetter
      const placed = { text: word, from, to }
      from = to
      return placed
    })
    const mulaw = new Uint8Array(from * 8)
    this.later(delay, { type: 'tts.audio', reply, sentence, mulaw, level: -18, words })
    this.later(delay, { type: 'tts.ended', reply, sentence })
  }

  private play(reply: number, ms: Millis, mark: Mark): void {
    const startsAt = Math.max(this.at + wire, this.buffer.at(-1)?.endsAt ?? 0)
    const piece = { startsAt, endsAt: startsAt + ms, reply, mark }
    this.buffer.push(piece)
    this.played.push({ from: startsAt, to: piece.endsAt, reply })
    if (this.world.marks)
      this.later(piece.endsAt - this.at + wire, { type: 'transport.mark', mark })
  }

  private clear(): void {
    const cut = this.at + wire
    for (const piece of this.buffer.filter((p) => p.endsAt > cut)) {
      const mark = this.pending.findIndex(
        (p) => p.event.type === 'transport.mark' && p.event.mark === piece.mark,
      )
      if (mark >= 0) this.pending.splice(mark, 1)
      if (this.world.marks) this.later(2 * wire, { type: 'transport.mark', mark: piece.mark })
    }
    this.played.forEach((span, i) => {
      if (span.to > cut) this.played[i] = { ...span, from: Math.min(span.from, cut), to: cut }
    })
    this.buffer = this.buffer.filter((p) => p.endsAt <= cut)
  }
}
