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

/** @param input undefined, or one that cannot be opened: no lines */
export function readLines(open: () => KeyInput | undefined): LineReader {
  const lines: string[] = []
  let rest = ''
  let ended = false
  let wanted: ((line: string | undefined) => void) | undefined
  let arrive: () => void = () => {}
  const first = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const hand = () => {
    if (wanted === undefined || (lines.length === 0 && !ended)) return
    const resolve = wanted
    wanted = undefined
    resolve(lines.shift())
  }
  const read = (bytes: Buffer | string) => {
    const parts = `${rest}${String(bytes)}`.split(/\r?\n/)
    rest = parts.pop() ?? ''
    lines.push(...parts)
    arrive()
    hand()
  }
  const end = () => {
    if (rest !== '') lines.push(rest)
    rest = ''
    ended = true
    arrive()
    hand()
  }
  const input = opened(open)
  if (input === undefined) end()
  const decoding = input as { setEncoding?: (encoding: 'utf8') => void } | undefined
  decoding?.setEncoding?.('utf8')
  input?.on('data', read)
  input?.on('end', end)
  input?.on('error', end)
  input?.resume()
  return {
    next: () =>
      new Promise((resolve) => {
        wanted = resolve
        hand()
      }),
    take: () => lines.shift(),
    async arrived(ms) {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms)
      })
      await Promise.race([first, late])
      clearTimeout(timer)
    },
    close() {
      lines.length = 0
      rest = ''
      input?.off('data', read)
      input?.off('end', end)
      input?.pause()
      end()
    },
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
