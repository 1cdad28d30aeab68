/** Number words of English and Spanish (without accents, lower case), and what each is worth. */

const list = (words: string, first: number): [string, number][] =>
  words.split(' ').map((word, at) => [word, first + at])

const tens = (words: string): [string, number][] =>
  words.split(' ').map((word, at) => [word, 20 + 10 * at])

/** 0 to 9: may be digits of a longer number. */
export const digitWords: ReadonlyMap<string, number> = new Map([
  ...list('zero one two three four five six seven eight nine', 0),
  ...list('cero uno dos tres cuatro cinco seis siete ocho nueve', 0),
  ['oh', 0],
  ['o', 0],
  ['un', 1],
  ['una', 1],
])

/** 10 to 29, as one word. */
export const teenWords: ReadonlyMap<string, number> = new Map([
  ...list('ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen', 10),
  ...list('diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve', 10),
  ...list(
    'veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve',
    21,
  ),
])

export const tensWords: ReadonlyMap<string, number> = new Map([
  ...tens('twenty thirty forty fifty sixty seventy eighty ninety'),
  ...tens('veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa'),
  ['fourty', 40],
])

/** Spanish has words for whole hundreds. */
export const hundredsWords: ReadonlyMap<string, number> = new Map([
  ['cien', 100],
  ['ciento', 100],
  ...'doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'
    .split(' ')
    .map((word, at): [string, number] => [word, 200 + 100 * at]),
])

export const scaleWords: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1000],
  ['grand', 1000],
  ['mil', 1000],
  ['million', 1_000_000],
  ['millon', 1_000_000],
  ['millones', 1_000_000],
])

export const ordinalWords: ReadonlyMap<string, number> = new Map([
  ...list(
    'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
    1,
  ),
  ['thirtieth', 30],
  ['primero', 1],
])

export const monthWords: ReadonlyMap<string, number> = new Map([
  ...list(
    'january february march april may june july august september october november december',
    1,
  ),
  ...list(
    'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
    1,
  ),
  ...list('jan feb mar apr', 1),
  ...list('jun jul aug sep oct nov dec', 6),
  ['sept', 9],
])
