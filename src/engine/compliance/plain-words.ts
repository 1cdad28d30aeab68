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
