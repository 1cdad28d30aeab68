import { OpenAI } from 'openai'
import { expect, it } from 'vitest'
import { RealClock } from '../../run/real-clock.js'
import type { Connection } from './connection.js'
import { rehearse } from './rehearse.js'

it('reads answers to their end, through the package, without a connection', async () => {
  const client = new OpenAI({ apiKey: 'k', baseURL: 'http://127.0.0.1:9/v1', maxRetries: 0 })
  let asked = 0
  const clientFor = (fetch: Connection['fetch']) =>
    client.withOptions({
      fetch: (input, init) => {
        asked++
        return fetch(input as string, init)
      },
    })
  await rehearse(clientFor, new RealClock())
  expect(asked).toBeGreaterThan(1)
})
