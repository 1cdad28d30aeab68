import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PartQueue } from '../part-queue.js'
import type { SpeechPart } from '../provider.js'
import { readAlignment, type TimedChar } from './alignment.js'
import { sentencesOf } from './listening.test-kit.js'
import { ReplyScript } from './reply-script.js'
import { SentenceCutter } from './sentence-cutter.js'

/** Characters of 50 ms, each as 400 bytes of its own code. */
const charMs = 50

async function cut(
  texts: readonly string[],
  work: (cutter: SentenceCutter) => void,
): Promise<ReturnType<typeof sentencesOf>> {
  const out = new PartQueue<SpeechPart>(new AbortController().signal)
  const script = new ReplyScript(out)
  const cutter = new SentenceCutter(script)
  for (const [id, text] of texts.entries()) script.write(id, text)
  for (const rest of script.unfinished()) cutter.add(rest)
  work(cutter)
  out.end()
  const parts: SpeechPart[] = []
  for await (const part of out) parts.push(part)
  return sentencesOf(parts)
}

function speech(text: string): { mulaw: Uint8Array; chars: TimedChar[] } {
  return {
    mulaw: Buffer.concat([...text].map((char) => Buffer.alloc(400, char))),
    chars: [...text].map((char, i) => ({ char, from: i * charMs, to: (i + 1) * charMs })),
  }
}

const word = fc
  .array(fc.constantFrom(...'abcdeXYZ'), { minLength: 1, maxLength: 7 })
  .map((letters) => letters.join(''))
const sentence = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 6 }), fc.constantFrom('.', '?', '!'))
  .map(([words, end]) => words.join(' ') + end)

describe('audio with the times of its characters', () => {
  it('is cut into its sentences with every word in its place, however it comes in chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sentence, { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 20 }),
        async (texts, sizes) => {
          const whole = speech(texts.map((text) => `${text} `).join(''))
          const heard = await cut(texts, (cutter) => {
            let at = 0
            for (let i = 0; at < whole.mulaw.length / 8; i++) {
              const to = at + (sizes[i % sizes.length] ?? 1)
              const chars = whole.chars
                .filter(({ from }) => from >= at && from < to)
                .map((timed) => ({ ...timed, from: timed.from - at, to: timed.to - at }))
              cutter.hear(whole.mulaw.subarray(at * 8, to * 8), chars)
              at = to
            }
            expect(cutter.finish()).toBe(true)
          })
          expect(heard.map(({ text, ended }) => ({ text: text.trim(), ended }))).toEqual(
            texts.map((text) => ({ text, ended: true })),
          )
          for (const [i, { words }] of heard.entries()) {
            let from = 0
            const placed = (texts[i] ?? '').split(' ').map((text) => {
              const to = from + text.length * charMs
              const found = `${text} ${from}-${to}`
              from = to + charMs
              return found
            })
            expect(words).toEqual(placed)
          }
        },
      ),
    )
  })

  it('has ended a sentence when its characters have sounded, and not before', async () => {
    await cut(['Yes, sir.', 'Next.'], (cutter) => {
      const first = speech('Yes, ')
      cutter.hear(first.mulaw, first.chars)
      expect(cutter.patience()).toBeUndefined()
      const second = speech('sir.')
      cutter.hear(second.mulaw.subarray(0, 800), second.chars)
      expect(cutter.patience()).toBeUndefined()
      cutter.hear(second.mulaw.subarray(800), [])
      expect(cutter.patience()).toBe(250)
      cutter.endCurrent()
      expect(cutter.patience()).toBeUndefined()
    })
  })

  it('leaves no sentence without sound when the voice left out its words', async () => {
    const heard = await cut(['One two.', 'Hm.', 'Three four five.'], (cutter) => {
      const said = speech('One two. Three four five. ')
      cutter.hear(said.mulaw, said.chars)
      expect(cutter.finish()).toBe(true)
    })
    expect(heard.map(({ ended, mulaw }) => ended && mulaw.length > 0)).toEqual([true, true, true])
    expect(heard[2]?.text).toBe('Three four five. ')
  })
})

describe('audio that is too short', () => {
  it('ends no sentence for which there is none', async () => {
    const heard = await cut(['One two three four.', 'Five six seven eight.'], (cutter) => {
      const said = speech('One two three four. ')
      cutter.hear(said.mulaw, said.chars)
      cutter.endCurrent()
      expect(cutter.finish()).toBe(false)
    })
    expect(heard.map(({ id }) => id)).toEqual([0])
  })
})

describe('an alignment', () => {
  it.each([
    [null],
    [{ chars: null, charStartTimesMs: null, charDurationsMs: null }],
    [{ chars: ['a', 'b'], charStartTimesMs: [0] }],
    [{ chars: [7], charStartTimesMs: [0], charDurationsMs: [1] }],
    ['text'],
  ])('is none when it is %j', (value) => {
    expect(readAlignment(value)).toEqual([])
  })
})
