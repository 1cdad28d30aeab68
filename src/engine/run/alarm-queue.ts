/**
 * Alarms in the order in which they go off: by time, and at the same time by the order of asking. A binary heap; an alarm that is
 * disarmed stays in it, empty, until its turn comes.
 */
import type { Millis } from '../audio/frame.js'

export interface Alarm {
  readonly at: Millis
  readonly order: number
  /** Undefined once disarmed. */
  wake: (() => void) | undefined
}

export class AlarmQueue {
  readonly #heap: Alarm[] = []
  #asked = 0

  add(at: Millis, wake: () => void): Alarm {
    const alarm: Alarm = { at, order: this.#asked++, wake }
    this.#heap.push(alarm)
    this.#rise(this.#heap.length - 1)
    return alarm
  }

  /** The next alarm that is still armed. */
  first(): Alarm | undefined {
    let first = this.#heap[0]
    for (; first !== undefined && first.wake === undefined; first = this.#heap[0]) this.#pop()
    return first
  }

  /** The next alarm that is still armed, taken out. */
  take(): Alarm | undefined {
    return this.first() && this.#pop()
  }

  #pop(): Alarm | undefined {
    const first = this.#heap[0]
    const last = this.#heap.pop()
    if (last !== undefined && last !== first) {
      this.#heap[0] = last
      this.#sink(0)
    }
    return first
  }

  #rise(from: number): void {
    const heap = this.#heap
    for (let i = from; i > 0; ) {
      const parent = (i - 1) >> 1
      if (!comesBefore(heap[i], heap[parent])) return
      swap(heap, i, parent)
      i = parent
    }
  }

  #sink(from: number): void {
    const heap = this.#heap
    for (let i = from; ; ) {
      const left = 2 * i + 1
      const child = comesBefore(heap[left + 1], heap[left]) ? left + 1 : left
      if (!comesBefore(heap[child], heap[i])) return
      swap(heap, i, child)
      i = child
    }
  }
}

function comesBefore(a: Alarm | undefined, b: Alarm | undefined): boolean {
  if (a === undefined || b === undefined) return false
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}

function swap(heap: Alarm[], i: number, j: number): void {
  const kept = heap[i] as Alarm
  heap[i] = heap[j] as Alarm
  heap[j] = kept
}
