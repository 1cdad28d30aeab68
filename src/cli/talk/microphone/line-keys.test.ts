import { describe, expect, it } from 'vitest'
import { givenLines } from '../talk.test-kit.js'
import { enterTalks } from './line-keys.js'

describe('Enter by itself', () => {
  it('begins to talk and ends it, and other lines come through', async () => {
    let talking = false
    const said: string[] = []
    const lines = enterTalks(
      givenLines(['', 'hello', ' ', '', '/quit']),
      {
        pushToTalk: () => {
          talking = !talking
        },
        state: () => (talking ? 'open' : 'push-to-talk'),
      },
      (message) => void said.push(message),
    )
    expect(await lines.next()).toBe('hello')
    expect(talking).toBe(true)
    expect(await lines.next()).toBe('/quit')
    expect(said).toEqual([
      'the agent hears you; Enter ends that',
      'Enter to talk',
      'the agent hears you; Enter ends that',
    ])
    expect(lines.take()).toBeUndefined()
  })
})
