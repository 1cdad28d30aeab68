/**
 * From written text to what flite can say. It reads ASCII only and stays silent about the rest, so quotes, dashes and
 * accents are brought down to it first. Every word keeps its written form for the transcript.
 */

/** One word of the text with both its forms. */
export interface TextWord {
  /** As written, punctuation included. */
  readonly written: string
  /** As given to flite: ASCII, perhaps several words or none. */
  readonly spoken: string
}

const plain: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u02bc\u2032]/g, "'"],
  [/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"'],
  [/\s*[\u2013\u2014\u2212]\s*/g, ', '],
  [/&/g, ' and '],
  [/\p{M}/gu, ''],
  [/[^\x21-\x7e]+/g, ' '],
]

/** The words of a text, in order; joined by single spaces their written forms are the text. */
export function textWords(text: string): TextWord[] {
  const tokens = text.split(/\s+/).filter((token) => token !== '')
  return tokens.map((written) => ({ written, spoken: toAscii(written) }))
}

function toAscii(written: string): string {
  return plain
    .reduce(
      (text, [pattern, replacement]) => text.replace(pattern, replacement),
      written.normalize('NFKD'),
    )
    .trim()
}

/** Longest text for one run: its memory and time grow with every character. */
const PASSAGE_LENGTH = 400

/** Texts for single runs: as many whole sentences as fit, and never part of a word. */
export function passages(words: readonly TextWord[]): TextWord[][] {
  const found: TextWord[][] = []
  for (const sentence of sentences(words)) {
    const last = found.at(-1)
    const fits = last !== undefined && length(last) + length(sentence) <= PASSAGE_LENGTH
    if (fits) last.push(...sentence)
    else found.push(sentence)
  }
  return found
}

/** The text cut after each sentence, and inside one that is too long. */
function sentences(words: readonly TextWord[]): TextWord[][] {
  const cut: TextWord[][] = []
  let sentence: TextWord[] = []
  for (const word of words) {
    if (length(sentence) + length([word]) > PASSAGE_LENGTH && sentence.length > 0) {
      cut.push(sentence)
      sentence = []
    }
    sentence.push(word)
    if (!/[.?!]["')\]]*$/.test(word.spoken)) continue
    cut.push(sentence)
    sentence = []
  }
  return sentence.length > 0 ? [...cut, sentence] : cut
}

function length(words: readonly TextWord[]): number {
  return words.reduce((sum, word) => sum + word.spoken.length + 1, 0)
}
