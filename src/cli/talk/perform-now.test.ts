import { describe, expect, it } from 'vitest'
import { performTyped } from './perform-now.js'
import { parseTypedRow } from './script/parse-row.js'
import { readRows } from './script/read-rows.js'
import { givenLines } from './talk.test-kit.js'

describe('lines that a person types', () => {
  it('are done one by one, what cannot be understood is told, and the end hangs up', async () => {
    const done: string[] = []
    const keyboard = {
      say: (text: string) => void done.push(`say ${text}`),
      press: (digits: string) => void done.push(`press ${digits}`),
    }
    const lines = ['hello', '/kyes 1', '/keys 1#', '', '/interrupt', '/wait 5', 'bye']
    const ways = {
      keyboard,
      post: ({ type }: { readonly type: string }) => void done.push(type),
      hangUp: () => void done.push('hang up'),
    }
    await performTyped(readRows(givenLines(lines), parseTypedRow), ways, (message) =>
      done.push(message),
    )
    expect(done).toEqual([
      'say hello',
      expect.stringMatching(/^cannot do \/kyes 1; did you mean \/keys\?/),
      ...['press 1#', 'control.interrupt', 'say bye', 'hang up'],
    ])
  })
})
