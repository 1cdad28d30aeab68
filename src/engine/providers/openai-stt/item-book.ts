/**
 * Which item of a session is which segment. The service makes up the ids of items and tells them late, in any order, twice or never;
 * what it says about an item becomes what is known of a segment, once.
 *
 * Our commits are answered by `committed` in the order they were sent. Models that write while the caller speaks name an item before that:
 * it is the oldest segment that has none yet.
 */
import type { FailureCode, SegmentId } from '../../call/event.js'
import { codeOfProblem } from './failure.js'
import type { ServerEvent } from './server-event.js'

export type Outcome =
  | { readonly type: 'partial'; readonly segment: SegmentId; readonly text: string }
  | { readonly type: 'final'; readonly segment: SegmentId; readonly text: string }
  | { readonly type: 'failed'; readonly segment: SegmentId; readonly code: FailureCode }

/** A segment that was sent and has no item for certain. */
interface Unbound {
  readonly segment: SegmentId
  commitId?: string
  /** Named by words that came before the commit. */
  item?: string
}

interface Item {
  /** Undefined once nobody wants to know any more. */
  segment: SegmentId | undefined
  text: string
}

type ItemEvent = Extract<ServerEvent, { item_id: string }>
type Committed = Extract<ItemEvent, { type: 'input_audio_buffer.committed' }>
type WordEvent = Exclude<ItemEvent, Committed>

/** What is said about unknown items is kept for so many of them. */
const MOST_EARLY_ITEMS = 32

export class ItemBook {
  readonly #unbound: Unbound[] = []
  readonly #items = new Map<string, Item>()
  readonly #early = new Map<string, WordEvent[]>()
  #held: Committed[] = []
  /** `clear`s on their way: words that come before they are confirmed belong to what was cleared. */
  #clearing = 0

  /** Audio of this segment is on its way. */
  sent(segment: SegmentId): void {
    if (this.#unbound.at(-1)?.segment !== segment) this.#unbound.push({ segment })
  }

  commit(segment: SegmentId, commitId: string): void {
    const entry = this.#unbound.find((unbound) => unbound.segment === segment)
    if (entry) entry.commitId = commitId
  }

  clear(segment: SegmentId): void {
    const entry = this.#take((unbound) => unbound.segment === segment)
    if (entry?.item !== undefined) this.#kill(entry.item)
    this.#clearing++
  }

  /** What an event means for segments. */
  hear(event: ServerEvent): readonly Outcome[] {
    switch (event.type) {
      case 'input_audio_buffer.cleared':
        this.#clearing = Math.max(0, this.#clearing - 1)
        return []
      case 'input_audio_buffer.committed':
        return this.#committed(event)
      case 'conversation.item.input_audio_transcription.delta':
      case 'conversation.item.input_audio_transcription.completed':
      case 'conversation.item.input_audio_transcription.failed':
        return this.#about(event)
      default:
        return []
    }
  }

  /** A commit was answered with an error. One of an empty buffer says that there were no words. */
  refused(commitId: string, code: string | null | undefined): Outcome | undefined {
    const entry = this.#take((unbound) => unbound.commitId === commitId)
    if (!entry) return undefined
    const { segment } = entry
    if (code === 'input_audio_buffer_commit_empty') return { type: 'final', segment, text: '' }
    return { type: 'failed', segment, code: codeOfProblem(code) }
  }

  #committed(event: Committed): readonly Outcome[] {
    const { item_id, previous_item_id: previous } = event
    const item = this.#items.get(item_id)
    if (item && !this.#unbound.some((unbound) => unbound.item === item_id)) return []
    const waiting = this.#unbound.filter(({ commitId }) => commitId !== undefined)
    if (waiting.length > 1 && previous != null && !this.#items.has(previous)) {
      this.#held.push(event)
      // Nobody will ever name the one before: then the order of arrival has to do.
      return this.#held.length < waiting.length ? [] : this.#release(this.#held)
    }
    const outcomes = this.#bind(item_id)
    const next = this.#held.filter(({ previous_item_id }) => previous_item_id === item_id)
    return [...outcomes, ...this.#release(next)]
  }

  #release(events: readonly Committed[]): readonly Outcome[] {
    this.#held = this.#held.filter((held) => !events.includes(held))
    return events.flatMap((event) => this.#committed({ ...event, previous_item_id: null }))
  }

  /** The oldest commit without an answer was this item. */
  #bind(itemId: string): readonly Outcome[] {
    const entry =
      this.#take((unbound) => unbound.item === itemId) ??
      this.#take(({ commitId }) => commitId !== undefined)
    if (!entry) return []
    if (entry.item !== undefined && entry.item !== itemId) this.#kill(entry.item)
    const item = this.#items.get(itemId)
    if (!item) this.#items.set(itemId, { segment: entry.segment, text: '' })
    const early = this.#early.get(itemId) ?? []
    this.#early.delete(itemId)
    return early.flatMap((event) => this.#about(event))
  }

  #about(event: WordEvent): readonly Outcome[] {
    const item = this.#items.get(event.item_id) ?? this.#guess(event)
    if (!item) {
      this.#keep(event)
      return []
    }
    const { segment } = item
    if (segment === undefined) return []
    if (event.type === 'conversation.item.input_audio_transcription.delta') {
      item.text += event.delta ?? ''
      return item.text === '' ? [] : [{ type: 'partial', segment, text: item.text }]
    }
    item.segment = undefined
    this.#take((unbound) => unbound.segment === segment)
    if (event.type === 'conversation.item.input_audio_transcription.completed') {
      return [{ type: 'final', segment, text: event.transcript }]
    }
    const code = codeOfProblem(event.error.code, event.error.type)
    return [{ type: 'failed', segment, code }]
  }

  /** Words about an item that was not announced: those of the oldest segment without one, if that is certain. */
  #guess(event: WordEvent): Item | undefined {
    const waiting = this.#unbound.filter(({ commitId }) => commitId !== undefined)
    const isDelta = event.type === 'conversation.item.input_audio_transcription.delta'
    const entry = isDelta ? this.#unbound.find(({ item }) => item === undefined) : waiting[0]
    const certain = isDelta ? this.#clearing === 0 : waiting.length === 1
    if (!entry || !certain || this.#held.length > 0) return undefined
    const item: Item = { segment: entry.segment, text: '' }
    entry.item = event.item_id
    this.#items.set(event.item_id, item)
    return item
  }

  #keep(event: WordEvent): void {
    if (this.#early.size >= MOST_EARLY_ITEMS && !this.#early.has(event.item_id)) return
    this.#early.set(event.item_id, [...(this.#early.get(event.item_id) ?? []), event])
  }

  #kill(itemId: string): void {
    this.#items.set(itemId, { segment: undefined, text: '' })
  }

  #take(which: (unbound: Unbound) => boolean): Unbound | undefined {
    const at = this.#unbound.findIndex(which)
    return at < 0 ? undefined : this.#unbound.splice(at, 1)[0]
  }
}
