import { describe, expect, it } from 'vitest'
import { testContext } from '../context.test-kit.js'
import { stopSignals, within } from './stop-signals.js'

describe('Ctrl-C and its kin', () => {
  it('wind up at the first and hurry at the second', () => {
    const { context, signal } = testContext()
    const stop = stopSignals(context)
    expect([stop.first.aborted, stop.second.aborted]).toEqual([false, false])
    signal()
    expect([stop.first.aborted, stop.second.aborted]).toEqual([true, false])
    signal()
    signal()
    expect([stop.first.aborted, stop.second.aborted]).toEqual([true, true])
  })

  it('give work that hangs a bounded time once they hurry', async () => {
    const hurry = new AbortController()
    const hanging = within(new Promise<string>(() => {}), hurry.signal, 5)
    hurry.abort()
    expect(await hanging).toBeUndefined()
  })

  it('wait for work as long as they do not hurry, and pass its failure on', async () => {
    const calm = new AbortController().signal
    expect(await within(Promise.resolve('done'), calm, 0)).toBe('done')
    await expect(within(Promise.reject(new Error('refused')), calm, 0)).rejects.toThrow('refused')
  })
})
