/** The child process that recognises speech, shared by all calls, started with the first and again after it died. */
import { type ChildProcess, fork } from 'node:child_process'
import { childProgram } from './child-program.js'
import type { FromRecognition, RecognitionOptions, ToRecognition } from './recognition.js'

/** Somebody who waits for words. */
export interface Waiting {
  hear(message: Exclude<FromRecognition, { type: 'ready' }>): void
  /** The process is gone, and all that it was told. */
  lost(): void
}

export class SherpaProcess {
  readonly #options: RecognitionOptions
  /** By the beginning of their keys. */
  readonly #waiting = new Map<string, Waiting>()
  #child: ChildProcess | undefined
  #names = 0

  constructor(options: RecognitionOptions) {
    this.#options = options
  }

  start(): void {
    if (this.#child) return
    const { file, execArgv } = childProgram()
    const child = fork(file, ['run', JSON.stringify(this.#options)], {
      ...{ execArgv: [...execArgv], serialization: 'advanced' },
      // The library prints to both; a screen must not show it.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child.on('message', (message: FromRecognition) => {
      if (message.type !== 'ready')
        this.#waiting.get(message.key.split(':')[0] ?? '')?.hear(message)
    })
    child.on('exit', () => this.#lost(child))
    child.on('error', () => this.#lost(child))
    // It ends with its parent and does not keep it.
    child.unref()
    child.channel?.unref()
    this.#child = child
  }

  /** The name under which `waiting` speaks: its keys are `name:segment`. */
  join(waiting: Waiting): string {
    const name = String(this.#names++)
    this.#waiting.set(name, waiting)
    this.start()
    return name
  }

  leave(name: string): void {
    this.#waiting.delete(name)
  }

  send(message: ToRecognition): void {
    // A process that has just died says so by itself.
    if (this.#child?.connected) this.#child.send(message, () => {})
  }

  close(): void {
    this.#waiting.clear()
    this.#child?.kill('SIGKILL')
    this.#child = undefined
  }

  #lost(child: ChildProcess): void {
    if (this.#child !== child) return
    this.#child = undefined
    for (const waiting of [...this.#waiting.values()]) waiting.lost()
  }
}
