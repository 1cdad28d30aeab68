/**
 * Whether a sentence of a model is written so that what is judged is what will be heard: letters that only look like others, marks nobody
 * sees, words spelled out letter by letter and markup pass word rules, and a voice reads them all the same.
 */

/** A sentence for a phone is far shorter; the rules cut what is longer. */
const longest = 600

const signs: readonly (readonly [string, RegExp])[] = [
  ['letters of another script', /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u],
  ['a digit that is not one of 0 to 9', /(?![0-9])\p{N}/u],
  ['a sign that cannot be seen', /[\p{Cf}\p{Co}\p{Cn}]|(?![\n\t])\p{Cc}/u],
  ['markup', /[<>\\|^~`_*=[\]]/],
  ['another currency', /(?!\$)\p{Sc}|\b(?:euros?|pesos?|yen|sterling|rupees?|bitcoins?|quid)\b/iu],
  [
    'a word spelled out',
    /(?<![\p{L}\p{N}'’])(?:\p{L}(?:\s*[.\-·•,/]\s*|\s+)){2,}\p{L}(?![\p{L}'’])/u,
  ],
]

/** What makes the sentence unfit to be judged, or undefined. Slots are taken out before. */
export function notPlain(text: string): string | undefined {
  if (text.length > longest) return 'too long'
  const spoken = text.normalize('NFC').replace(/\b[ap]\.?m\b\.?/giu, ' ')
  const found = signs.find(([, sign]) => sign.test(spoken))
  if (found !== undefined) return found[0]
  const usual = spoken.replace(/[…\u00a0\u2011]/gu, ' ')
  return usual.normalize('NFKC') === usual ? undefined : 'letters in another form'
}

/** Words that nothing ends with: more of the sentence follows. */
const unfinished =
  /\b(?:a|an|the|and|or|but|nor|if|unless|until|because|than|that's|of|by|with|to|from|into|at|for|as|your|my|our|their|his|her|be|been|being|is|are|was|were|am|will|would|shall|should|must|can|could|may|might|do|does|did|has|have|had|not|we|i|they|he|she|who|whose|which|very|every)$/iu

/** A sentence may not be longer without an end. */
const longestOpen = 200

/** Whether it stops in the middle of a sentence: what it will come to is not known yet. */
export function breaksOff(text: string): string | undefined {
  const ended = /[.!?…]["'”’)\]]*$/u.test(text)
  if (ended) return undefined
  const words = text.replace(/[^\p{L}\p{N}]+$/u, '')
  const open = /[,;–—-]\s*$/u.test(text) || unfinished.test(words) || text.length > longestOpen
  return open ? 'the rest of it' : undefined
}
