import type { KeyInput } from '../../output/keys.js'

/** Lines of an input, one at a time. */
export interface LineReader {
  /** The next line; undefined at the end of the input, and for ever once closed. */
  readonly next: () => Promise<string | undefined>
  /** Takes the next line if it is there already. */
  readonly take: () => string | undefined
  /** Resolves when the first of the input has come, or after `ms`. */
  readonly arrived: (ms: number) => Promise<void>
  readonly close: () => void
}

/** @param open gives nothing, or throws, where there is no input: then there are no lines */
export function readLines(open: () => KeyInput | undefined): LineReader {
  const waiting = new WaitingLines()
  const input = opened(open)
  if (input === undefined) waiting.end()
  // A character may lie on both sides of the border between two pieces.
  const decoder = new TextDecoder()
  const read = (bytes: Buffer | string) =>
    waiting.add(typeof bytes === 'string' ? bytes : decoder.decode(bytes, { stream: true }))
  const end = () => waiting.end()
  input?.on('data', read)
  input?.on('end', end)
  input?.on('error', end)
  input?.resume()
  return {
    next: () => waiting.next(),
    take: () => waiting.take(),
    arrived: (ms) => waiting.arrived(ms),
    close() {
      input?.off('data', read)
      input?.off('end', end)
      input?.pause()
      waiting.forget()
    },
  }
}

class WaitingLines {
  readonly #lines: string[] = []
  readonly #first: Promise<void>
  #arrive: () => void = () => {}
  #rest = ''
  #ended = false
  #wanted: ((line: string | undefined) => void) | undefined

  constructor() {
    this.#first = new Promise((resolve) => {
      this.#arrive = resolve
    })
  }

  add(text: string): void {
    const parts = `${this.#rest}${text}`.split(/\r?\n/)
    this.#rest = parts.pop() ?? ''
    this.#lines.push(...parts)
    this.#changed()
  }

  end(): void {
    if (this.#rest !== '') this.#lines.push(this.#rest)
    this.#rest = ''
    this.#ended = true
    this.#changed()
  }

  forget(): void {
    this.#lines.length = 0
    this.#rest = ''
    this.end()
  }

  take(): string | undefined {
    return this.#lines.shift()
  }

  next(): Promise<string | undefined> {
    return new Promise((resolve) => {
      this.#wanted = resolve
      this.#changed()
    })
  }

  async arrived(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms)
    })
    await Promise.race([this.#first, late])
    clearTimeout(timer)
  }

  #changed(): void {
    if (this.#lines.length === 0 && !this.#ended) return
    this.#arrive()
    const wanted = this.#wanted
    this.#wanted = undefined
    if (wanted !== undefined) wanted(this.#lines.shift())
  }
}

/** A closed stdin cannot even be looked at. */
function opened(open: () => KeyInput | undefined): KeyInput | undefined {
  try {
    return open()
  } catch {
    return undefined
  }
}
