/** What Ink makes of it, without a terminal. */
import { render } from 'ink-testing-library'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { TalkEvent } from '../event-schema.js'
import { CallScreen, type Key } from './call-screen.js'
import { type CallStore, callStore } from './call-store.js'
import type { KeyState } from './live-area.js'

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
