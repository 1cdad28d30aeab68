import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { type KeyInput, openKeys } from './keys.js'

function terminal() {
  const events = new EventEmitter()
  const state = { raw: false, paused: true }
  const input = {
    isTTY: true,
    setRawMode: (raw: boolean) => {
      state.raw = raw
    },
    resume: () => {
      state.paused = false
    },
    pause: () => {
      state.paused = true
    },
    on: events.on.bind(events),
    off: events.off.bind(events),
  } as unknown as KeyInput
  return { input, state, type: (text: string) => events.emit('data', Buffer.from(text)) }
}

describe('keys', () => {
  it('come one by one, those pressed before anybody asked too', async () => {
    const { input, type } = terminal()
    const keys = openKeys(input, () => {})
    type('af')
    expect(await keys.next()).toBe('a')
    const second = keys.next()
    const third = keys.next()
    expect(await second).toBe('f')
    type('\r')
    expect(await third).toBe('enter')
  })

  it('have names for what is no character, and an arrow is one key', async () => {
    const { input, type } = terminal()
    const keys = openKeys(input, () => {})
    type('\u001b[A')
    type('\u007f')
    type('\u001b')
    expect([await keys.next(), await keys.next(), await keys.next()]).toEqual([
      '\u001b[A',
      'backspace',
      'escape',
    ])
  })

  it('make Ctrl-C the interrupt that it is without them, at once', () => {
    const { input, type } = terminal()
    let interrupts = 0
    openKeys(input, () => {
      interrupts++
    })
    type('x\u0003')
    expect(interrupts).toBe(1)
  })

  it('leave the terminal as it was', () => {
    const { input, state } = terminal()
    const keys = openKeys(input, () => {})
    expect(state).toEqual({ raw: true, paused: false })
    keys.close()
    expect(state).toEqual({ raw: false, paused: true })
  })
})
