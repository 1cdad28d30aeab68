import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinMulaw, type Millis } from '../audio/frame.js'
import { wordsIn } from './heard-text.js'
import { ack, ledger, rates, sentence, whole } from './ledger.test-kit.js'
import {
  addAudio,
  clearPlayout,
  endSentence,
  heardMs,
  type Piece,
  pump,
  rewind,
  totalMs,
} from './playout.js'
import type { Playout } from './state.js'

const { leadMs, chunkMs, wireMs, earMs } = rates

/** What a random world does to the ledger, in order. */
type Deed =
  | { readonly do: 'wait'; readonly ms: Millis }
  | { readonly do: 'sentence' | 'end' | 'pump' | 'ack' | 'repeat' | 'stale' | 'clear' | 'rewind' }
  | { readonly do: 'audio'; readonly bytes: number; readonly which: number }

const kinds = ['sentence', 'end', 'pump', 'pump', 'ack', 'repeat', 'stale'] as const
const cuts = ['clear', 'rewind'] as const
const waits = fc.record({ do: fc.constant('wait' as const), ms: fc.nat(500) })
const audios = fc.record({
  do: fc.constant('audio' as const),
  bytes: fc.integer({ min: 1, max: 8000 }),
  which: fc.nat(3),
})
const deeds: fc.Arbitrary<readonly Deed[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: waits },
    { weight: 3, arbitrary: audios },
    { weight: 6, arbitrary: fc.record({ do: fc.constantFrom(...kinds) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom(...cuts) }) },
  ),
  { maxLength: 80 },
)

/** The ledger in a random world, and what truly happened to it. */
class World {
  at: Millis = 0
  playout: Playout = ledger(sentence(1))
  /** Furthest position ever sent. */
  mostSent: Millis = 0
  readonly sent: Piece[] = []
  private counter = 0
  private returned: Millis[] = []

  perform(deed: Deed): void {
    const { playout, at } = this
    const open = playout.sentences.filter((s) => !s.ended)
    switch (deed.do) {
      case 'wait':
        this.at += deed.ms
        break
      case 'sentence':
        this.playout = {
          ...playout,
          sentences: [...playout.sentences, sentence(playout.sentences.length + 1)],
        }
        break
      case 'audio': {
        const mulaw = new Uint8Array(deed.bytes).map(() => this.counter++ % 251)
        const id = open[deed.which % Math.max(1, open.length)]?.id ?? 0
        this.playout = addAudio(playout, id, { mulaw, level: -20 })
        break
      }
      case 'end':
        this.playout = endSentence(playout, open[0]?.id ?? 0)
        break
      case 'pump':
        this.send()
        break
      case 'ack': {
        const piece = playout.sent[0]
        if (!piece) break
        this.returned.push(piece.to)
        this.playout = ack(playout, piece.to, at)
        break
      }
      case 'repeat':
        for (const endMs of this.returned) this.playout = ack(this.playout, endMs, at)
        break
      case 'stale':
        for (const { to } of playout.sent)
          this.playout = ack(this.playout, to, at, playout.epoch - 1)
        break
      case 'clear':
        this.playout = clearPlayout(playout, at, rates)
        this.returned = []
        break
      case 'rewind':
        this.playout = rewind(clearPlayout(playout, at, rates), 2000)
        this.returned = []
        break
    }
  }

  send(): void {
    const { playout, pieces, again } = pump(this.playout, this.at, rates)
    if (again !== undefined) expect(again).toBeGreaterThan(this.at)
    this.playout = playout
    this.sent.push(...pieces)
    this.mostSent = Math.max(this.mostSent, playout.sentTo)
  }

  /** Ends all sentences and sends until nothing is left. */
  finish(): void {
    for (const { id } of this.playout.sentences) this.playout = endSentence(this.playout, id)
    for (let i = 0; this.playout.sentTo < totalMs(this.playout) && i < 10_000; i++) {
      this.send()
      this.at += 100
    }
  }
}

const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0

/** A carrier that begins each piece `delay` ms after it was sent, or when the one before it is over. */
class Carrier {
  private readonly pieces: { readonly from: Millis; readonly to: Millis; readonly at: Millis }[] =
    []
  private returned = 0

  constructor(private readonly delay: Millis) {}

  take({ mulaw, mark: { endMs } }: Piece, at: Millis): void {
    const from = endMs - mulaw.length / 8
    const last = this.pieces.at(-1)
    const free = last ? last.at + last.to - last.from : 0
    this.pieces.push({ from, to: endMs, at: Math.max(free, at + this.delay) })
  }

  playedTo(at: Millis): Millis {
    const begun = this.pieces.filter((piece) => piece.at < at)
    const last = begun.at(-1)
    return last ? Math.min(last.to, last.from + at - last.at) : 0
  }

  /** Marks that are back by now and were not before. */
  marksDue(at: Millis): readonly Millis[] {
    const done = this.pieces.filter((piece) => piece.to <= this.playedTo(at - wireMs))
    const due = done.slice(this.returned).map(({ to }) => to)
    this.returned = done.length
    return due
  }
}

describe('whatever happens in whatever order', () => {
  const numRuns = 1000

  test('no more is heard than was sent, and what is proven or kept never shrinks', () => {
    fc.assert(
      fc.property(deeds, (list) => {
        const world = new World()
        for (const deed of list) {
          const { heardTo, provenTo } = world.playout
          world.perform(deed)
          const { playout, at } = world
          const heard = heardMs(playout, at, rates)
          expect(heard).toBeLessThanOrEqual(world.mostSent)
          expect(heard).toBeGreaterThanOrEqual(playout.heardTo)
          expect(playout.heardTo).toBeGreaterThanOrEqual(heardTo)
          expect(playout.provenTo).toBeGreaterThanOrEqual(provenTo)
          expect(playout.provenTo).toBeLessThanOrEqual(playout.heardTo)
        }
      }),
      { numRuns },
    )
  })

  test('what is heard grows with time, until a mark is overdue', () => {
    fc.assert(
      fc.property(deeds, fc.nat(3000), fc.nat(3000), (list, soon, later) => {
        const world = new World()
        for (const deed of list) world.perform(deed)
        const unmarked = { ...world.playout, marksSeen: false }
        const heardAt = (ms: Millis) => heardMs(unmarked, world.at + ms, rates)
        expect(heardAt(soon + later)).toBeGreaterThanOrEqual(heardAt(soon))
        expect(heardAt(soon + later) - heardAt(soon)).toBeLessThanOrEqual(later)
        expect(heardMs(world.playout, world.at + soon, rates)).toBeLessThanOrEqual(heardAt(soon))
      }),
      { numRuns },
    )
  })

  test('marks of an old epoch, and marks that come twice, change nothing', () => {
    fc.assert(
      fc.property(deeds, (list) => {
        const world = new World()
        for (const deed of list) {
          const before = world.playout
          world.perform(deed)
          if (deed.do === 'stale' || deed.do === 'repeat') expect(world.playout).toBe(before)
        }
      }),
      { numRuns },
    )
  })

  test('the carrier never holds more than the lead, in pieces of at most one chunk', () => {
    fc.assert(
      fc.property(deeds, (list) => {
        const world = new World()
        for (const deed of list) {
          world.perform(deed)
          if (deed.do !== 'pump') continue
          const held = world.playout.dryAt - world.at
          expect(held).toBeLessThanOrEqual(Math.max(leadMs, wireMs + chunkMs))
        }
        for (const { mulaw } of world.sent) {
          expect(mulaw.length).toBeGreaterThan(0)
          expect(mulaw.length).toBeLessThanOrEqual(chunkMs * 8)
        }
      }),
      { numRuns },
    )
  })

  test('without a clear every byte is sent once, in order, and each mark is the end of its piece', () => {
    const calm = deeds.map((list) =>
      list.filter((deed) => deed.do !== 'clear' && deed.do !== 'rewind'),
    )
    fc.assert(
      fc.property(calm, (list) => {
        const world = new World()
        for (const deed of list) world.perform(deed)
        world.finish()
        const all = world.playout.sentences.flatMap((s) => s.pieces)
        expect(same(joinMulaw(world.sent.map((p) => p.mulaw)), joinMulaw(all))).toBe(true)
        let end = 0
        for (const { mulaw, mark } of world.sent) {
          end += mulaw.length / 8
          expect(mark).toEqual({ epoch: world.playout.epoch, endMs: end })
        }
      }),
      { numRuns },
    )
  })

  test('after clears too, the sound of a piece is the speech that ends at its mark', () => {
    fc.assert(
      fc.property(deeds, (list) => {
        const world = new World()
        for (const deed of list) world.perform(deed)
        world.finish()
        const speech = joinMulaw(world.playout.sentences.flatMap((s) => s.pieces))
        for (const { mulaw, mark } of world.sent) {
          const end = Math.round(mark.endMs * 8)
          expect(same(mulaw, speech.subarray(end - mulaw.length, end))).toBe(true)
        }
      }),
      { numRuns },
    )
  })

  test('a carrier that is slower than estimated, by less than the way to the ear, has played all that counts as heard', () => {
    const delays = fc.integer({ min: wireMs, max: wireMs + earMs })
    const lengths = fc.array(fc.integer({ min: 20, max: 900 }), { minLength: 1 })
    fc.assert(
      fc.property(delays, lengths, (delay, sentences) => {
        const carrier = new Carrier(delay)
        let playout = ledger(...sentences.map((ms, i) => whole(i + 1, ms)))
        const total = totalMs(playout)
        for (let at = 0; at < total + 2000; at += 20) {
          for (const endMs of carrier.marksDue(at)) playout = ack(playout, endMs, at)
          const sent = pump(playout, at, rates)
          playout = sent.playout
          for (const piece of sent.pieces) carrier.take(piece, at)
          expect(heardMs(playout, at, rates)).toBeLessThanOrEqual(carrier.playedTo(at))
        }
        expect(playout.provenTo).toBe(total)
      }),
      { numRuns: 100 },
    )
  })

  test('going on begins with a word, at most so far back, and with a clause if there is one', () => {
    const texts = fc.array(fc.constantFrom('yes', 'well,', 'Thursday.', 'a', '"no"'), {
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(texts, fc.integer({ min: 100, max: 4000 })), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 3000 }),
        (list, share, rewindMs) => {
          const sentences = list.map(([words, ms], i) =>
            whole(i + 1, ms, { text: words.join(' ') }),
          )
          const heardTo = share * totalMs(ledger(...sentences))
          const { sentTo } = rewind({ ...ledger(...sentences), heardTo, sentTo: heardTo }, rewindMs)
          const limit = Math.max(0, heardTo - rewindMs)
          expect(sentTo).toBeLessThanOrEqual(heardTo)
          expect(sentTo).toBeGreaterThan(limit - 0.126)
          let base = 0
          const starts = sentences.flatMap((s) => {
            const placed = wordsIn(s).map((word, i, all) => ({
              from: base + word.from,
              clause: i === 0 || /[,.]$/.test(all[i - 1]?.text ?? ''),
            }))
            base += s.ms
            return placed
          })
          const near = starts.filter(({ from }) => from >= limit && from <= heardTo)
          const clauses = near.filter(({ clause }) => clause)
          const wanted = clauses.at(-1) ?? near[0] ?? { from: limit }
          expect(sentTo).toBe(Math.floor(wanted.from * 8) / 8)
        },
      ),
      { numRuns },
    )
  })
})
