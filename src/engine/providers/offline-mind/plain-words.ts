/** Words as they are compared: lower case, without punctuation, and without what words mean the same thing differently. */

/** Lower case, single blanks; apostrophes stay, as in "don't". */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .trim()
}

/** Say nothing about what a sentence is about. */
const stopWords: ReadonlySet<string> = new Set(
  [
    'a an the this that these those it its i me my mine you your yours we us our he she they them their',
    'is are am was were be been being do does did have has had can could would should will shall may might must',
    'and or but if so to of in on at by for from with about as into than then there here not no',
    'what which who how why please tell say know want need like get give let make some any just really',
    "i'd i'm i've i'll what's that's it's you're don't can't ok okay well um uh up out off look",
  ]
    .join(' ')
    .split(' '),
)

/** Words that stand for one matter, under the name of the matter. */
const matters: Readonly<Record<string, readonly string[]>> = {
  hour: ['open', 'close', 'when', 'time', 'schedule', 'hour'],
  price: ['cost', 'much', 'charge', 'fee', 'expensive', 'cheap', 'rate', 'price'],
  address: ['where', 'located', 'location', 'address', 'direction', 'find'],
  person: ['human', 'operator', 'representative', 'agent', 'somebody', 'someone', 'colleague'],
  transfer: ['connect', 'forward', 'speak', 'talk', 'transfer'],
  book: ['appointment', 'reserve', 'reservation', 'booking', 'schedule', 'book'],
  email: ['mail', 'email', 'e-mail'],
  phone: ['telephone', 'phone'],
}

const matterOf: ReadonlyMap<string, string> = new Map(
  Object.entries(matters).flatMap(([matter, words]) =>
    words.flatMap(
      (word) =>
        [
          [word, matter],
          [stemOf(word), matter],
        ] as const,
    ),
  ),
)

/** What a text is about: its words without endings, each matter under one name. */
export function topicWords(text: string): ReadonlySet<string> {
  const words = plain(text)
    .split(' ')
    .filter((word) => word.length > 1 && !stopWords.has(word))
  return new Set(words.map(topicWord))
}

function topicWord(word: string): string {
  const bare = word.replace(/'s$/, '')
  const stem = stemOf(bare)
  return matterOf.get(bare) ?? matterOf.get(stem) ?? stem
}

/** Good enough to find "opening" in "opens": English endings off, four letters kept. */
function stemOf(word: string): string {
  const stem = word.replace(/(?<=\p{L}{3})(?:ings?|ed|es|s|ly)$/u, '')
  return stem.replace(/(?<=\p{L}{3})e$/u, '')
}

/** The same first letter big, and an end if there is none. */
export function asSentence(text: string): string {
  const trimmed = text.trim().replace(/[\s,;:–—-]+$/, '')
  if (trimmed === '') return ''
  const begun = trimmed.charAt(0).toUpperCase() + trimmed.slice(1)
  return /[.!?]$/.test(begun) ? begun : `${begun}.`
}
