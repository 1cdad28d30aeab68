import { describe, expect, it } from 'vitest'
import type { Row } from '../event-schema.js'
import type { Key } from './call-screen.js'
import type { KeyState } from './live-area.js'
import { type KeyActions, pressKey } from './press-key.js'

const plain: Key = {
  ...{ input: '', enter: false, escape: false, backspace: false, ctrl: false },
  ...{ up: false, down: false },
}
const devices = [
  { direction: 'input', id: 'a', name: 'desk microphone', isUsed: true },
  { direction: 'input', id: 'b', name: 'headset', isUsed: false },
  { direction: 'output', id: 'b', name: 'headset', isUsed: true },
] as const

function desk(start: Partial<KeyState> = {}, without: readonly (keyof KeyActions)[] = []) {
  let keys: KeyState = {
    ...{ typed: undefined, muted: false, microphone: 'open' },
    ...{ canType: true, canRecord: true, recording: false, notice: '', help: false, ...start },
  }
  const done: (string | Row)[] = []
  const all: KeyActions = {
    interrupt: () => void done.push('interrupt'),
    perform: (row) => void done.push(row),
    mute: (muted) => void done.push(`mute ${muted}`),
    pushToTalk: () => void done.push('push-to-talk'),
    listDevices: () => void done.push('devices'),
    useDevice: ({ direction, name }) => {
      done.push(`${direction} ${name}`)
      return `opening ${name}`
    },
    record: () => void done.push('record'),
    save: () => 'saved',
    copy: () => 'copied',
    quit: () => void done.push('quit'),
    stop: () => void done.push('stop'),
  }
  const actions = Object.fromEntries(
    Object.entries(all).filter(([name]) => !without.includes(name as keyof KeyActions)),
  ) as unknown as KeyActions
  const press = (...pressed: readonly (string | Partial<Key>)[]) => {
    for (const key of pressed) {
      const given = typeof key === 'string' ? { input: key } : key
      keys = { ...keys, ...pressKey(keys, { ...plain, ...given }, actions) }
    }
    return keys
  }
  return { press, done }
}

describe('keys as shortcuts', () => {
  it('do what they are for', () => {
    const { press, done } = desk()
    press('i', 'm', 'm', ' ', 'd', 'r', '5', '#', 'q', { input: 'c', ctrl: true })
    expect(done).toEqual([
      ...['interrupt', 'mute true', 'mute false', 'push-to-talk', 'devices', 'record'],
      ...[{ keys: '5' }, { keys: '#' }, 'quit', 'stop'],
    ])
    expect(press('s').notice).toBe('saved')
    expect(press('c').notice).toBe('copied')
    expect(press('?').help).toBe(true)
    expect(press('?').help).toBe(false)
    expect(press('?', { escape: true }).help).toBe(false)
  })

  it('say so where there is nothing they could do', () => {
    const silent = { canType: false, microphone: undefined }
    const { press, done } = desk(silent, ['perform', 'mute', 'pushToTalk', 'listDevices', 'record'])
    for (const key of ['m', ' ', 'd']) expect(press(key).notice).toContain('no microphone')
    expect(press('t').notice).toContain('recording')
    expect(press('r').notice).toContain('cannot be recorded')
    expect(press('1').notice).toBe('')
    expect(done).toEqual([])
  })
})

describe('keys in the list of devices', () => {
  it('go up and down in it, around its ends, and take a microphone or a speaker', () => {
    const { press, done } = desk({ choice: { devices, at: 0 } })
    press('i', { down: true }, { enter: true })
    expect(done).toEqual(['input headset'])
    expect(press().choice).toBeUndefined()
    expect(press().notice).toBe('opening headset')
    const around = desk({ choice: { devices, at: 0 } })
    around.press({ up: true }, { enter: true })
    expect(around.done).toEqual(['output headset'])
  })

  it('close it without taking any', () => {
    const { press, done } = desk({ choice: { devices, at: 1 } })
    expect(press({ escape: true }).choice).toBeUndefined()
    expect(done).toEqual([])
  })

  it('are Ctrl-C still', () => {
    const { press, done } = desk({ choice: { devices, at: 1 } })
    press({ input: 'c', ctrl: true })
    expect(done).toEqual(['stop'])
  })
})

describe('keys as text', () => {
  it('are a line that is said with Enter, and no shortcuts', () => {
    const { press, done } = desk()
    expect(press('t', 'q', 'x', 'ü', { backspace: true }).typed).toBe('qx')
    expect(press({ enter: true }).typed).toBe('')
    expect(done).toEqual([{ say: 'qx' }])
    expect(press('a', { escape: true }).typed).toBeUndefined()
  })

  it('may come many at once, line end included', () => {
    const { press, done } = desk({ typed: '' })
    press('good morning\r')
    expect(done).toEqual([{ say: 'good morning' }])
  })

  it('do commands after a slash, and a wrong one is told and not said', () => {
    const { press, done } = desk({ typed: '' })
    press('/keys 12#', { enter: true }, '/interrupt', { enter: true })
    expect(done).toEqual([{ keys: '12#' }, { interrupt: true }])
    expect(press('/kyes 1', { enter: true }).notice).toMatch(/cannot do \/kyes 1.*\/keys/)
    expect(done).toHaveLength(2)
  })

  it('Ctrl-C stops, whatever is typed', () => {
    const { press, done } = desk({ typed: 'x' })
    press({ input: 'c', ctrl: true })
    expect(done).toEqual(['stop'])
  })
})
