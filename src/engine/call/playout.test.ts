import { describe, expect, test } from 'vitest'
import { joinMulaw, type Millis } from '../audio/frame.js'
import { ack, ledger, rates, sendAt, sentence, whole } from './ledger.test-kit.js'
import {
  addAudio,
  availableMs,
  clearPlayout,
  emptyPlayout,
  endSentence,
  heardMs,
  isAudible,
  newPlayout,
  pump,
  remainingMs,
  rewind,
  totalMs,
} from './playout.js'

const { chunkMs, wireMs, earMs } = rates

describe('sending', () => {
  test('keeps the carrier a second ahead and no further', () => {
    const { playout, pieces, again } = pump(ledger(whole(1, 3000)), 0, rates)
    expect(pieces.map(({ mark }) => mark.endMs)).toEqual([200, 400, 600, 800])
    expect(playout.dryAt).toBe(wireMs + 800)
    expect(again).toBe(wireMs)
    expect(sendAt(playout, wireMs).sentTo).toBe(1000)
  })

  test('waits for a whole piece while the carrier has enough', () => {
    const begun = sendAt(ledger(sentence(1, { pieces: [new Uint8Array(1600)], ms: 200 })), 0)
    const more = addAudio(begun, 1, { mulaw: new Uint8Array(400), level: -20 })
    const waiting = pump(more, 0, rates)
    expect(waiting.pieces).toEqual([])
    expect(waiting.again).toBe(begun.dryAt - chunkMs / 2)
    expect(pump(more, begun.dryAt - chunkMs / 2, rates).pieces).toHaveLength(1)
  })

  test('sends a short piece at once when it is the last', () => {
    const playout = ledger(whole(1, 50))
    expect(pump(playout, 0, rates).pieces.map(({ mulaw }) => mulaw.length)).toEqual([400])
  })

  test('holds a later sentence back until the one before it has ended', () => {
    let playout = ledger(sentence(1), sentence(2))
    playout = addAudio(playout, 2, { mulaw: new Uint8Array(800).fill(2), level: -20 })
    playout = endSentence(playout, 2)
    expect(availableMs(playout.sentences)).toBe(0)
    expect(pump(playout, 0, rates).pieces).toEqual([])
    playout = addAudio(playout, 1, { mulaw: new Uint8Array(800).fill(1), level: -20 })
    playout = endSentence(playout, 1)
    const sound = joinMulaw(pump(playout, 0, rates).pieces.map(({ mulaw }) => mulaw))
    expect([sound[0], sound[799], sound[800], sound[1599]]).toEqual([1, 1, 2, 2])
  })

  test('takes no more audio for a sentence that has ended', () => {
    const playout = ledger(whole(1, 100))
    const late = addAudio(playout, 1, { mulaw: new Uint8Array(800), level: -20 })
    expect(totalMs(late)).toBe(100)
  })

  test('never waits for a lead shorter than a piece', () => {
    const short = { ...rates, leadMs: 100 }
    const begun = pump(ledger(whole(1, 1000)), 0, short)
    expect(begun.pieces).toHaveLength(1)
    expect(begun.again).toBe(begun.playout.dryAt)
    expect(pump(begun.playout, begun.playout.dryAt, short).pieces).toHaveLength(1)
  })
})

describe('what was heard', () => {
  test('without marks follows the time: on the wire, played in order, then the way to the ear', () => {
    const playout = sendAt(ledger(whole(1, 800)), 1000)
    expect(heardMs(playout, 1000 + wireMs + earMs, rates)).toBe(0)
    expect(heardMs(playout, 1000 + wireMs + earMs + 300, rates)).toBe(300)
    expect(heardMs(playout, 1000 + wireMs + earMs + 5000, rates)).toBe(800)
  })

  test('is never more than was sent, however long one waits', () => {
    const playout = sendAt(ledger(whole(1, 3000)), 0)
    expect(heardMs(playout, 100_000, rates)).toBe(800)
  })

  test('starts anew after the carrier ran dry', () => {
    const dry = sendAt(ledger(sentence(1, { pieces: [new Uint8Array(800)], ms: 100 })), 0)
    const more = addAudio(dry, 1, { mulaw: new Uint8Array(1600), level: -20 })
    const again = sendAt(more, 2000)
    expect(heardMs(again, 2000, rates)).toBe(100)
    expect(heardMs(again, 2000 + wireMs + earMs + 40, rates)).toBe(140)
  })

  test('is proven by a mark, which moves the estimate of what follows', () => {
    const sent = sendAt(ledger(whole(1, 800)), 0)
    const proven = ack(sent, 200, 600)
    expect(proven).toMatchObject({ provenTo: 200, heardTo: 200, marksSeen: true })
    expect(heardMs(sent, 600, rates)).toBe(400)
    expect(heardMs(proven, 600, rates)).toBe(200)
    expect(heardMs(proven, 600 - wireMs + earMs + 100, rates)).toBe(300)
  })

  test('after a mark is not ahead of a piece that can hardly have reached the carrier', () => {
    const first = sendAt(ledger(sentence(1, { pieces: [new Uint8Array(1600)], ms: 200 })), 0)
    const both = sendAt(addAudio(first, 1, { mulaw: new Uint8Array(1600), level: -20 }), 290)
    const proven = ack(both, 200, 300)
    expect(heardMs(proven, 290 + wireMs + earMs, rates)).toBe(200)
    expect(heardMs(proven, 290 + wireMs + earMs + 100, rates)).toBe(300)
  })

  test('moves with a mark to when the carrier runs dry, so that it is supplied in time', () => {
    const sent = sendAt(ledger(whole(1, 3000)), 0)
    expect(ack(sent, 200, 250).dryAt).toBe(200 + 600)
    expect(ack(sent, 200, 700).dryAt).toBe(650 + 600)
    expect(pump(ack(sent, 200, 200), 200, rates).pieces).toHaveLength(2)
  })

  test('stops before a piece whose mark is overdue', () => {
    const sent = ack(sendAt(ledger(whole(1, 800)), 0), 200, 300)
    expect(heardMs(sent, 500, rates)).toBe(300)
    expect(heardMs(sent, 2000, rates)).toBe(200)
  })

  test('does not fall back when a mark comes twice or after a later one', () => {
    const sent = sendAt(ledger(whole(1, 800)), 0)
    const proven = ack(ack(sent, 200, 300), 400, 500)
    expect(ack(proven, 400, 700)).toBe(proven)
    expect(ack(proven, 200, 700)).toBe(proven)
  })

  test('is not proven by a mark that was never sent', () => {
    const sent = sendAt(ledger(whole(1, 3000)), 0)
    expect(ack(sent, 5000, 300)).toBe(sent)
    expect(ack(sent, 250, 300)).toBe(sent)
  })

  test('of a new reply begins at nothing, and marks of the reply before prove nothing', () => {
    const before = ack(sendAt(ledger(whole(1, 400)), 0), 200, 300)
    const next = sendAt({ ...newPlayout(before), sentences: [whole(2, 400)] }, 300)
    expect(heardMs(next, 300, rates)).toBe(0)
    expect(ack(next, 200, 400, before.epoch)).toBe(next)
    expect(next.marksSeen).toBe(true)
  })

  test('remains to be heard as far as it is known', () => {
    const sent = sendAt(ledger(whole(1, 400), sentence(2, { text: 'four letters more' })), 0)
    expect(remainingMs(sent, wireMs + earMs + 100, rates)).toBe(300 + 17 * 75)
    expect(remainingMs(sendAt(ledger(whole(1, 400)), 0), 5000, rates)).toBe(0)
  })
})

describe('after a clear', () => {
  const sent = sendAt(ledger(whole(1, 3000)), 0)
  const at = wireMs + earMs + 500
  const cleared = clearPlayout(sent, at, rates)

  test('what was heard stays, and the rest is to be sent again in a new epoch', () => {
    expect(cleared).toMatchObject({ epoch: sent.epoch + 1, heardTo: 500, sentTo: 500, sent: [] })
    const [piece] = pump(cleared, at, rates).pieces
    expect(piece?.mark).toEqual({ epoch: sent.epoch + 1, endMs: 700 })
  })

  test('the marks that the carrier throws back prove nothing, even when they fit again', () => {
    for (const endMs of [200, 400, 600, 800]) {
      expect(ack(cleared, endMs, at + 80, sent.epoch)).toBe(cleared)
    }
    const resent = sendAt(rewind(cleared, 300), at + 500)
    expect(resent.sent.map(({ to }) => to)).toContain(800)
    expect(ack(resent, 800, at + 600, sent.epoch)).toBe(resent)
  })

  test('a mark within what is said once more takes nothing back', () => {
    const proven = clearPlayout(ack(sent, 400, 500), at, rates)
    const resent = sendAt(rewind(proven, 400), at + 500)
    const [piece] = resent.sent
    expect(piece?.to).toBeLessThan(proven.provenTo)
    const marked = ack(resent, piece?.to ?? 0, at + 800)
    expect(marked.provenTo).toBe(proven.provenTo)
    expect(marked.heardTo).toBe(proven.heardTo)
    expect(marked.sent).toHaveLength(resent.sent.length - 1)
  })

  test('nothing more is heard, and the agent is not audible', () => {
    expect(heardMs(cleared, at + 10_000, rates)).toBe(500)
    expect(isAudible(cleared, at, rates)).toBe(false)
    expect(isAudible(sent, at, rates)).toBe(true)
    expect(isAudible(emptyPlayout, 0, rates)).toBe(false)
  })
})

describe('going on after a pause', () => {
  const text = 'Your order left on Monday, and it should reach you by Thursday. Please be home'
  const words = text.split(' ').map((word, i) => ({ text: word, from: i * 250, to: i * 250 + 240 }))
  const spoken = whole(1, words.length * 250, { text, words })
  const heardTo = (ms: Millis) => ({ ...ledger(spoken), heardTo: ms, sentTo: ms })
  const wordAt = (ms: Millis) => words.find(({ from }) => from === ms)?.text

  test('begins with the clause that was cut', () => {
    expect(wordAt(rewind(heardTo(2100), 2000).sentTo)).toBe('and')
    expect(wordAt(rewind(heardTo(700), 2000).sentTo)).toBe('Your')
  })

  test('begins with a word on the way when the clause is too far back', () => {
    expect(wordAt(rewind(heardTo(2100), 600).sentTo)).toBe('it')
  })

  test('never begins before the reply', () => {
    expect(rewind(heardTo(0), 2000).sentTo).toBe(0)
    expect(rewind(heardTo(90), 2000).sentTo).toBe(0)
  })

  test('takes the start of a sentence for the start of a clause', () => {
    const first = whole(1, 500, { text: 'Well then' })
    const second = whole(2, 500, { text: 'let me see' })
    const playout = { ...ledger(first, second), heardTo: 700, sentTo: 700 }
    expect(rewind(playout, 2000).sentTo).toBe(500)
  })

  test('finds the clause though the voice leaves out punctuation', () => {
    const bare = words.map((word) => ({ ...word, text: word.text.replace(/\W/g, '') }))
    const playout = { ...ledger({ ...spoken, words: bare }), heardTo: 2100, sentTo: 2100 }
    expect(wordAt(rewind(playout, 2000).sentTo)).toBe('and')
  })
})
