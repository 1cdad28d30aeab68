import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noise } from '../../audio/signal.js'
import { captionIn, type Expected, inventionIn } from './invention.js'
import { type Evidence, SegmentAudio } from './segment-audio.js'

const english: Expected = { language: 'en', keywords: [], prompt: undefined }
const spoken = (voicedMs: number, level = -25): Evidence => ({
  ...{ ms: voicedMs + 500, voicedMs, level },
})

const judge = (text: string, evidence = spoken(2000), expected = english) =>
  inventionIn(text, evidence, expected)

describe('words that nobody said', () => {
  it.each([
    ['Thank you for watching!', 'video caption'],
    ['Thanks for watching.', 'video caption'],
    ['Please like and subscribe!', 'video caption'],
    ['Subtitles by the Amara.org community', 'video caption'],
    ['Subtitles created by someone', 'video caption'],
    ['Untertitel der Amara.org-Community', 'video caption'],
    ['Untertitelung des ZDF für funk, 2017', 'video caption'],
    ['Vielen Dank fürs Zuschauen!', 'video caption'],
    ["Sous-titres réalisés par la communauté d'Amara.org", 'video caption'],
    ["Sous-titrage ST' 501", 'video caption'],
    ['¡Gracias por ver el vídeo!', 'video caption'],
    ['Редактор субтитров А.Синецкая Корректор А.Егорова', 'video caption'],
    ['Подписывайтесь на канал!', 'video caption'],
    ['字幕由社区提供', 'video caption'],
    ['ご視聴ありがとうございました', 'video caption'],
    ['시청해 주셔서 감사합니다', 'video caption'],
    ['[Music]', 'sound caption'],
    ['(silence)', 'sound caption'],
    ['♪ ♪ ♪', 'sound caption'],
    ['...', 'sound caption'],
    ['はい、わかりました', 'script'],
    ['Спасибо большое', 'script'],
    ['yes '.repeat(12), 'repetition'],
    ['I do not know. '.repeat(6), 'repetition'],
  ])('are %j: %s, however loud it was', (text, why) => {
    expect(judge(text)).toBe(why)
  })

  it.each([['Thank you.'], ['Thanks, bye.'], ['Yes.'], ['No.'], ['You.'], ['Hi.'], ['Okay.']])(
    'are not %j when it was said, and are when there was no voice',
    (text) => {
      expect(judge(text, spoken(220, -30))).toBeUndefined()
      expect(judge(text, spoken(220, -45))).toBeUndefined()
      expect(judge(text, spoken(60))).toBe('no voice')
      expect(judge(text, spoken(400, -58))).toBe('no voice')
    },
  )

  it.each([
    ['Can you add subtitles by tomorrow?'],
    ['I was watching the news, thank you.'],
    ['I would like to subscribe to the newsletter.'],
    ['No, no, no, no, that is wrong.'],
    ['I do not know, I do not know.'],
    ['5 5 5 5 5 5 5 5 5 5'],
    ['It is five five five five.'],
    ['Señor Núñez, por favor.'],
    ['My name is Søren Ærø.'],
    ['Café Zürich'],
  ])('are not %j', (text) => {
    expect(judge(text)).toBeUndefined()
  })

  it('are more of them than the voice had time for', () => {
    const sentence = "I'm going to go ahead and get started with the presentation."
    expect(judge(sentence, spoken(150))).toBe('too many words')
    expect(judge(sentence, spoken(1500))).toBeUndefined()
  })

  it('are the prompt come back, or all keywords, but not one of them', () => {
    const prompt = 'A call to the Corner Table restaurant in Springfield. Guests book tables.'
    const expected = { ...english, prompt, keywords: ['Corner Table', 'refund', 'patio'] }
    expect(judge(prompt, spoken(9000), expected)).toBe('prompt')
    const sentence = 'A call to the Corner Table restaurant in Springfield'
    expect(judge(sentence, spoken(9000), expected)).toBe('prompt')
    expect(judge('Corner Table, refund, patio', spoken(9000), expected)).toBe('prompt')
    expect(judge('refund', spoken(500), expected)).toBeUndefined()
    expect(judge('the Corner Table restaurant', spoken(900), expected)).toBeUndefined()
  })

  it('are those of another script only when the language is known', () => {
    expect(judge('Спасибо', spoken(600), { ...english, language: undefined })).toBeUndefined()
    expect(judge('Спасибо', spoken(600), { ...english, language: 'ru' })).toBeUndefined()
    expect(judge('ありがとう', spoken(600), { ...english, language: 'ja' })).toBeUndefined()
    expect(judge('감사합니다', spoken(600), { ...english, language: 'ko' })).toBeUndefined()
    expect(judge('Thank you', spoken(600), { ...english, language: 'ja' })).toBeUndefined()
  })

  it('are those the model itself does not believe', () => {
    const fine = { avgLogprob: -0.3, compressionRatio: 1.2, noSpeechProb: 0.1 }
    const judged = (scores: Partial<typeof fine>, evidence = spoken(800)) =>
      inventionIn('a table', evidence, english, { ...fine, ...scores })
    expect(judged({})).toBeUndefined()
    expect(judged({ noSpeechProb: 0.9 })).toBeUndefined()
    expect(judged({ avgLogprob: -1.2 })).toBeUndefined()
    expect(judged({ avgLogprob: -1.2, noSpeechProb: 0.9 })).toBe('improbable')
    expect(judged({ avgLogprob: -1.2 }, spoken(150))).toBe('improbable')
    expect(judged({ compressionRatio: 3 })).toBe('improbable')
  })

  it('are never found in a silent answer, and never make it throw', () => {
    expect(judge('')).toBeUndefined()
    expect(judge('  ')).toBeUndefined()
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat({ max: 5000 }), (text, ms) => {
        inventionIn(text, spoken(ms), { ...english, prompt: text, keywords: [text] })
        captionIn(text, english)
      }),
    )
  })
})

describe('the voice in a segment', () => {
  const measure = (pieces: readonly Uint8Array[]) => {
    const audio = new SegmentAudio()
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; at += 160) {
        audio.write({ mulaw: piece.subarray(at, at + 160), mediaAt: at / 8 })
      }
    }
    return audio.evidence
  }
  let seed = 1
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }

  it('is what stands out of the quiet', () => {
    const quiet = noise(300, random, { level: -65 })
    const loud = noise(240, random, { level: -25 })
    const { ms, voicedMs, level } = measure([quiet, loud, quiet])
    expect(ms).toBe(840)
    expect(voicedMs).toBe(240)
    expect(level).toBeCloseTo(-25, 0)
  })

  it('is nothing on a quiet line', () => {
    expect(measure([noise(800, random, { level: -70 })]).voicedMs).toBe(0)
    expect(measure([]).voicedMs).toBe(0)
  })
})
