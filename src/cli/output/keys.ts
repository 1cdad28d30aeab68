import type { ReadStream } from 'node:tty'

/** Single keys a person presses, without waiting for Enter. */
export interface Keys {
  /** The next key: a character, `enter`, `escape` or `backspace`. Waits for ever once closed. */
  readonly next: () => Promise<string>
  readonly close: () => void
}

/** The part of a terminal's input that is needed. */
export type KeyInput = Pick<ReadStream, 'isTTY' | 'setRawMode' | 'on' | 'off' | 'resume' | 'pause'>

const names: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\u001b': 'escape',
  '\u007f': 'backspace',
  '\b': 'backspace',
}

const ctrlC = '\u0003'

/**
 * Listens for keys until closed, and leaves the terminal as it was.
 *
 * @param interrupt called for Ctrl-C, which is no signal while single keys are read
 */
export function openKeys(input: KeyInput, interrupt: () => void): Keys {
  const waiting: string[] = []
  let wanted: ((key: string) => void) | undefined
  const pressed = (bytes: Buffer | string) => {
    const text = String(bytes)
    // An arrow or another long sequence is one key that nobody asks for.
    const keys = text.startsWith('\u001b') ? [text] : [...text]
    for (const key of keys) {
      if (key === ctrlC) {
        interrupt()
        continue
      }
      const name = names[key] ?? key
      if (wanted === undefined) waiting.push(name)
      else wanted(name)
      wanted = undefined
    }
  }
  input.setRawMode(true)
  input.resume()
  input.on('data', pressed)
  return {
    next: () =>
      new Promise((resolve) => {
        const key = waiting.shift()
        if (key === undefined) wanted = resolve
        else resolve(key)
      }),
    close: () => {
      input.off('data', pressed)
      input.setRawMode(false)
      input.pause()
    },
  }
}
