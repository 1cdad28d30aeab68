/** Classes of words and phrases that patterns name with `@`. Each is a pattern itself. */
export const classes: Readonly<Record<string, string>> = {
  leadIn:
    'yes|no|okay|well|so|hi|hello|hey|please|look|listen|and|but|oh|just|now|sorry|sir|maam|man|then|hola|bueno|pues|si|mire|actually|honestly|alright|right|wait|because|excuse|me',
  leadOut:
    'please|sorry|thanks|thank|you|okay|sir|maam|man|now|right|today|dude|then|anymore|goodbye|bye|por|favor|gracias|though|for|real|here|again|ever',
  i: '(i|we)',
  me: '(me|us)',
  my: '(my|our)',
  be: '(am|is|are|was|were|s|be|been|being)',
  parent:
    '(mom|mommy|mother|dad|daddy|father|grandma|grandmother|granny|nana|grandpa|grandfather|parents|stepmom|stepdad)',
  spouse: '(husband|wife|spouse|fiance|partner|boyfriend|girlfriend)',
  child: '(son|daughter|kid|kids|child|children|boy|girl|baby|grandson|granddaughter|grandkids)',
  kin: '(@parent|@spouse|@child|brother|sister|uncle|aunt|auntie|cousin|nephew|niece|friend|buddy|neighbor|roommate|boss|coworker|ex|inlaws|family|relative)',
  other_party:
    '(company|store|bank|employer|landlord|business|hospital|doctor|job|insurance|agency|shop|guy|lady|people|tenant|customer)',
  him: '(him|her|theconsumer|them|that person|this person)',
  he: '(he|she|theconsumer|they)',
  lawyer:
    '(lawyer|lawyers|attorney|attorneys|counsel|law firm|law office|law offices|legal aid|legal team|legal counsel|legal representation|abogado|abogada|licenciado)',
  call: '(call|calls|calling|called|phone|phoning|phoned|ring|ringing|contact|contacting|contacted|dial|dialing|text|texting|reach|reaching|bother|bothering|harass|harassing|pester|pestering|hound|hounding)',
  num: '(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|@big)',
  big: '(13*|14*|15*|16*|17*|18*|19*|20*|21*|22*|23*|24*|25*|26*|27*|28*|29*|30*|31*|35*|40*|45*|50*|60*|70*|75*|80*|90*|100*|120*|150*|hundred|thousand|noon)',
  day: '(monday*|tuesday*|wednesday*|thursday*|friday*|saturday*|sunday*|tomorrow|tonight|weekend|weekends|morning|mornings|afternoon|afternoons|evening|evenings|night|nights|noon|lunes|martes|miercoles|jueves|viernes|sabado|domingo|manana)',
  later:
    '(later|tomorrow|tonight|next (week|month|time|@day)|another (time|day)|some other time|this (afternoon|evening|weekend)|after (@num|work|lunch|dinner|noon|i|the|my)|around @num|at @num|in (a|an|the|@num) ~1 (bit|while|hour|hours|minutes|min|morning|afternoon|evening|week|weeks|days)|in @num|on (@day|the|my)|@day|before @num|once i)',
  payday:
    '(payday|pay day|when i get paid|get paid|paycheck|my check|the first|the 1st|the third|the fifth|the 15th|the 15*|the 20*|the 30*|the tenth|end of the (month|week)|first of the month|next (week|month|friday|payday|check|paycheck)|tax refund|income tax|tomorrow|@day|in (a|two|three|@num) ~1 (weeks|week|days|months)|by the ~1|el (lunes|martes|viernes|proximo|dia)|la (proxima|otra) semana|fin de mes|quincena)',
  robot:
    '(robot|robots|bot|bots|machine|computer|computers|ai|a i|artificial|automated|chatbot|virtual assistant|virtual|alexa|siri|chatgpt|chat gpt|program|software|recording|android|robo*|voice assistant|answering machine|maquina|computadora|grabadora)',
  human:
    '(human|humans|real person|actual person|live person|real human|actual human|human being|real people|real live person|person|people|representative|representatives|rep|operator|live agent|live rep|live representative|agent|supervisor|manager|customer service|live one|somebody real|someone real|real (somebody|someone|anybody)|someone human|(someone|somebody) (with|in) (a pulse|charge)|(someone|somebody) (else|higher|alive|live|human|real|there|in)|(someone|somebody) (who|that) (is|s|can|has)|your boss|specialist|associate|live body)',
  creditor_doc:
    '(proof|validation|verification|itemiz*|statement|statements|documentation|documents|paperwork|breakdown|original (contract|agreement|paperwork|bill|documents)|signed (contract|agreement)|evidence|validation (letter|notice)|invoice|copy of (the|my|that) ~2)',
  debt: '(debt|debts|account|accounts|bill|bills|balance|balances|loan|charge|charges|card|amount)',
  pay: '(pay|pays|paid|paying|payment|payments)',
  military:
    '(army|navy|marines|marine corps|air force|military|national guard|guard|reserves|reserve|coast guard|space force|service|armed forces)',
}
