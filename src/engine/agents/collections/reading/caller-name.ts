/** The name a caller gives, and whether it can be the consumer's. It never proves who they are: that is for the two factors. */

const title = '(?:(?:mr|mrs|ms|miss|doctor|dr)\\.? )?'
const word = "[\\p{L}][\\p{L}'’-]+"
const name = `${title}(${word}(?: ${word}){0,2})`
/** "My name is ..." names somebody, whatever follows. */
const named = new RegExp(
  `\\b(?:my name is|my name's|name is|the name's|they call me)\\s+${name}`,
  'iu',
)
/** "This is ..." may go on in any way, so that it names somebody only where nothing else follows. */
const introduced = new RegExp(
  `(?:^|[.,!?]\\s*|\\b(?:hi|hello|hey|yes|yeah|no|well|um|uh)[, ]+)(?:this is|it is|it's|i am|i'm|you're speaking (?:to|with)|you are speaking (?:to|with))\\s+${name}\\s*(?:$|[.,!?]|\\b(?:speaking|here|calling|and|from)\\b)`,
  'iu',
)
const speaking = new RegExp(`^\\s*(?:hi|hello|yes|yeah)?[, ]*${name} (?:speaking|here)\\b`, 'iu')
/** An answer of nothing but a name, written as names are. */
const bare =
  /^\s*(?:(?:[Hh]i|[Hh]ello|[Yy]es|[Nn]o|[Uu]m|[Uu]h)[, .]+)?(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?(\p{Lu}\p{Ll}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]+){1,2})[.!]?\s*$/u

/** "This is Robert now", in the middle of a call. */
const takesOver = new RegExp(
  `(?:^|[.,!?]\\s*|\\b(?:hi|hello|hey|yes|yeah|no|well|okay|um|uh)[, ]+)(?:this is|it is|it's|you're (?:talking|speaking) (?:to|with)|you are (?:talking|speaking) (?:to|with))\\s+${name}\\s+(?:now|speaking|talking|on the (?:phone|line))\\b`,
  'iu',
)

/** Who greets and says a name while a call is under way has just come to the phone; nobody says "my name is" of somebody else. */
const comesIn = new RegExp(
  `(?:^\\W*(?:(?:okay|yes|yeah|um|uh)\\W+)*(?:hi|hello|hey)\\b(?: there)?\\W+(?:this is|it is|it's|i am|i'm)|\\b(?:my name is|my name's))\\s+${name}\\s*(?:$|[.,!](?!\\s*right\\b)|\\b(?:here|calling|and|from|her|his)\\b)`,
  'iu',
)

/** Words that stand where a name could, and are none. */
const noNames: ReadonlySet<string> = new Set(
  `a about above actually after again all almost already also always am an and angry another any anyone anything are around as asking at
  available away back bad be because been before being better both broke bull busy but by calling can check confused correct crazy
  curious dead debt different disabled divorced done down driving easy eating either else enough even ever everything exactly excuse
  fair false fine finished first for free from fraud garbage getting glad going good great had half happy hard harassment has have having
  he hello help her here hers hey hi him his home homeless how hungry hurt i if illegal important in interested is it its jobless just kind
  kidding late later leaving legal less like listening live lost looking mad married maybe me mine moving my myself near never new
  nice no nobody none not nothing now of off okay ok old on one only open or our out over paid paying personal please poor possible pretty
  private probably quite ready real really recorded regarding retired returning ridiculous right robot scam self serious she short sick
  single sir sleeping so some somebody someone something sorry speaking still stressed stupid such sure talking terrible thanks that the
  their them there these they this those through tired to today told tomorrow too trying two unemployed unable under until up upset us
  very wait waiting want was we well what when where which who whoever why will willing with without work working worried wrong yes
  you young your yourself insane nuts fun urgent private spam true correct illegal driving weird strange funny awful awesome wonderful
  christmas easter catholic jewish muslim bank afraid aware confident certain currently deaf disappointed elderly exhausted familiar frustrated grateful pregnant unhappy unsure
  alright cool outside inside upstairs mom dad mother father husband wife son daughter hispanic spanish american crap rude early noon
  monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november
  december zero three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety oh thirteen fourteen fifteen sixteen seventeen eighteen nineteen hundred thousand`.split(
    /\s+/,
  ),
)

/** The name, in lower case; `undefined` where none was given. */
export function nameIn(text: string): string | undefined {
  return nameOf(named.exec(text) ?? introduced.exec(text) ?? speaking.exec(text) ?? bare.exec(text))
}

/** The name of one who says that they speak from now on, in lower case; whoever was on the phone before. */
export function newSpeakerIn(text: string): string | undefined {
  return nameOf(takesOver.exec(text) ?? comesIn.exec(text))
}

function nameOf(found: RegExpExecArray | null): string | undefined {
  const words = (found?.[1] ?? '').toLowerCase().split(/\s+/)
  const taken = words.slice(0, firstOther(words))
  return taken.length === 0 ? undefined : taken.join(' ')
}

function firstOther(words: readonly string[]): number {
  const at = words.findIndex(
    (one) =>
      one === '' ||
      noNames.has(one) ||
      /(?:ing|ed|ous|able|ible|ful|less|tion|ness|ment)$/.test(one) ||
      /n['’]t$/.test(one),
  )
  return at < 0 ? words.length : at
}

/** Short forms that do not begin as the name does. */
const shortForms: readonly (readonly string[])[] = [
  ['robert', 'bob', 'bobby', 'rob'],
  ['william', 'bill', 'billy', 'will', 'liam'],
  ['richard', 'rick', 'dick', 'rich'],
  ['james', 'jim', 'jimmy', 'jamie'],
  ['john', 'jack', 'johnny'],
  ['charles', 'chuck', 'charlie'],
  ['edward', 'ed', 'ted', 'eddie', 'ned'],
  ['henry', 'hank', 'harry'],
  ['margaret', 'maggie', 'peggy', 'meg', 'rita'],
  ['elizabeth', 'liz', 'beth', 'betty', 'lisa', 'eliza', 'libby'],
  ['katherine', 'kate', 'kathy', 'katie', 'kitty', 'catherine', 'cathy'],
  ['anthony', 'tony'],
  ['joseph', 'joe', 'joey'],
  ['michael', 'mike', 'mickey'],
  ['patricia', 'pat', 'patty', 'trish', 'tricia'],
  ['mary', 'molly', 'polly'],
  ['susan', 'sue', 'suzy'],
  ['theodore', 'ted', 'teddy'],
  ['alexander', 'alex', 'sasha', 'xander'],
  ['rebecca', 'becky'],
  ['deborah', 'debbie', 'debra'],
  ['dorothy', 'dot', 'dottie'],
  ['jose', 'pepe'],
  ['francisco', 'paco', 'pancho'],
]

/**
 * Whether somebody of this name may have said the other. Speech-to-text mishears names, so that one that sounds near passes; another
 * first name does not, whatever the last name is.
 */
export function mayBe(said: string, consumer: string): boolean {
  const [first = '', ...rest] = wordsOf(consumer)
  const words = wordsOf(said)
  const [given = ''] = words
  if (isNear(given, first)) return true
  // "Mrs Whitlock", "Whitlock, Dana"
  const last = rest.at(-1) ?? first
  return (
    isNear(given, last) && (words.length === 1 || words.slice(1).some((one) => isNear(one, first)))
  )
}

const wordsOf = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}|['’.-]/gu, '')
    .toLowerCase()
    .split(/\s+/)
    .filter((one) => one !== '')

function isNear(a: string, b: string): boolean {
  const start = Math.min(a.length, b.length)
  if (a === b || (start >= 3 && a.slice(0, 3) === b.slice(0, 3))) return true
  if (shortForms.some((forms) => forms.includes(a) && forms.includes(b))) return true
  if (a[0] !== b[0]) return false
  const sounds = consonants(a)
  return (sounds.length >= 2 && sounds === consonants(b)) || distance(a, b) <= (start < 6 ? 1 : 2)
}

/** "donna" and "dana" sound alike. */
const consonants = (text: string) => text.replace(/[aeiouyh]/g, '').replace(/(.)\1+/g, '$1')

/** How many letters have to be changed, put in or left out. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, one] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const change = (row[j] ?? 0) + (one === other ? 0 : 1)
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
