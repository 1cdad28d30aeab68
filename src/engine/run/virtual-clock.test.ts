import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { until } from './clock.js'
import { VirtualClock, VirtualTimeStuck } from './virtual-clock.js'

/** Lets the clock run until all these alarms went off, and says in which order. */
async function orderOf(times: readonly number[], disarmed: ReadonlySet<number> = new Set()) {
  const clock = new VirtualClock()
  const rang: { readonly asked: number; readonly at: number }[] = []
  times.forEach((at, asked) => {
    const disarm = clock.alarm(at, () => rang.push({ asked, at: clock.now() }))
    if (disarmed.has(asked)) disarm()
  })
  await clock.run(() => rang.length === times.length - disarmed.size)
  return rang
}

const times = fc.array(fc.nat({ max: 20 }), { maxLength: 60 })

describe('virtual time', () => {
  it('rings alarms by time, and those of one time in the order of asking, each at its time', async () => {
    await fc.assert(
      fc.asyncProperty(times, async (at) => {
        const wanted = at.map((time, asked) => ({ asked, at: time }))
        wanted.sort((a, b) => a.at - b.at || a.asked - b.asked)
        expect(await orderOf(at)).toEqual(wanted)
      }),
    )
  })

  it('never rings an alarm that was disarmed', async () => {
    await fc.assert(
      fc.asyncProperty(times, fc.uniqueArray(fc.nat({ max: 59 })), async (at, gone) => {
        const disarmed = new Set(gone.filter((asked) => asked < at.length))
        const rang = await orderOf(at, disarmed)
        expect(rang.map(({ asked }) => asked).filter((asked) => disarmed.has(asked))).toEqual([])
      }),
    )
  })

  it('rings an alarm for the past at once, but never before the asker goes on', async () => {
    const clock = new VirtualClock()
    const seen: string[] = []
    clock.alarm(100, () => {
      clock.alarm(5, () => seen.push(`rang at ${clock.now()}`))
      seen.push('asked')
    })
    await clock.run(() => seen.length === 2)
    expect(seen).toEqual(['asked', 'rang at 100'])
  })

  it('lets everything that one instant caused happen before the next instant', async () => {
    const clock = new VirtualClock()
    const seen: number[] = []
    const chain = async (length: number) => {
      for (let i = 0; i < length; i++) await Promise.resolve()
      seen.push(clock.now())
    }
    clock.alarm(10, () => void chain(200))
    clock.alarm(10, () => process.nextTick(() => void chain(50)))
    clock.alarm(11, () => seen.push(clock.now()))
    await clock.run(() => seen.length === 3)
    expect(seen).toEqual([10, 10, 11])
  })

  it('stands still while held work is under way', async () => {
    const clock = new VirtualClock()
    const seen: string[] = []
    let finish: (value: string) => void = () => {}
    const work = new Promise<string>((resolve) => {
      finish = resolve
    })
    clock.alarm(10, async () => seen.push(`${await clock.hold(work)} at ${clock.now()}`))
    clock.alarm(11, () => seen.push(`alarm at ${clock.now()}`))
    const running = clock.run(() => seen.length === 2)
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(seen).toEqual([])
    finish('done')
    await running
    expect(seen).toEqual(['done at 10', 'alarm at 11'])
  })

  it('hands over held results in the order of asking, whatever order they come in', async () => {
    const permutation = fc
      .nat({ max: 8 })
      .chain((n) => fc.shuffledSubarray([...Array(n + 1).keys()], { minLength: n + 1 }))
    await fc.assert(
      fc.asyncProperty(permutation, fc.func(fc.boolean()), async (order, fails) => {
        const clock = new VirtualClock()
        const handed: number[] = []
        const finish: (() => void)[] = []
        clock.alarm(1, () => {
          for (const i of [...order.keys()]) {
            const work = new Promise<void>((resolve, reject) => {
              finish[i] = () => (fails(i) ? reject(new Error('failed')) : resolve())
            })
            const hand = () => void handed.push(i)
            clock.hold(work).then(hand, hand)
          }
          const finishNext = (n: number) => {
            finish[order[n] ?? -1]?.()
            if (n < order.length) setImmediate(() => finishNext(n + 1))
          }
          setImmediate(() => finishNext(0))
        })
        await clock.run(() => handed.length === order.length)
        expect(handed).toEqual([...order.keys()])
      }),
      { numRuns: 50 },
    )
  })

  it('says where it stands when nobody waits for anything and the end has not come', async () => {
    const clock = new VirtualClock()
    clock.alarm(40, () => {})
    const stuck = clock.run(
      () => false,
      () => ({ phase: 'live' }),
    )
    await expect(stuck).rejects.toThrow('nobody waits for anything at 40 ms')
    await expect(stuck).rejects.toMatchObject({ at: 40, state: { phase: 'live' } })
  })

  it('gives up when time does not move any more', async () => {
    const clock = new VirtualClock()
    const again = () => void clock.alarm(7, again)
    again()
    await expect(clock.run(() => false)).rejects.toThrow(VirtualTimeStuck)
  })

  it('refuses an alarm without a time, and never rings one at infinity', async () => {
    const clock = new VirtualClock()
    expect(() => clock.alarm(Number.NaN, () => {})).toThrow(RangeError)
    clock.alarm(Number.POSITIVE_INFINITY, () => {})
    await expect(clock.run(() => false)).rejects.toThrow('nobody waits')
  })
})

describe('waiting on a clock', () => {
  it('ends at its time', async () => {
    const clock = new VirtualClock()
    let ended = -1
    void until(clock, 25).then(() => {
      ended = clock.now()
    })
    await clock.run(() => ended >= 0)
    expect(ended).toBe(25)
  })

  it('ends with the reason of the signal when that comes first, and frees the alarm', async () => {
    const clock = new VirtualClock()
    const controller = new AbortController()
    const waiting = until(clock, 25, controller.signal)
    clock.alarm(10, () => controller.abort(new Error('not needed')))
    await Promise.all([
      expect(waiting).rejects.toThrow('not needed'),
      expect(clock.run(() => false)).rejects.toMatchObject({ at: 10 }),
    ])
  })
})
