/** The program on a terminal of its own, where tmux is installed. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'

export interface Place {
  readonly program: string
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
}

/** A terminal of a size, with a shell line running in it. */
export class Terminal implements Disposable {
  readonly #socket = join(mkdtempSync(join(tmpdir(), 'va-tmux-')), 's')

  readonly #at: Place

  constructor(at: Place, columns: number, rows: number, args: string, before = '') {
    this.#at = at
    const line = `${before} "${process.execPath}" "${at.program}" talk ${args}; echo "exit $?"; stty -a | grep -o '.icanon'; sleep 60`
    this.#do('-f', '/dev/null', 'new-session', '-d', '-x', `${columns}`, '-y', `${rows}`, line)
  }

  #do(...args: readonly string[]): string {
    return spawnSync('tmux', ['-S', this.#socket, ...args], {
      ...{ cwd: this.#at.cwd, env: this.#at.env, encoding: 'utf8' },
    }).stdout
  }

  /** Screen and scrollback. */
  text(): string {
    return this.#do('capture-pane', '-p', '-S', '-')
  }

  keys(...keys: readonly string[]): void {
    this.#do('send-keys', ...keys)
  }

  resize(columns: number, rows: number): void {
    this.#do('resize-window', '-x', `${columns}`, '-y', `${rows}`)
  }

  /** The process that runs in the terminal. */
  kill(signal: string): void {
    const shell = this.#do('display-message', '-p', '#{pane_pid}').trim()
    spawnSync('pkill', [`-${signal}`, '-P', shell])
  }

  async shows(what: string | RegExp, ms = 15_000): Promise<string> {
    return vi.waitFor(() => {
      const text = this.text()
      expect(text).toMatch(what)
      return text
    }, ms)
  }

  [Symbol.dispose](): void {
    this.#do('kill-server')
  }
}
