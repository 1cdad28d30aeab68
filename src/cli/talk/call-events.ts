/**
 * The events of a talk, as a person or a script wants them: a fold over the log of the call. What is said of latency comes from the same
 * metrics as everywhere.
 */
import { frameEnd, type Millis } from '../../engine/audio/frame.js'
import type { AuditRecord, Note } from '../../engine/call/command.js'
import type { ReplyId } from '../../engine/call/event.js'
import type { CallPolicy } from '../../engine/call/policy.js'
import { percentile } from '../../engine/replay/percentile.js'
import type { Entry, Observer } from '../../engine/report/entry.js'
import type { Latency } from '../../engine/report/latency.js'
import { callMetrics } from '../../engine/report/metrics.js'
import type { Hops, TalkEvent } from './event-schema.js'

/** An event without what all of them have. */
type Body = TalkEvent extends infer Event
  ? Event extends TalkEvent
    ? Omit<Event, 'v' | 'at_ms'>
    : never
  : never

interface OpenTool {
  readonly name: string
  readonly input: string
  readonly from: Millis
}

type Ended = Extract<TalkEvent, { type: 'call.ended' }>

export interface CallEvents {
  readonly observe: Observer
  /** Everything worth keeping of the log: all of it but frames and scores that changed nothing. */
  readonly entries: readonly Entry[]
}

export interface CallEventsOptions {
  readonly agent: string
  readonly description: string
  readonly rates: Pick<CallPolicy['playout'], 'wireMs' | 'earMs'>
  readonly emit: (event: TalkEvent) => void
}

export function callEvents(options: CallEventsOptions): CallEvents {
  const fold = new CallFold(options)
  return {
    observe: (entry, state) => {
      fold.take(entry)
      if (state.phase === 'ended' || entry.fault !== undefined) fold.end(entry)
    },
    entries: fold.entries,
  }
}

class CallFold {
  readonly entries: Entry[] = []
  readonly #options: CallEventsOptions
  readonly #sentences = new Map<ReplyId, Map<number, string>>()
  readonly #tools = new Map<string, OpenTool>()
  readonly #sent = new Set<ReplyId>()
  readonly #gaps: number[] = []
  #turns = 0
  #interruptions = 0
  #offset = Number.POSITIVE_INFINITY
  #at: Millis = 0
  #end: Pick<Ended, 'by' | 'why'> | undefined
  #ended = false

  constructor(options: CallEventsOptions) {
    this.#options = options
  }

  take(entry: Entry): void {
    this.#at = entry.event.at
    if (this.#isWorthKeeping(entry)) this.entries.push(entry)
    this.#hear(entry.event)
    for (const command of entry.commands) this.#see(command)
  }

  end({ event, fault }: Entry): void {
    if (this.#ended) return
    this.#ended = true
    if (fault !== undefined) this.#end = { by: 'error', why: fault }
    const lost = { by: 'line', why: event.type } as const
    this.#emit({
      type: 'call.ended',
      ...(this.#end ?? lost),
      turns: this.#turns,
      interruptions: this.#interruptions,
      gap_p50_ms: percentileOf(this.#gaps, 0.5),
      gap_p95_ms: percentileOf(this.#gaps, 0.95),
    })
  }

  /** Of the frames only those count that tell how late the caller's audio comes. */
  #isWorthKeeping({ event, commands }: Entry): boolean {
    const mere = commands.every(({ type }) => type === 'scoreSpeech' || type === 'transcribe')
    if (event.type !== 'transport.audio') return event.type !== 'vad.scored' || !mere
    const offset = event.at - frameEnd(event.frame)
    const earlier = offset < this.#offset
    if (earlier) this.#offset = offset
    return earlier || !mere
  }

  #emit(body: Body): void {
    const { type, ...rest } = body
    this.#options.emit({ v: 1, type, at_ms: exact(this.#at), ...rest } as TalkEvent)
  }

  #hear(event: Entry['event']): void {
    const { agent, description } = this.#options
    switch (event.type) {
      case 'transport.started':
        this.#emit({ type: 'call.started', agent, description })
        break
      case 'audit.failed':
        if (event.unended === true) this.#end = undefined
        break
      case 'transport.closed':
        if (event.reason === 'caller') this.#end ??= { by: 'caller', why: 'the caller hung up' }
        break
      case 'tool.returned':
        this.#endTool(event.id, event.output)
        break
      case 'provider.failed':
        if (event.part === 'tool') this.#endTool(event.id ?? '', null)
        return
    }
  }

  #endTool(id: string, output: string | null): void {
    const tool = this.#tools.get(id)
    if (tool === undefined) return
    this.#tools.delete(id)
    const outcome = output === null ? 'failed' : 'ok'
    const { name, input, from } = tool
    this.#emit({ type: 'tool', name, input, outcome, output, ms: exact(this.#at - from) })
  }

  #see(command: Entry['commands'][number]): void {
    switch (command.type) {
      case 'synthesize': {
        const said = this.#sentences.get(command.reply) ?? new Map<number, string>()
        this.#sentences.set(command.reply, said.set(command.sentence, command.text))
        break
      }
      case 'callTool': {
        const { id, name, input } = command.call
        this.#tools.set(id, { name, input, from: this.#at })
        break
      }
      case 'play':
        this.#sound(command.reply)
        break
      case 'audit':
        this.#emit(ruleOf(command.record))
        break
      case 'hangUp':
        this.#end ??= { by: 'agent', why: command.why }
        break
      case 'transfer':
        this.#end ??= { by: 'transfer', why: `transferred to ${command.to}` }
        break
      case 'note':
        this.#decide(command.note)
        break
    }
  }

  #decide(note: Note): void {
    switch (note.kind) {
      case 'turn.ended':
        this.#turns++
        this.#emit({ type: 'caller', turn: note.turn, text: note.text, ended_by: note.by })
        break
      case 'turn.unheard':
        this.#turns++
        this.#emit({ type: 'caller', turn: note.turn, text: '', ended_by: 'unheard' })
        break
      case 'words.ignored':
        if (note.text !== '') this.#emit({ type: 'caller.ignored', text: note.text, why: note.why })
        break
      case 'agent.interrupted':
        if (note.by !== 'hang-up') this.#interruptions++
        this.#reply(note.reply, note.heard, note.by)
        break
      case 'reply.heard':
        this.#reply(note.reply, note.text, null)
        break
      case 'agent.resumed':
        this.#emit({ type: 'agent.resumed', reply: note.reply, why: note.why })
        break
      case 'sentence.checked':
        this.#emit({
          type: 'rule',
          kind: `sentence.${note.verdict}`,
          details: { why: note.why },
        })
        break
      case 'fallback': {
        const { part, why, did } = note
        this.#emit({ type: 'fallback', part, why, did })
        break
      }
    }
  }

  #reply(reply: ReplyId, heard: string, by: Extract<TalkEvent, { type: 'agent' }>['cut_by']): void {
    const text = [...(this.#sentences.get(reply)?.values() ?? [])].join(' ')
    this.#sentences.delete(reply)
    if (text === '' && heard === '') return
    this.#emit({ type: 'agent', reply, text, heard, cut: by !== null, cut_by: by })
  }

  /** The first sound of an answer: now it is known where its time went. */
  #sound(reply: ReplyId): void {
    if (this.#sent.has(reply)) return
    this.#sent.add(reply)
    const { rates } = this.#options
    const { turns } = callMetrics(this.entries, { rates })
    const answer = turns.find((turn) => turn.reply === reply)
    if (answer?.latency === undefined || answer.turn === undefined) return
    const latency = gapOf(answer.latency, rates.wireMs + rates.earMs)
    this.#gaps.push(latency.gap_ms)
    this.#emit({ type: 'latency', turn: answer.turn, reply, ...latency })
  }
}

/** Whole milliseconds that still add up: each hop ends where its end is rounded to. */
export function gapOf(
  { stages }: Latency,
  playMs: Millis,
): { readonly gap_ms: number; readonly hops: Hops } {
  let exactEnd = 0
  let end = 0
  const take = (ms: Millis) => {
    exactEnd += ms
    const whole = Math.round(exactEnd) - end
    end += whole
    return whole
  }
  const hops: Hops = {
    stop_detection: take(stages.stopDetection),
    transcript: take(stages.transcript),
    endpoint: take(stages.endpoint),
    model: take(stages.model),
    tools: take(stages.tools),
    sentence: take(stages.sentence),
    voice: take(stages.voice),
    queue: take(stages.queue),
    unaccounted: take(stages.unaccounted),
    play: take(playMs),
  }
  return { gap_ms: end, hops }
}

function ruleOf({ kind, ...details }: AuditRecord): Body {
  return { type: 'rule', kind, details }
}

/** @param share 0 to 1 */
function percentileOf(values: readonly number[], share: number): number | null {
  return percentile(values, share) ?? null
}

function exact(ms: Millis): number {
  return Math.round(ms * 1000) / 1000
}
