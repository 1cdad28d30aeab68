import type { Millis } from '../../../engine/audio/frame.js'
import type { Observer } from '../../../engine/report/entry.js'
import type { TalkEvent } from '../event-schema.js'
import { type KeyState, liveArea, type Size, sameArea } from './live-area.js'
import { foldEntry, foldEvent, newScreen, type ScreenState } from './screen-state.js'
import type { Line } from './spans.js'
import { transcriptLines } from './transcript-lines.js'

/** What is drawn. The transcript only ever grows. */
export interface Picture {
  readonly transcript: readonly TranscriptBlock[]
  readonly live: readonly Line[]
}

export interface TranscriptBlock {
  readonly id: number
  readonly lines: readonly Line[]
}

/** The call and the keys, for whoever draws them. */
export interface CallStore {
  readonly observe: Observer
  readonly emit: (event: TalkEvent) => void
  readonly setKeys: (change: Partial<KeyState>) => void
  readonly keys: () => KeyState
  readonly resize: (size: Size) => void
  /** Lines that are no event of the call. */
  readonly print: (lines: readonly Line[]) => void
  readonly picture: () => Picture
  /** Called when there is a new picture, at most ten times a second. */
  readonly subscribe: (listener: () => void) => () => void
  readonly stop: () => void
}

const frameMs = 100

/**
 * @param now call time
 * @param keys how the keys begin
 */
export function callStore(now: () => Millis, size: Size, keys: KeyState): CallStore {
  return new Store(now, size, keys)
}

class Store implements CallStore {
  readonly #now: () => Millis
  readonly #listeners = new Set<() => void>()
  readonly #ticking: NodeJS.Timeout
  #size: Size
  #keys: KeyState
  #screen: ScreenState = newScreen
  #transcript: readonly TranscriptBlock[] = []
  #picture: Picture
  #drawnAt = Number.NEGATIVE_INFINITY
  #pending: NodeJS.Timeout | undefined

  constructor(now: () => Millis, size: Size, keys: KeyState) {
    this.#now = now
    this.#size = size
    this.#keys = keys
    this.#picture = { transcript: this.#transcript, live: this.#area() }
    // What moves by itself: levels, the words that are being heard, the clock.
    this.#ticking = setInterval(() => this.#draw(), frameMs)
  }

  readonly observe: Observer = (entry, state) => {
    this.#screen = foldEntry(this.#screen, entry, state)
  }

  readonly emit = (event: TalkEvent): void => {
    this.#screen = foldEvent(this.#screen, event)
    this.print(transcriptLines(event, this.#size.columns))
  }

  readonly setKeys = (change: Partial<KeyState>): void => {
    this.#keys = { ...this.#keys, ...change }
    this.#soon()
  }

  readonly keys = (): KeyState => this.#keys

  readonly resize = (size: Size): void => {
    this.#size = size
    this.#soon()
  }

  readonly print = (lines: readonly Line[]): void => {
    if (lines.length === 0) return
    this.#transcript = [...this.#transcript, { id: this.#transcript.length, lines }]
    this.#soon()
  }

  readonly picture = (): Picture => this.#picture

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly stop = (): void => {
    clearInterval(this.#ticking)
    clearTimeout(this.#pending)
    this.#draw()
  }

  /** A key is answered at once, unless the last frame was just now. */
  #soon(): void {
    if (this.#pending !== undefined) return
    const wait = Math.max(0, this.#drawnAt + frameMs - performance.now())
    this.#pending = setTimeout(() => this.#draw(), wait)
  }

  #draw(): void {
    clearTimeout(this.#pending)
    this.#pending = undefined
    const live = this.#area()
    const { transcript } = this.#picture
    if (transcript === this.#transcript && sameArea(live, this.#picture.live)) return
    this.#drawnAt = performance.now()
    this.#picture = { transcript: this.#transcript, live }
    for (const listener of this.#listeners) listener()
  }

  #area(): readonly Line[] {
    return liveArea(this.#screen, this.#keys, this.#now(), this.#size)
  }
}
