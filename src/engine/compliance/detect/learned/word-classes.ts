/**
 * Words that mean much the same where a caller speaks of a call, a debt or a person, under one name each. The learned part reads
 * "refrain from phoning" and "quit calling" alike. A word may be in one class only; a `*` stands for any ending.
 */
const tables: Readonly<Record<string, string>> = {
  STOP: 'stop stopped stopping quit cease ceased halt discontinue refrain desist end ended ending knock deje dejen dejar paren pare',
  CALL: 'call calls called calling phone phones phoned phoning ring rings ringing dial dialed dialing contact contacts contacted contacting text texts texting reach reaching bother bothering harass harassing harassment pester pestering hound hounding communicate communication communications voicemails llame llamen llamar llamando llamadas contacten contactar marquen',
  LEAVE: 'leave alone peace paz',
  REMOVE:
    'remove delete erase scratch wipe strike drop scrub purge unsubscribe lose forget quiten borren borre eliminen',
  LIST: 'list lists database system records registry dialer computer books lista',
  CONSENT:
    'consent consents permission authorize authorized authorise authorization allow allowed approve approval agree autorizo autorizado permiso',
  REFUSE: 'refuse refusing object decline revoke revoking withdraw withdrawing opposed oppose',
  LAWYER:
    'lawyer lawyers attorney attorneys counsel solicitor abogado abogada abogados licenciado licenciada lawyered paralegal',
  REPRESENT:
    'represent represents represented representing representation retained retain retainer hired hire handles handling handle representa',
  BANKRUPT:
    'bankrupt* bancarrota quiebra chapter capitulo discharge discharged discharging trustee stay petition creditors insolven*',
  DIE: 'die dies died dying dead death deceased perished expired murio muerto muerta fallecio fallecido fallecida morir morirme muero succumbed',
  PASS: 'passed pass passing',
  BURIAL:
    'buried bury funeral burial widow widower estate executor probate grave cemetery obituary heaven memorial cremated mourning late viuda viudo difunto difunta hospice',
  STEAL:
    'stole stolen steal steals stealing theft thief thieves robbed robo robaron hacked hacker hackers breach breached compromised scammer scammers scammed swiped crook cloned skimmed',
  FRAUD:
    'fraud* fraude forged forgery unauthorized impostor imposter impersonat* pretending pretended scam scams identity identidad',
  OPENED: 'open opened opening applied apply took taken used using uso usaron abrio signed sign',
  OTHER: 'someone somebody else another whoever stranger alguien otra otro',
  ID: 'social ssn name wallet purse info information id datos nombre cartera credit',
  PARENT:
    'mom mommy mother dad daddy father grandma grandmother granny nana grandpa grandfather parents stepmom stepdad mami papi mama papa mamas papas abuela abuelo babysitter sitter auntie',
  SPOUSE:
    'husband wife spouse fiance partner boyfriend girlfriend esposo esposa marido mujer novio novia',
  KIN: 'son daughter brother sister uncle aunt cousin nephew niece roommate neighbor friend coworker caregiver nurse assistant secretary receptionist hijo hija hermano hermana hubby',
  CHILD: 'kid kids child children boy girl baby minor teenager nino nina menor',
  SMALLNUM:
    'six seven eight nine ten eleven twelve 13 14 15 16 17 seis siete ocho nueve diez once doce trece catorce quince',
  SCHOOL:
    'grade school homework elementary kindergarten recess teacher preschool escuela kinder tarea',
  PERSON3: 'he she her him theconsumer ella',
  AWAY: 'away out home gone asleep sleeping shower bathroom meeting store work upstairs downstairs outside garage yard gym nap napping unavailable casa dormido dormida trabajando',
  MESSAGE: 'message messages recado mensaje relay',
  RECORD:
    'record recorded recording recordings recorder tape taped taping recordline graben grabar grabacion grabando grabe monitored',
  KILL: 'kill killing suicide suicidal overdose hang jump jumping pills gun bullet rope bridge knife razor matarme suicidarme train cliff roof noose hurt hurting harm harming cutting',
  LIVE: 'live living alive life exist existing existence vivir vida viva earth born',
  POINT: 'point reason reasons worth purpose sense hope sentido',
  SELF: 'myself mi me',
  OWE: 'owe owes owed owing debo debe deuda debt debts',
  BILLWORD:
    'account accounts bill bills balance loan charge charges card amount cuenta saldo cargo cargos total figure invoice purchase purchases',
  PAY: 'pay pays paid paying payment payments settle settled pague pagar pagado pago',
  WRONG:
    'wrong incorrect mistake mistaken error errors inaccurate bogus equivocado equivocada incorrecto incorrecta mal mixup misdialed misdial bad',
  DISPUTE:
    'dispute disputes disputed disputing contest contesting contested challenge challenging disagree question',
  NUMBER: 'number numero line extension telefono cell landline',
  KNOW: 'know knows known recognize heard conozco familiar',
  PLACE:
    'restaurant bakery church hospital school hotel store shop salon warehouse clinic business office pharmacy garage dealership plumbing hotline daycare',
  NEG: 'not never no nobody none without neither nor nothing ni nunca jamas nadie sin',
  I: 'i we yo nosotros',
  YOU: 'you ustedes usted yall',
  MY: 'my our mis nuestro nuestra',
  WANT: 'want wanted wants like wish need needs prefer rather quiero quisiera necesito',
  BE: 'am is are was were been be being s es soy esta estoy son',
  FUTURE: 'will would going gonna shall voy va',
  MODAL: 'can could may might must should puedo puede',
  AGAIN: 'again anymore more ever further future mas nuevamente',
  WORKPLACE: 'job boss employer workplace coworkers trabajo jefe',
  DRIVE: 'driving drive car truck road freeway highway traffic wheel manejando conduciendo behind',
  HUMAN:
    'human person representative rep agent operator supervisor manager somebody persona humano agente',
  ROBOT: 'robot bot machine computer ai automated artificial chatbot program maquina computadora',
  MONEYLACK:
    'broke unemployed laid fired afford struggling evicted homeless disability foodstamps hardship desempleado',
  SWEAR:
    'fuck* shit* asshole bitch bastard damn damned hell ass idiot idiots moron morons scumbag scumbags jerk* parasite* vulture* leech* crap bullshit pendejo* cabron* mierda',
  LAW: 'sue suing sued lawsuit court legal judge cfpb ftc fdcpa bbb complaint complain regulator violation violating illegal demanda demandar demandarlos',
  MILITARY:
    'army navy marine marines military deployed deployment guard reserve reserves air force stationed base sergeant duty enlisted veteran ejercito servicio',
  PROOF:
    'proof prove validate validation verify verification itemized documentation documents paperwork evidence statement contract prueba comprobante copy letter writing mail',
  LATER: 'later tomorrow tonight afternoon evening morning hour minutes manana luego tarde week',
  DAY: 'monday tuesday wednesday thursday friday saturday sunday payday paycheck lunes martes miercoles jueves viernes sabado domingo quincena',
  POLICE:
    'police sheriff arrest arrested arrests warrant jail prison prosecute prosecuted criminal crime felony cops deputy handcuffs officer',
  SEIZE: 'garnish* levy levied lien seize seized freeze frozen repossess* wages paycheck attach',
  FEE: 'fee fees surcharge interest penalty processing convenience costs',
  CREDITBUREAU: 'bureau bureaus report reporting score rating equifax experian transunion mortgage',
  DEADLINE:
    'today tonight midnight immediately now deadline expires expire final last urgent hurry before',
  CARDNUM: 'cvv cvc pin digits sixteen expiration routing debit visa mastercard',
  FAMILYTELL: 'neighbors neighbor employer boss coworkers church family everyone facebook',
}

const exact = new Map<string, string>()
const prefixes: { readonly prefix: string; readonly name: string }[] = []
for (const [name, words] of Object.entries(tables))
  for (const word of words.split(' ')) {
    if (word.endsWith('*')) prefixes.push({ prefix: word.slice(0, -1), name })
    else if (!exact.has(word)) exact.set(word, name)
  }

const endings = /(?:ings?|ed|es|s|ly)$/

/** The class of a word of the normal form in capitals, else the word without its commonest endings. */
export function classOf(word: string): string {
  const known = exact.get(word)
  if (known !== undefined) return known
  for (const { prefix, name } of prefixes) if (word.startsWith(prefix)) return name
  if (/^\d/.test(word)) return 'NUM'
  const bare = word.length > 4 ? word.replace(endings, '') : word
  return bare.length >= 3 ? bare : word
}
