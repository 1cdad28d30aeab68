import type { Normalised } from '../normalise.js'
import { type Hit, RuleSet } from '../rule.js'

/** Words that Spanish uses all the time and English never does. Words both have ("no", "me", "a", "come") are left out. */
const spanishWords: ReadonlySet<string> = new Set(
  `el la los las un una unos unas y o que de del al en por para con sin se su sus mi mis es esta este estan estoy estamos eso esa ese
  esto soy eres somos son fue era yo tu usted ustedes ella ellos nos le les lo si pero porque como cuando donde quien cual muy mas
  menos ya ahora ahorita aqui alli hoy manana ayer hola bueno buenos buenas dias tardes noches gracias favor senor senora diga digame
  habla hablo hablar espanol ingles entiendo entender llama llame llamar llamando numero telefono casa trabajo trabajando dinero pagar
  pago cuenta deuda puedo puede quiero quiere necesito tengo tiene hay voy va vive alguien nadie nada todo otra otro momento tiempo
  verdad persona equivocado esposo esposa hijo hija mama papa hermano abogado mensaje espere permiso despues antes luego semana mes
  disculpe perdon perdone bien mucho poco tambien nunca siempre hacer dice dijo sabe conozco mande oiga pues sea estas`.split(
    /\s+/,
  ),
)

/** Of those, words that English or names have too, or that are said by people who speak English; alone they prove nothing. */
const weak: ReadonlySet<string> = new Set(
  'el la los las de un o y en al mi lo se sea son va fue era tu su es si nos este con sin que yo papa mama por le del casa gracias hola'.split(
    ' ',
  ),
)

const asks = new RuleSet([
  {
    id: 'asks',
    any: [
      '(speak|speaks|speaking|talk|talking|have|in|press|habla*|understand|want|need|prefer|only|just|someone|agent|representative|interpreter|translator|line|for|continue) ~4 (spanish|espanol|castilian)',
      '(spanish|espanol) (please|only|speaker|speaking|interpreter|translator|agent|representative|line|by favor)',
      '^ (spanish|espanol) $',
      '(not|no|little|bad|poor|only a little|hardly) ~3 (english|ingles) ~1 (good|well|much|very|$)',
      '(no|not) ~2 (speak|understand|hablo|entiendo|hablar) ~3 (english|ingles)',
      '(another|different) language',
      '(no|not) (english|ingles)',
      '(me|i|yo) (only )?(spanish|espanol)',
    ],
    unless: [
      '(teacher|class|taught|learn*|homework|restaurant|food|music|movie|test|studied|took|study|used to|ancestors|heritage|is spanish|married|wine|channel|not need|not want|no need)',
    ],
  },
])

/** Where a caller speaks Spanish, or asks for it in English. */
export function spanishHit(normal: Normalised): (Hit & { readonly id: string }) | undefined {
  const spoken = spokenSpanish(normal)
  if (spoken !== undefined) return { ...spoken, id: 'speaks_spanish' }
  const [asked] = asks.firstHits(normal)
  return asked === undefined ? undefined : { ...asked, id: 'asks_for_spanish' }
}

/** At least half of the words and one that is certain, or four in a row of an otherwise English turn. */
function spokenSpanish({ tokens }: Normalised): Hit | undefined {
  let spanish = 0
  let certain = 0
  let words = 0
  let from = -1
  let to = -1
  for (const [at, { word }] of tokens.entries()) {
    if (word.length === 1 && word !== 'y') continue
    words++
    if (!spanishWords.has(word)) continue
    spanish++
    if (!weak.has(word)) certain++
    if (from < 0) from = at
    to = at
  }
  const mostly = spanish * 2 >= words && (certain >= 1 || spanish >= 4)
  const partly = certain >= 3 && spanish >= 4
  return mostly || partly ? { from, to } : undefined
}

export function warmSpanish(): void {
  asks.warm()
}
