/** What speech-to-text and writers make of common English words, and what each of them comes to here. */

/** Written with or without an apostrophe -> the words it stands for. No result is itself a key: the mapping is idempotent. */
export const spokenForms: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "can't": 'can not',
    cant: 'can not',
    cannot: 'can not',
    "won't": 'will not',
    wont: 'will not',
    "shan't": 'shall not',
    "ain't": 'is not',
    aint: 'is not',
    dont: 'do not',
    doesnt: 'does not',
    didnt: 'did not',
    isnt: 'is not',
    arent: 'are not',
    wasnt: 'was not',
    werent: 'were not',
    havent: 'have not',
    hasnt: 'has not',
    hadnt: 'had not',
    couldnt: 'could not',
    wouldnt: 'would not',
    shouldnt: 'should not',
    im: 'i am',
    ive: 'i have',
    youre: 'you are',
    youve: 'you have',
    youll: 'you will',
    theyre: 'they are',
    weve: 'we have',
    thats: 'that is',
    theres: 'there is',
    hes: 'he is',
    shes: 'she is',
    whats: 'what is',
    whos: 'who is',
    its: 'it is',
    "let's": 'let us',
    lets: 'let us',
    gonna: 'going to',
    wanna: 'want to',
    gotta: 'got to',
    hafta: 'have to',
    lemme: 'let me',
    gimme: 'give me',
    outta: 'out of',
    dunno: 'do not know',
    "y'all": 'you all',
    yall: 'you all',
    "ma'am": 'maam',
    "o'clock": 'oclock',
    "'cause": 'because',
    cuz: 'because',
    cause: 'because',
    yeah: 'yes',
    yep: 'yes',
    yup: 'yes',
    nope: 'no',
    nah: 'no',
    ok: 'okay',
    til: 'until',
    till: 'until',
    thru: 'through',
    cancelled: 'canceled',
    cancelling: 'canceling',
    fiancee: 'fiance',
    neighbour: 'neighbor',
    mum: 'mom',
    momma: 'mom',
    mama: 'mom',
    papa: 'dad',
    recognise: 'recognize',
    authorised: 'authorized',
    cheque: 'check',
  }).map(([form, words]) => [form, words.split(' ')]),
)

/** After these an `'s` is "is"; after other words it may be a possessive and stays `s`. */
export const beforeIs: ReadonlySet<string> = new Set(
  'he she it that there here what who where how when everything nobody someone'.split(' '),
)

/** Endings after an apostrophe. */
export const clitics: ReadonlyMap<string, string> = new Map([
  ['m', 'am'],
  ['re', 'are'],
  ['ll', 'will'],
  ['ve', 'have'],
  ['d', 'would'],
  ['s', 's'],
])

/** Sounds of hesitation, English and Spanish: they carry nothing. */
export const hesitations: ReadonlySet<string> = new Set(
  'um umm uhm uh uhh er erm err hm hmm mm mmm ah eh ehm em'.split(' '),
)

/** Two words that are mostly filler. */
export const fillerPairs: ReadonlySet<string> = new Set(['you know', 'i mean', 'o sea'])

/** Before these a filler pair is not filler: "how do you know", "if you know". */
export const notFillerAfter: ReadonlySet<string> = new Set(
  'do did how if let want what that as would should can could who make sure does lo who when where'.split(
    ' ',
  ),
)

/** 0 to 12 are words, larger numbers digits, whichever way they were written. */
export const smallNumbers: readonly string[] =
  'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** Words of larger numbers -> digits. Numbers of several words stay several tokens; `literals/` reads them. */
export const largeNumbers: ReadonlyMap<string, string> = new Map(
  Object.entries({
    thirteen: '13',
    fourteen: '14',
    fifteen: '15',
    sixteen: '16',
    seventeen: '17',
    eighteen: '18',
    nineteen: '19',
    twenty: '20',
    thirty: '30',
    forty: '40',
    fourty: '40',
    fifty: '50',
    sixty: '60',
    seventy: '70',
    eighty: '80',
    ninety: '90',
  }),
)
