/**
 * Words that nobody said. Whisper and the models after it were taught with captions, and write captions when they hear noise: thanks for
 * watching, credits of subtitles, in any language; or their own prompt; or one phrase over and over.
 *
 * What no caller would say to an agent is taken for invented always. Small words that callers do say ("thank you", "yes") only when
 * there was hardly any voice: a real one has some 200 ms of it, far above the noise of the line.
 */
import type { Evidence } from './segment-audio.js'

export type Invention =
  | 'sound caption'
  | 'video caption'
  | 'no voice'
  | 'too many words'
  | 'prompt'
  | 'repetition'
  | 'script'
  | 'improbable'

export interface Expected {
  readonly language: string | undefined
  readonly keywords: readonly string[]
  readonly prompt: string | undefined
}

/** What whisper-1 says of its own words; thresholds are those its authors use. */
export interface Scores {
  readonly avgLogprob: number
  readonly compressionRatio: number
  readonly noSpeechProb: number
}

/** Why the whole text was invented; undefined when it may well have been said. */
export function inventionIn(
  text: string,
  evidence: Evidence,
  expected: Expected,
  scores?: Scores,
): Invention | undefined {
  const words = wordsOf(text)
  if (text.trim() === '') return undefined
  const seen = captionIn(text, expected)
  if (seen) return seen
  if (scores && isImprobable(scores, evidence)) return 'improbable'
  if (isWeak(evidence)) return 'no voice'
  if (isTooMuch(words, evidence)) return 'too many words'
  if (echoes(words, expected)) return 'prompt'
  return isLoop(words) ? 'repetition' : undefined
}

/** The rules that need no audio, so they fit words that are not final too. */
export function captionIn(
  text: string,
  { language }: Pick<Expected, 'language'>,
): Invention | undefined {
  const words = wordsOf(text)
  if (words.length === 0 || /^\s*(?:[[(*♪][^\])*♪]*[\])*♪]\s*)+$/.test(text)) return 'sound caption'
  const plain = words.join(' ')
  if (credits.some((credit) => credit.test(plain)) || farewells.has(plain)) return 'video caption'
  return language !== undefined && isForeign(text, language) ? 'script' : undefined
}

/** Lower case without punctuation and without the accents of Latin letters, so that one spelling stands for many. */
function wordsOf(text: string): readonly string[] {
  const bare = text.normalize('NFKD').replace(/(?<=\p{sc=Latn}\p{M}*)\p{M}/gu, '')
  const plain = bare.normalize('NFKC').toLowerCase()
  return plain.replace(/['’]/g, '').match(/[\p{L}\p{N}]+/gu) ?? []
}

/** Credits of subtitles: who made them, for whom. Each is anchored, because a caller may speak of subtitles. */
const credits: readonly RegExp[] = [
  /\bamara org\b/,
  /^(?:sub ?titles?|captions?|transcri(?:pt|bed|ption)|translat(?:ed|ion))(?: (?:created|made|provided|edited|corrected))? by\b/,
  /^(?:undertekster|untertitel(?:ung)?|ondertitel(?:s|ing|d)|undertexter) (?:av|von|der|des|im auftrag|door|ingediend)\b/,
  /^sous titr(?:es|age)(?: \w+){0,3} (?:par|pour|st|societe)\b/,
  /^(?:sottotitoli|subtitulos|legendas|napisy)(?: \w+){0,3} (?:a cura|di|da|por|pela|comunidad|dla|wykonane)\b/,
  /^(?:редактор |подготовка |переклад )?субтитр/u,
  /^продолжение следует$/u,
  /^(?:字幕|翻訳|校对|校對|請不吝點贊|请不吝点赞)/u,
  /^ご[視覧].*ありがとうございま/u,
  /^시청해.*감사합니다$/u,
  /^(?:zdf|swr|wdr|ndr|ard)(?: \w+){0,3} 20\d\d$/,
]

/** Goodbyes of videos, whole. Nobody says them on the phone. */
const farewells: ReadonlySet<string> = new Set(
  [
    ...['thank you for watching', 'thanks for watching', 'thank you so much for watching'],
    ...['thank you very much for watching', 'thanks for watching bye', 'thank you for viewing'],
    ...['please subscribe', 'please like and subscribe', 'like and subscribe'],
    ...['subscribe to my channel', 'please subscribe to my channel', 'dont forget to subscribe'],
    ...['see you in the next video', 'see you next video', 'ill see you in the next video'],
    ...['ill see you guys in the next video', 'thanks for watching and see you in the next video'],
    ...['thanks for watching please subscribe', 'to be continued'],
    ...['vielen dank furs zuschauen', 'danke furs zuschauen', 'bis zum nachsten mal im video'],
    ...['merci davoir regarde cette video', 'merci davoir regarde', 'abonnez vous'],
    ...['gracias por ver el video', 'gracias por ver', 'suscribete al canal', 'suscribete'],
    ...['obrigado por assistir', 'inscreva se no canal', 'grazie per aver guardato il video'],
    ...['iscriviti al canale', 'bedankt voor het kijken', 'tack for att ni tittade'],
    ...['спасибо за просмотр', 'подписывайтесь на канал', 'дякую за перегляд'],
    ...['谢谢观看', '感谢观看', '謝謝觀看', '感謝觀看', 'ご視聴ありがとうございました'],
  ].map((line) => wordsOf(line).join(' ')),
)

/** Sound too short or too quiet for a word. The shortest words measured on the phone have about 150 ms of voice. */
const LEAST_VOICED_MS = 100
const LEAST_LEVEL = -52

function isWeak({ voicedMs, level }: Evidence): boolean {
  return voicedMs < LEAST_VOICED_MS || level < LEAST_LEVEL
}

/** Fast speech has 20 letters a second; nobody has 50. The slack forgives what the measure of voice may miss. */
const MOST_LETTERS_PER_SECOND = 50
const VOICE_SLACK_MS = 250

function isTooMuch(words: readonly string[], { voicedMs }: Evidence): boolean {
  const letters = words.join('').length
  return letters / ((voicedMs + VOICE_SLACK_MS) / 1000) > MOST_LETTERS_PER_SECOND
}

/** A caller may say a keyword or a phrase of the prompt; the whole of it, or six words on end, is no accident. */
function echoes(words: readonly string[], { prompt, keywords }: Expected): boolean {
  const said = words.join(' ')
  const promptWords = wordsOf(prompt ?? '')
  const sentences = (prompt ?? '').split(/[.!?\n]+/).map((sentence) => wordsOf(sentence).join(' '))
  if (words.length >= 4 && sentences.includes(said)) return true
  if (words.length >= 6 && ` ${promptWords.join(' ')} `.includes(` ${said} `)) return true
  const list = keywords.map((keyword) => wordsOf(keyword).join(' '))
  return keywords.length >= 3 && said === list.join(' ')
}

/** One word eight times, or one phrase five times, and little else. Digits are left alone: numbers repeat. */
function isLoop(words: readonly string[]): boolean {
  if (words.some((word) => /\d/.test(word))) return false
  for (let size = 1; size <= 6; size++) {
    const least = size === 1 ? 8 : 5
    if (longestLoop(words, size) >= least && longestLoop(words, size) * size > words.length * 0.6) {
      return true
    }
  }
  return false
}

/** How often a phrase of `size` words stands behind itself, at the most. */
function longestLoop(words: readonly string[], size: number): number {
  let longest = 0
  let same = 0
  words.forEach((word, i) => {
    same = i >= size && word === words[i - size] ? same + 1 : 0
    longest = Math.max(longest, Math.floor(same / size) + 1)
  })
  return longest
}

function isImprobable({ avgLogprob, compressionRatio, noSpeechProb }: Scores, evidence: Evidence) {
  if (compressionRatio > 2.4) return true
  if (avgLogprob >= -1) return false
  return noSpeechProb > 0.6 || evidence.voicedMs < 2 * LEAST_VOICED_MS
}

const scripts: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries(
    ['ru', 'uk', 'bg', 'sr', 'mk', 'be', 'kk'].map((code) => [code, /[\p{sc=Cyrl}\p{sc=Latn}]/u]),
  ),
  ...Object.fromEntries(['ar', 'fa', 'ur'].map((code) => [code, /[\p{sc=Arab}\p{sc=Latn}]/u])),
  ja: /[\p{sc=Hira}\p{sc=Kana}\p{sc=Hani}\p{sc=Latn}ー]/u,
  zh: /[\p{sc=Hani}\p{sc=Latn}]/u,
  ko: /[\p{sc=Hang}\p{sc=Hani}\p{sc=Latn}]/u,
  el: /[\p{sc=Grek}\p{sc=Latn}]/u,
  he: /[\p{sc=Hebr}\p{sc=Latn}]/u,
  th: /[\p{sc=Thai}\p{sc=Latn}]/u,
  hi: /[\p{sc=Deva}\p{sc=Latn}]/u,
}

const latin: ReadonlySet<string> = new Set(
  'en de fr es it pt nl sv no nb da fi is pl cs sk sl hr hu ro et lv lt tr id ms vi ca gl eu cy ga tl sw af'.split(
    ' ',
  ),
)

/** Most letters belong to a script that the language is not written in. Unknown languages may be written in any. */
function isForeign(text: string, language: string): boolean {
  const code = language.toLowerCase().split('-')[0] ?? ''
  const own = latin.has(code) ? /\p{sc=Latn}/u : scripts[code]
  if (own === undefined) return false
  const letters = text.match(/\p{L}/gu) ?? []
  return letters.filter((letter) => own.test(letter)).length * 2 < letters.length
}
