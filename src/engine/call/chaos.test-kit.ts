/**
 * A world that misbehaves on purpose, for the property tests of `step`. A tape of small numbers chooses what happens next; when it is used
 * up the world calms down and only time passes, so that a call which is wedged shows itself. Every word the model, the voice and the caller
 * use is unique, so that each can be found again.
 */
import type { Agent, SayDirective } from '../agent/agent.js'
import { type Millis, silence } from '../audio/frame.js'
import { answer, isOver, step } from './call.js'
import type { Command, Note } from './command.js'
import type { FailureCode, Happening, Mark } from './event.js'
import { baseOf } from './playout.js'
import { type PolicyChanges, policyWith } from './policy.js'
import type { CallState, Playout } from './state.js'
import { nextDeadline } from './timers.js'

/** Chooses among `n` ways; 0 is the calm one. */
export type Choose = (n: number) => number

export function chooser(tape: readonly number[]): Choose {
  let next = 0
  return (n) => (tape[next++] ?? 0) % n
}

const windowMs = 32
const windowsPerTick = 3
const tickMs = windowMs * windowsPerTick
/** Silence before a reprompt, and the longest waits for words, model and voice that can follow each other. */
const longestSilenceMs = 10_000
const failures: readonly FailureCode[] = ['UNAVAILABLE', 'TIMEOUT', 'QUOTA', 'BAD_RESPONSE']

interface Placed {
  readonly reply: number
  readonly sentence: number
  readonly to: Millis
}

interface Queued {
  readonly at: Millis
  readonly event: Happening
}

interface Piece {
  readonly reply: number
  readonly from: Millis
  readonly startsAt: Millis
  readonly endsAt: Millis
  readonly mark: Mark
}

export class Chaos {
  at: Millis = 0
  state: CallState
  readonly violations: string[] = []
  events = 0
  private readonly agent: Agent
  private queue: Queued[] = []
  private pieces: Piece[] = []
  private readonly heardTo = new Map<number, Millis>()
  /** Where each word was spoken; the backup voice may say one again. */
  private readonly words = new Map<string, readonly Placed[]>()
  private readonly owed = new Set<string>()
  private readonly cancelled = new Set<number>()
  private reply = 0
  private clearedEpoch = -1
  private mediaTo = 0
  private lineDelay = 0
  private speaking = 0
  private silent = false
  private wordCount = 0
  private checked = 0
  private lastSound = 0
  private answerDueAt = Number.POSITIVE_INFINITY
  private readonly marks: boolean

  constructor(
    private readonly choose: Choose,
    policy: PolicyChanges,
  ) {
    this.marks = choose(6) !== 5
    this.agent = this.makeAgent()
    this.state = answer(policyWith(policy))
    this.happen({ type: 'transport.started', from: 'a', to: 'b' })
  }

  /** One tick of the world. */
  tick(): void {
    this.misbehave()
    this.callerAudio()
    this.passTime(this.at + tickMs)
  }

  /** Nothing more goes wrong; time passes until the call is over or clearly alive. */
  calmDown(ms: Millis): void {
    this.silent = false
    this.speaking = 0
    const end = this.at + ms
    while (this.at < end && !isOver(this.state)) {
      this.callerAudio()
      this.passTime(this.at + tickMs)
    }
    if (!isOver(this.state)) return
    this.checkWords()
  }

  private misbehave(): void {
    const { choose } = this
    const what = choose(32)
    const digit = '0123456789#'[choose(11)] ?? '#'
    const happens: Readonly<Record<number, () => void>> = {
      6: () => this.setLine(0, this.silent, this.lineDelay),
      7: () => this.setLine(this.speaking, !this.silent, this.lineDelay),
      8: () => this.setLine(this.speaking, this.silent, choose(10) * 100),
      9: () => this.happen({ type: 'transport.dtmf', digit }),
      10: () => this.staleMark(),
      11: () => this.staleMark(),
      12: () => this.staleAnswer(),
      13: () => this.staleAnswer(),
      14: () => this.happen({ type: 'provider.failed', part: 'stt', code: 'UNAVAILABLE' }),
      15: () => choose(8) === 7 && this.happen({ type: 'control.interrupt' }),
      16: () => choose(20) === 19 && this.happen({ type: 'transport.closed', reason: 'caller' }),
    }
    if (what >= 1 && what <= 5) this.speaking = 1 + choose(40)
    else happens[what]?.()
  }

  private setLine(speaking: number, silent: boolean, delay: Millis): void {
    this.speaking = speaking
    this.silent = silent
    this.lineDelay = delay
  }

  /** A mark of an epoch that is over, for speech that was sent again since. */
  private staleMark(): void {
    const { epoch, sentTo } = this.state.playout
    const endMs = sentTo - this.choose(10) * 20
    const mark = { epoch: epoch - 1 - this.choose(2), endMs }
    this.happen({ type: 'transport.mark', mark })
  }

  /** An answer whose number is over, or was never given out. */
  private staleAnswer(): void {
    const back = 1 + this.choose(2)
    const { ids } = this.state
    const reply = ids.reply - back
    const request = ids.request - back
    const sentence = ids.sentence - back - 40
    const mulaw = new Uint8Array(800)
    const usage = { inputTokens: 0, outputTokens: 0 }
    const stale: readonly Happening[] = [
      { type: 'llm.text', reply, request, text: 'stale words. ' },
      { type: 'llm.ended', reply, request, usage },
      { type: 'tts.audio', reply, sentence, mulaw, level: -20 },
      { type: 'tts.ended', reply, sentence },
      { type: 'tool.returned', id: 'never-called', output: '{}' },
      { type: 'provider.failed', part: 'tts', of: sentence, code: 'UNAVAILABLE' },
      { type: 'provider.failed', part: 'llm', of: request, code: 'UNAVAILABLE' },
      { type: 'stt.final', segment: ids.segment + 1000, text: 'never said' },
    ]
    const event = stale[this.choose(stale.length)]
    if (event) this.happen(event)
  }

  private callerAudio(): void {
    const frame = silence(this.mediaTo, tickMs)
    this.mediaTo += tickMs
    if (!this.silent)
      this.queue.push({ at: this.at + this.lineDelay, event: { type: 'transport.audio', frame } })
  }

  private passTime(end: Millis): void {
    for (let rounds = 0; rounds < 500; rounds++) {
      const queued = this.earliest()
      const due = nextDeadline(this.state.timers)
      const next = Math.min(queued?.at ?? end, due?.at ?? end)
      if (next >= end) {
        this.at = end
        return
      }
      this.at = Math.max(this.at, next)
      if (queued && queued.at <= this.at) {
        this.queue.splice(this.queue.indexOf(queued), 1)
        this.happen(queued.event)
      } else if (due) this.happen({ type: 'timer.due', timer: due.timer })
    }
    this.violations.push(`it spins at ${this.at}: ${JSON.stringify(this.state.timers)}`)
    this.at = end
  }

  private earliest(): Queued | undefined {
    let first: Queued | undefined
    for (const queued of this.queue) if (!first || queued.at < first.at) first = queued
    return first
  }

  private happen(event: Happening): void {
    if (isOver(this.state)) return
    this.events++
    if (event.type === 'stt.final' && event.text !== '') this.owed.add(event.text)
    if (event.type === 'transport.dtmf') {
      this.answerDueAt = Number.POSITIVE_INFINITY
      this.lastSound = this.at
    }
    const before = this.state.playout
    const [state, commands] = step(this.agent, this.state, { ...event, at: this.at })
    this.state = state
    for (const command of commands) this.perform(command)
    this.checkState(before)
  }

  private perform(command: Command): void {
    switch (command.type) {
      case 'scoreSpeech':
        this.score(command.frame.mediaAt, command.frame.mulaw.length / 8)
        break
      case 'commitSpeech':
        this.transcribe(command.segment)
        break
      case 'generate':
        this.expectWanted(command.reply, command.request)
        this.generate(command.reply, command.request)
        break
      case 'callTool':
        this.tool(command.call.id)
        break
      case 'synthesize':
        this.expectCurrent(command.type, command.reply)
        this.speak(command)
        break
      case 'play':
        this.expectCurrent(command.type, command.reply)
        this.play(command)
        break
      case 'clear':
        this.clear()
        break
      case 'cancel':
        this.cancelled.add(command.reply)
        break
      case 'note':
        this.read(command.note)
        break
      default:
        break
    }
  }

  /** A request is for the reply under way, or made ahead for the next one while there is none. */
  private expectWanted(reply: number, request: number): void {
    const ahead = this.state.speculation?.request === request && this.state.reply === undefined
    if (!ahead) this.expectCurrent('generate', reply)
  }

  private expectCurrent(what: string, reply: number): void {
    if (reply !== this.reply)
      this.violations.push(`${what} for reply ${reply}, current is ${this.reply}`)
    if (this.cancelled.has(reply)) this.violations.push(`${what} for cancelled reply ${reply}`)
  }

  private score(from: Millis, ms: Millis): void {
    for (let upTo = from + windowMs; upTo <= from + ms; upTo += windowMs) {
      const voiced = this.speaking > 0
      if (voiced) this.speaking--
      const probability = voiced ? 0.9 : 0.02
      const level = voiced && this.choose(9) !== 8 ? -22 : -60
      this.queue.push({ at: this.at, event: { type: 'vad.scored', probability, level, upTo } })
    }
    const { speech } = this.state
    if (speech.kind === 'speaking' && this.choose(3) === 1) {
      this.queue.push({
        at: this.at + 50,
        event: { type: 'stt.partial', segment: speech.segment, text: 'well then' },
      })
    }
  }

  private transcribe(segment: number): void {
    const { choose } = this
    const kind = choose(8)
    const text = ['', 'yes', 'uh-huh', ''][kind - 1] ?? ''
    const said =
      kind === 0 || kind > 4 ? `c${this.wordCount++} asked c${this.wordCount++} for this` : text
    const event: Happening = { type: 'stt.final', segment, text: said }
    const delay = 150 + choose(6) * 200
    if (kind === 7 && choose(2) === 1) return
    this.queue.push({ at: this.at + (choose(9) === 8 ? 4000 : delay), event })
    if (choose(9) === 8) this.queue.push({ at: this.at + delay + 700, event })
  }

  private generate(reply: number, request: number): void {
    const { choose } = this
    let at = this.at + 200 + choose(4) * 400
    if (choose(14) === 13) return
    for (let i = choose(12) + 4; i > 0; i--) {
      const text = `m${this.wordCount++}${i % 4 === 0 ? '. ' : ' '}`
      this.queue.push({ at, event: { type: 'llm.text', reply, request, text } })
      at += 20
      if (choose(60) === 59) return
    }
    if (choose(9) === 8) {
      const call = {
        id: `t${this.wordCount++}`,
        name: choose(2) === 1 ? 'write' : 'read',
        input: '{}',
      }
      this.queue.push({ at, event: { type: 'llm.toolCall', reply, request, call } })
    }
    const code = failures[choose(4)] ?? 'UNAVAILABLE'
    const usage = { inputTokens: 0, outputTokens: 0 }
    this.queue.push({
      at,
      event:
        choose(10) === 9
          ? { type: 'provider.failed', part: 'llm', of: request, code }
          : { type: 'llm.ended', reply, request, usage },
    })
  }

  private tool(id: string): void {
    if (this.choose(6) === 5) return
    this.queue.push({
      at: this.at + this.choose(5) * 900,
      event: { type: 'tool.returned', id, output: `{"ok":"${id}"}` },
    })
  }

  private speak(command: Extract<Command, { type: 'synthesize' }>): void {
    const { choose } = this
    const { reply, sentence, text } = command
    if (text.includes('stale')) this.violations.push(`a late answer is spoken: ${text}`)
    if (command.voice === 'main' && choose(16) === 15) return
    let at = this.at + 60 + choose(5) * 150
    let from = 0
    const timed = choose(5) !== 4
    const broken = command.voice === 'main' && choose(16) === 15 ? choose(6) : 99
    text.split(' ').forEach((word, i) => {
      if (i >= broken) return
      const to = from + 260
      const words = timed ? [{ text: word, from, to }] : undefined
      const mulaw = new Uint8Array(260 * 8)
      const event: Happening = { type: 'tts.audio', reply, sentence, mulaw, level: -18 }
      this.queue.push({ at, event: words ? { ...event, words } : event })
      // Without word times the ledger can only guess by the letters: nothing to hold it to.
      const placed = { reply, sentence, to: timed ? to : 0 }
      this.words.set(word, [...(this.words.get(word) ?? []), placed])
      from = to
      at += 40
    })
    if (broken === 99) this.queue.push({ at, event: { type: 'tts.ended', reply, sentence } })
    else if (choose(2) === 1) {
      this.queue.push({
        at,
        event: { type: 'provider.failed', part: 'tts', of: sentence, code: 'UNAVAILABLE' },
      })
    }
  }

  private play(command: Extract<Command, { type: 'play' }>): void {
    const { mark, reply } = command
    if (mark.epoch <= this.clearedEpoch) this.violations.push(`play of cleared epoch ${mark.epoch}`)
    const ms = command.mulaw.length / 8
    const startsAt = Math.max(this.at + 30, this.pieces.at(-1)?.endsAt ?? 0)
    const piece: Piece = { reply, mark, startsAt, from: mark.endMs - ms, endsAt: startsAt + ms }
    this.pieces.push(piece)
    this.answerDueAt = Number.POSITIVE_INFINITY
    if (this.marks) {
      const late = this.choose(20) === 19 ? 200 : 30
      this.queue.push({ at: piece.endsAt + late, event: { type: 'transport.mark', mark } })
    }
  }

  private clear(): void {
    this.clearedEpoch = this.state.playout.epoch - 1
    const cut = this.at + 30
    for (const piece of this.pieces) this.hear(piece, cut)
    const dropped = this.pieces.filter((piece) => piece.endsAt > cut)
    this.queue = this.queue.filter(
      ({ event }) => event.type !== 'transport.mark' || !dropped.some((p) => p.mark === event.mark),
    )
    if (this.marks) {
      for (const { mark } of dropped)
        this.queue.push({ at: cut + 30, event: { type: 'transport.mark', mark } })
    }
    this.pieces = []
  }

  /** What of the piece had been played by `at`. */
  private hear(piece: Piece, at: Millis): void {
    if (at <= piece.startsAt) return
    const to = piece.from + Math.min(at, piece.endsAt) - piece.startsAt
    this.heardTo.set(piece.reply, Math.max(this.heardTo.get(piece.reply) ?? 0, to))
  }

  private read(note: Note): void {
    if (note.kind === 'reply.started') this.reply = note.reply
    if (note.kind === 'words.ignored') this.owed.delete(note.text)
    if (note.kind === 'turn.ended') {
      for (const words of this.owed) if (note.text.includes(words)) this.owed.delete(words)
    }
    if (note.kind === 'turn.ended' || note.kind === 'turn.unheard') {
      if (!this.state.reply || this.answerDueAt === Number.POSITIVE_INFINITY)
        this.answerDueAt = this.at + 5000
    }
    if (note.kind === 'speech.started') this.answerDueAt = Number.POSITIVE_INFINITY
  }

  private checkState(before: Playout): void {
    const { phase, timers, conversation } = this.state
    if (phase === 'live' && Object.keys(timers).length === 0)
      this.violations.push(`no timer at ${this.at}`)
    if (phase === 'live' && this.at > this.answerDueAt && this.state.speech.kind === 'quiet') {
      this.violations.push(`silence for 5 s after the caller's turn, at ${this.at}`)
      this.answerDueAt = Number.POSITIVE_INFINITY
    }
    this.checkSilence()
    for (const message of conversation.slice(this.checked)) {
      if (message.role === 'assistant') this.checkHeard(message.text, before)
    }
    this.checked = conversation.length
  }

  /** Both sides silent for long, with nobody counting the silence: the call is wedged. */
  private checkSilence(): void {
    const { speech, playout, phase } = this.state
    const sounding = speech.kind === 'speaking' ? this.at : playout.dryAt
    this.lastSound = Math.max(this.lastSound, Math.min(this.at, sounding))
    if (phase !== 'live' || this.at - this.lastSound < longestSilenceMs) return
    this.violations.push(`nobody has spoken since ${this.lastSound}, at ${this.at}`)
    this.lastSound = this.at
  }

  /** No word of the model may stand in the conversation that the carrier has not played by now. */
  private checkHeard(text: string, { sentences }: Playout): void {
    for (const piece of this.pieces) this.hear(piece, this.at)
    for (const word of text.split(' ')) {
      const ends = (this.words.get(word) ?? []).map((spoken) => {
        const index = sentences.findIndex((sentence) => sentence.id === spoken.sentence)
        const end = index < 0 ? 0 : baseOf(sentences, index) + spoken.to
        return { end, heard: this.heardTo.get(spoken.reply) ?? 0 }
      })
      if (ends.length > 0 && ends.every(({ end, heard }) => end > heard + 1)) {
        this.violations.push(
          `"${word}" in the conversation, but not heard: ${JSON.stringify(ends)}`,
        )
      }
    }
  }

  private checkWords(): void {
    for (const words of this.owed) this.violations.push(`the caller's words were lost: ${words}`)
  }

  private makeAgent(): Agent {
    const { choose } = this
    const line = (id: string, interruptible: boolean): SayDirective => ({
      type: 'say',
      id,
      text: `L${this.wordCount++} is a fixed line`,
      interruptible,
    })
    const lookUp = { type: 'callTool', name: 'read', input: '{}' } as const
    const generate = { type: 'generate', instructions: 'x', tools: ['read', 'write'] } as const
    const tool = { description: '', schema: {}, name: 'read', effect: 'read' } as const
    return {
      name: 'chaos',
      tools: [tool, { ...tool, name: 'write', effect: 'write' }],
      start: () => 0,
      onCallStarted: (state) => ({ state, directives: [line('open', choose(4) !== 3)] }),
      onCallerTurn: (state) => {
        const plan = choose(11)
        if (plan === 10) return { state, directives: [line('own', choose(2) === 1), lookUp] }
        if (plan === 7) return { state, directives: [line('a', false), generate] }
        if (plan === 8) return { state, directives: [line('b', true), line('c', false)] }
        if (plan === 9)
          return { state, directives: [line('bye', true), { type: 'end', why: 'done' }] }
        return { state, directives: [generate] }
      },
      onToolReturned: (state) => ({ state, directives: choose(9) === 8 ? [line('t', true)] : [] }),
      onHeard: (state) => ({ state, directives: choose(19) === 18 ? [line('h', true)] : [] }),
      check: (_, { source }) => {
        if (source === 'model' && choose(30) === 29) return { verdict: 'block', why: 'chaos' }
        return { verdict: 'say' }
      },
      onBlocked: (state) => {
        const plan = choose(3)
        if (plan === 2) return { state, directives: [generate] }
        return { state, directives: plan === 1 ? [line('fixed', true)] : [] }
      },
    }
  }
}
