import type { CallerRules } from './category.js'

const notMine =
  '(divorce|custody|accident|injury|immigration|criminal|dui|real estate|estate|tax|ticket|criminal)'
const phoneLike =
  '(phone|battery|cell|car|engine|line|dog|cat|pet|computer|signal|connection|laptop|truck|internet|tv|plant|horse|hamster|bird|deal)'
const aboutSelf = '(i|me|almost|nearly|you) ~1 (died|passed|dead|die)'

/** What a caller's standing in law, or in life, forbids. */
export const statusRules: CallerRules = {
  attorney_represented: [
    {
      id: 'has_lawyer',
      any: [
        '(legal aid|my lawyers|my attorneys|law firm|lawyer|attorney|attorneys) ~3 (is|are|s) ~1 (handling|dealing|taking|helping|representing|working) ~2 (this|it|me|us|my)',
        'represents ~1 (me|us)',
        '(i|we) ~1 (signed|went|enrolled|signed up|am signed up) ~1 (up )?with ~4 @lawyer',
        '@lawyer ~4 (contact|call|talk to|speak to|deal with) (them|him|her)',
        '(i|we|he|she|theconsumer|have|i have|my (husband|wife|spouse) and i) ~1 (have|has|got|hired|retained|obtained|engaged|am with|use|am working with|working with|signed with|am using|brought in|found) ~4 @lawyer',
        'represented ~1 (by|in|through|on|legal*)',
        '(i am|we are|being|i have|am) ~1 (represented|legal representation|lawyered up|lawyered)',
        '(have|has|got|with) ~1 (legal )?(representation|counsel)',
        'my ~1 @lawyer ~4 (handl*|deal*|taking|takes|took|said|told|says|has|advis*|instruct*|represent*|want*|number|info*|name|know*|already|will|is (the|a|on|at|going|named)|phone|should|contact|would|sent|s (name|number|office|phone|info*|email))',
      ],
      unless: [
        'lawyer friend',
        `(for|about|with|in|during) (my|the|a|our) ~1 ${notMine}`,
        `${notMine} @lawyer`,
        '(find|get|hire|need|afford|looking|look|call|want|consult*|becom*|see|should|going to|might|may|considering|thinking|could|would) ~2 (a|an|some|any|another|myself) ~1 @lawyer',
        '(brother|sister|cousin|friend|neighbor|uncle|son|daughter|dad|mom|husband|wife|ex|landlord|nephew|niece) ~2 (is|s|was|has|had|got|hired|a|s) ~3 @lawyer',
        '(power of|general|district|city|state) @lawyer',
        '(not|never|no) ~2 (have|has|had|got|hired|represented|@lawyer)',
        '(your|their|you have|you are|do you have|are you) ~3 @lawyer',
        '(if|unless|when) ~3 (i|we) ~3 @lawyer',
        '(used to|no longer|any more|fired|last year)',
      ],
    },
    {
      id: 'talk_to_my_lawyer',
      any: [
        '(talk|talking|speak|speaking|call|contact|go|goes|direct|send|deal|reach|address|refer|communicate|check|ask|fax|write|email|discuss|handled|forward|take it up|take that up|get in touch|touch|questions|take it) ~5 (my|our|the|his|her) ~1 @lawyer',
        '(through|via|to|with|by) (my|our) ~1 @lawyer',
        '^ (my|our) @lawyer $',
      ],
      unless: [
        `(for|about|with|in) (my|the|a|our) ~1 ${notMine}`,
        `${notMine} @lawyer`,
        '(i|we) ~2 (will|going to|need to|should|want to|have to|gonna|might|may|can|better|would like to|let me) ~2 (talk|speak|call|contact|check|ask|consult|discuss|see)',
        '(i|we) (talk*|spoke*|call*) ~2 (a|an|some) ',
        '(attorney|@lawyer) general',
        '(do you|should i|your) ~3 @lawyer',
        '(no|not) ~2 @lawyer',
      ],
    },
    {
      id: 'tengo_abogado',
      any: [
        '(tengo|tenemos|contrate|consegui|hay|ya tengo) ~2 (abogado|abogada|licenciado|representacion legal|representante legal)',
        '(hable*|comunique*|llame*|contacte*|dirija*) ~3 (con|a) (mi|nuestro|nuestra|el) ~1 (abogado|abogada|licenciado)',
        'mi (abogado|abogada|licenciado) ~2 (se|es|lleva|maneja|dice|dijo|esta|va|tiene|me)',
        'representad* por',
      ],
      unless: ['no (tengo|puedo|hay) ~3 (abogad*|licenciado)'],
    },
  ],
  bankruptcy: [
    {
      id: 'in_bankruptcy',
      any: [
        '(debt|debts|account|it|this|that|bill|loan|balance|everything) ~2 (discharged|wiped out by)',
        '(court|judge) ~2 (wiped|discharged|cleared|erased|eliminated|forgave)',
        '(wiped|discharged|cleared) ~4 when i filed',
        '(file|filed|filing|files|declare|declared|declaring|claimed|went|go|going|gone|am in|are in|under|through|went into|in the middle of|discharged|protected by|completed|finished|started|part of|covered|included|listed|wiped out|put on|put in|put it) ~6 (bankruptcy|bankrupt|chapter (seven|13|eleven|7|twelve))',
        '^ (bankruptcy|bankrupt) $',
        'chapter (seven|13|eleven|twelve)',
        '(my|our|a|the|active|open|pending) ~1 bankruptcy ~1 (case|court|trustee|filing|attorney|lawyer|number|protection|discharge|petition|judge|is|was|got|went|has|lawyer s|papers|started|plan|proceeding*)',
        '(my|our) bankruptcy',
        '(in|in a|into|under) bankruptcy',
        '(automatic|bankruptcy) stay',
        '(talk|call|contact|ask|through) ~2 (my|the|our) trustee',
        '(discharged|discharge) ~4 (court|debt*|account|judge|order|papers|last|in)',
        'i am bankrupt',
      ],
      unless: [
        '(bankrupt|bankrupting) (me|us|my)',
        '(if|unless|should|would|might|may|could|thinking|think|consider*|maybe|about to have to|had to|do not want|not want|rather|before|instead of|avoid*|force|what happens|recommend|push me|almost|nearly|close to|going to have to|gonna have to|have to) ~5 (bankrupt*|chapter)',
        '(company|store|employer|bank|business|they|airline|creditor|place|restaurant|landlord|tenant|he|she|you|brother|sister|cousin|uncle|aunt|friend|neighbor|boss|dad|mom|father|mother|son|daughter|ex|roommate|coworker|contractor|work) ~2 (is|are|was|went|has|have|had|just|going|declared|filed|filing|files|claimed|s|in|through) ~3 (bankrupt*|chapter)',
        '(not|never) ~4 (bankrupt*|chapter|filed|filing|file)',
        '(chapter) (seven|13|eleven|twelve) (of|in) (the|my|this) (book|story|textbook)',
        '(discharged|discharge) ~3 (hospital|army|navy|military|er|clinic)',
        '(are|is) you* ~2 bankrupt',
        '(out of|against) bankruptcy',
      ],
    },
    {
      id: 'en_bancarrota',
      any: ['(bancarrota|quiebra)', 'capitulo (siete|trece|13|once)'],
      unless: [
        '(no|nunca) ~3 (bancarrota|quiebra)',
        '(si|pensando|quiza*|tal vez) ~4 (bancarrota|quiebra)',
        'mi (hermano|hermana|primo|amigo) ~3 (bancarrota|quiebra)',
      ],
    },
  ],
  deceased: [
    {
      id: 'person_died',
      any: [
        '(@he|(my|her|his) @kin) (is|s) gone !(to|out|for|until|right|shopping|on|today|till|all)',
        '(pass|passed|passing|past) away',
        '(@he|@kin|the person|your customer|theconsumer s|who|mr ~1|mrs ~1|that person) ~3 (died|dead|deceased|passed on|passed !(the|me|it|this|my|a|out|by|down|along|you|her|him|his) |expired|no longer (with us|alive|living)|gone forever|in heaven|with the lord)',
        '(is|s|has been|was|been) ~1 (dead|deceased)',
        '(not|no longer|longer) ~1 (alive|with us|living anymore)',
        '(buried|cremated|burying|laid) (@him|my @kin|@him to rest)',
        '(her|his|theconsumer s|my @kin s) (funeral|death|passing|estate|obituary|burial|ashes|memorial)',
        '(we|i) lost (@him|theconsumer|my (husband|wife|mom|dad|mother|father|son|daughter|spouse|brother|sister))',
        '(executor|executrix|administrator|probate|death certificate|widow|widower|deceased|obituary)',
        'my late (husband|wife|mother|father|mom|dad|brother|sister|son|daughter|spouse)',
        '(handling|settling|manag*|in charge of) ~2 estate',
        '(heart attack|cancer|accident|covid|hospital) ~2 (killed|took) @him',
        '(killed|took) (his|her) (own )?life',
      ],
      unless: [
        `${phoneLike} ~3 (died|dead|dying|die|passed)`,
        `lost my ${phoneLike}`,
        aboutSelf,
        '(dead) (tired|broke|end|wrong|serious|line|zone|air)',
        '(so|that is why|which is why|and now) ~2 (i|we) ~3 (behind|short|can not|have to pay|paid|need|pay|paying|broke|missed|stuck|had to pay|got behind)',
        '(not|is not|never) (dead|deceased|died)',
        '(real estate|estate sale|my estate)',
        '(almost|nearly|about) (died|dead)',
        'over my dead body',
        'lost @him (on|in) (the|another) (line|phone|call)',
        '(joke|laugh*) ',
        '(passed|past) (the|my|a) (test|exam|class|bill|law|inspection|due|house)',
      ],
    },
    {
      id: 'ha_fallecido',
      any: [
        '(fallecio|fallecido|fallecida|murio|se nos fue|ha muerto|difunto|difunta|finado|finada|albacea)',
        '(esta|estaba) (muerto|muerta)',
        '(en paz descanse|que en paz)',
        '(acta|certificado) de defuncion',
        '(la|lo) enterramos',
      ],
      unless: [
        '(telefono|celular|bateria|perro|gato|carro) ~3 (murio|muerto)',
        '(de risa|de hambre|de cansancio)',
      ],
    },
  ],
  servicemember: [
    {
      id: 'on_duty',
      any: [
        '(ship|shipping|shipped) out ~2 (with|to|on|in|for|@day|next|$)',
        '(my|our) (unit|battalion|platoon|squadron|regiment|reserve unit)',
        '(i|we|husband|wife|theconsumer|he|she) ~1 (joined|enlisted in|signed up for|enlisted) ~1 (the )?@military',
        '(i am|i have been|we are|husband is|wife is|spouse is|husband s|wife s|theconsumer is|he is|she is|theconsumer s|just) ~3 (active duty|deployed|deploying|stationed|enlisted|activated|mobilized|reservist|national guard|service member|servicemember)',
        '(i am|we are|i serve|i work|i just joined|i joined|husband is|wife is|husband s|wife s|theconsumer is|theconsumer s|he is|she is|currently|serving|serve|specialist|sergeant|captain|private) ~3 (in|with|for|to) (the|us|united states) ~2 @military',
        '(active|active-) duty',
        '(deployed|deployment|deploy|deploying|deploys|stationed|mobilized) ~3 (to|in|at|overseas|orders|abroad|with|on|next|this|last|right|soon|for|until|with|@day|$)',
        '(scra|servicemember*|service member*|service members civil relief|soldiers and sailors)',
        '(military|army|navy|deployment|pcs|activation) (orders|base|deployment|duty|leave)',
        '(got|get|getting|being|been|was|just) (activated|mobilized|deployed|(my|our) orders|called up|orders)',
        '(basic training|boot camp|on base|on a ship|on the ship|aboard|overseas with)',
        'i am (an? )?(soldier|marine|sailor|airman|reservist|guardsman|coast guardsman|guardsmen)',
      ],
      unless: [
        'like (a |an )?(boot camp|basic|the army|the navy|the military)',
        '(veteran|used to|back in|retired|years ago|was in|were in|out of the|got out|left the|discharged|when i was|before i) ~4',
        '(grandp*|grandf*|brother|cousin|uncle|friend|neighbor|father|dad|nephew|ex|buddy|landlord) ~3 (is|was|s|served|has|in|got)',
        '(my|our) (son|daughter|kid|boy|nephew) ~2 (is|was|s|served|got|joined)',
        '(salvation|customer) (army|service)',
        '(not|never) ~3 (active|deployed|@military|enlisted|stationed)',
        '(off|heavy|jury|double) duty',
        'account ~2 activated',
        '(card|phone|account|line|number) ~2 activated',
        '(store|museum|surplus|movie)',
      ],
    },
    {
      id: 'en_servicio',
      any: [
        '(servicio activo|en el ejercito|en la marina|guardia nacional|desplegad*|militar activo)',
        'soy (militar|soldado|marino)',
      ],
    },
  ],
  identity_theft: [
    {
      id: 'stolen_identity',
      any: [
        '(thief|thieves|scammer|hacker|criminal|crook) ~3 (got|took|has|have|used|grabbed|ahold|hold) ~4 (my|wallet|card|info*|purse|social)',
        '(stole|stolen|steal|steals|stealing|hacked|compromised|hijacked|hacking|breached|swiped) ~5 (identity|info*|social|ssn|card|wallet|purse|name|id|account|credit)',
        '(identity|info*|social|ssn|card|wallet|purse|id) ~4 (stole|stolen|hacked|compromised|breached|theft|thief|fraud)',
        '(victim|victims) of ~3 (fraud|identity|scam|theft)',
        '(identity|id) (theft|thief|thieves|fraud)',
        'identity (was|got|has been|is) ~2',
      ],
      unless: [
        'you* ~3 (steal|stole|stealing|stolen|fraud|thief|thieves)',
        '(not|never) ~2 (stolen|theft|victim)',
        '(if|in case|afraid|worried|avoid|prevent|protect|trying|how do i know) ~5 (steal|stolen|theft|stealing|fraud|hacked|identity)',
      ],
    },
    {
      id: 'opened_by_someone_else',
      any: [
        '(open*|used|appl*|charged|made|taken|run up) ~3 by ~2 (scammer|hacker|thief|criminal|stranger|crook|someone else|somebody else|fraudster|identity)',
        '(data breach|breached|leak*|hacked) ~6 (my|info*|this|account|social)',
        '(my|info*|social|data) ~6 (data breach|breach)',
        '(someone|somebody|another person|person|ex|exhusband|exwife|husband|wife|mom|mother|dad|father|sister|brother|cousin|roommate|whoever|stranger|they|he|she|scammer|hacker|nephew|son|daughter|thief) ~4 (used|opened|took out|applied|forged|got|made|charged|put|bought|using|open|set up|ran up|signed|created|taken out|took|pretend*|impersonat*) ~6 (my (name|social|identity|info*|signature|ssn|credit|id|card)|in my name|under my name|with my|using my|without me|behind my back|pretending to be me)',
        '(open*|taken out|took out|made|done|signed|created|used|put|applied|set up) ~4 (without my (knowledge|permission|consent|authorization|okay|knowing)|in my name|under my name)',
        '(fraud*|unauthorized) ~1 (account|accounts|charge*|card|loan|application|purchase*|activity|transaction*|debt)',
        '(account|accounts|charge*|card|loan|application|debt|this|that|it|all|which) ~2 (is|was|are|were|s|been) ~1 (fraud|fraudulent|opened fraud*|a fraud|identity)',
        '(file|filed|filing|have|got|report*|made) ~3 (police report|ftc|fraud report|fraud alert|fraud affidavit|identity theft)',
        '(forged|forgery|impersonat*|impostor|imposter) ~3',
        '(was not|it is not|that is not|not) me (who|that) ~2 (open*|sign*|appl*|us*|charg*|bought|made|did)',
        '(someone|somebody) else ~2 (open*|sign*|appl*|us*|charg*|bought|made|did)',
        '(someone|somebody|person) ~3 (pretend*|posing|pos*|claim*) ~2 (me|as me)',
      ],
      unless: [
        'you* ~2 (are|is|running|sound) ~3 fraud',
        'not ~1 (fraud|a fraud)',
        '(paid|pay|pays|paying) ~2 (with|using)',
        'forged ahead',
      ],
    },
    {
      id: 'robo_de_identidad',
      any: [
        '(robo|robaron|robaban|robado|usurp*|hackearon) ~4 (identidad|datos|tarjeta|informacion|seguro social|cartera)',
        '(fraude|fraudulent*)',
        '(alguien|otra persona) ~3 (uso|usaron|abrio|saco) ~4 (mi nombre|mis datos|mi seguro|cuenta)',
      ],
    },
  ],
}
