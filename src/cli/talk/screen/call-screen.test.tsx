/** What Ink makes of it, without a terminal. */
import { render } from 'ink-testing-library'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Row, TalkEvent } from '../event-schema.js'
import { CallScreen, type Key } from './call-screen.js'
import { type CallStore, callStore } from './call-store.js'
import type { KeyState } from './live-area.js'
import { type KeyActions, pressKey } from './press-key.js'

const keys: KeyState = {
  ...{ typed: '', muted: false, microphone: undefined },
  ...{ canType: true, canRecord: false, recording: false, notice: '', help: false },
}
const said = (text: string): TalkEvent => ({
  ...{ v: 1, type: 'caller', at_ms: 0, turn: 1, text, ended_by: 'silence' },
})

describe('the screen', () => {
  let store: CallStore | undefined
  let unmount = () => {}
  afterEach(() => {
    store?.stop()
    unmount()
  })
  function open(press: (key: Key) => void = () => {}) {
    store = callStore(() => 0, { columns: 80, rows: 24 }, keys)
    const screen = render(<CallScreen store={store} press={press} />)
    unmount = screen.unmount
    return { screen, store }
  }

  it('prints the transcript once, above the lines that are redrawn', async () => {
    const { screen, store } = open()
    store.emit(said('first'))
    store.emit(said('second'))
    await vi.waitFor(() => expect(screen.lastFrame()).toContain('second'))
    const frame = screen.lastFrame() ?? ''
    expect(frame.match(/first/g)).toHaveLength(1)
    expect(frame.indexOf('second')).toBeLessThan(frame.indexOf('────'))
    expect(frame).toContain('RINGING')
  })

  it('hands keys on', async () => {
    const pressed: Key[] = []
    const { screen } = open((key) => pressed.push(key))
    // Ink listens after its first effects.
    await vi.waitFor(() => {
      if (pressed.length === 0) screen.stdin.write('a')
      expect(pressed.length).toBeGreaterThan(0)
    })
    screen.stdin.write('\r')
    await vi.waitFor(() => expect(pressed.at(-1)?.enter).toBe(true))
    expect(pressed[0]).toMatchObject({ input: 'a', enter: false, ctrl: false })
  })
})

describe('the screen of a call by microphone', () => {
  const done: (string | Row)[] = []
  const actions: KeyActions = {
    interrupt() {},
    perform: (row) => void done.push(row),
    ...{ save: () => '', copy: () => '', quit() {}, stop() {} },
    useDevice: ({ direction, name }) => {
      done.push(`${direction} ${name}`)
      return `opening ${name}`
    },
  }
  const devices = [
    { direction: 'input', id: 'a', name: 'desk', isUsed: true },
    { direction: 'output', id: 'b', name: 'headset', isUsed: false },
  ] as const
  let store: CallStore | undefined
  let unmount = () => {}
  afterEach(() => {
    store?.stop()
    unmount()
    done.length = 0
  })

  /** Its keys do what they do in a call. Resolves once they are heard. */
  async function open(start: Partial<KeyState>) {
    const mine = callStore(() => 0, { columns: 80, rows: 24 }, { ...keys, ...start })
    store = mine
    let heard = 0
    const press = (key: Key) => {
      heard++
      mine.setKeys(pressKey(mine.keys(), key, actions))
    }
    const screen = render(<CallScreen store={mine} press={press} />)
    unmount = screen.unmount
    // Ink listens after its first effects.
    await vi.waitFor(() => {
      if (heard === 0) screen.stdin.write('x')
      expect(heard).toBeGreaterThan(0)
    })
    const shows = (what: string) => vi.waitFor(() => expect(screen.lastFrame()).toContain(what))
    return { write: screen.stdin.write, shows, frame: () => screen.lastFrame() ?? '' }
  }

  it('takes a line instead of speech, and its keys again after Escape', async () => {
    const { write, shows, frame } = await open({ typed: undefined, microphone: 'open' })
    await shows('m mute  space talk  i interrupt  t text')
    write('t')
    await shows('> █')
    write('quite late')
    await shows('> quite late█')
    write('\r')
    await vi.waitFor(() => expect(done).toEqual([{ say: 'quite late' }]))
    await shows('> █')
    write('\u001b')
    await shows('m mute')
    expect(frame()).not.toContain('█')
  })

  it('takes a device from the list by arrows and Enter', async () => {
    const choice = { devices, at: 0 }
    const { write, shows } = await open({ typed: undefined, microphone: 'open', choice })
    await shows(' > microphone * desk')
    write('\u001b[B')
    await shows(' > speaker      headset')
    write('\r')
    await shows('opening headset')
    expect(done).toEqual(['output headset'])
  })
})

describe('drawing', () => {
  afterEach(() => vi.useRealTimers())

  it('happens at once for a key, at most ten times a second, and not at all while nothing changes', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'performance'] })
    const store = callStore(() => 0, { columns: 80, rows: 24 }, keys)
    let drawn = 0
    store.subscribe(() => {
      drawn++
    })
    vi.advanceTimersByTime(5000)
    expect(drawn).toBe(0)
    store.setKeys({ typed: 'a' })
    vi.advanceTimersByTime(1)
    expect(drawn).toBe(1)
    for (let i = 0; i < 200; i++) {
      store.setKeys({ typed: `a${i}` })
      vi.advanceTimersByTime(5)
    }
    expect(drawn).toBeGreaterThan(8)
    expect(drawn).toBeLessThanOrEqual(12)
    store.stop()
  })
})
