import type { CallerRules } from './category.js'

const relation =
  '(@parent|@spouse|@child|kid|brother|sister|uncle|aunt|auntie|cousin|nephew|niece|friend|neighbor|roommate|roomie|housemate|boss|coworker|ex|assistant|caretaker|caregiver|secretary|nurse|landlord|receptionist|sitter|babysitter|housekeeper|aide|nanny|guardian|stepson|stepdaughter|relative|social worker|lawyer|attorney|(attorney|lawyer) s assistant|paralegal|power of attorney)'
const isThem =
  '(this is|it is|i am|that is|you are ~1 (talking|speaking) (to|with)|you have|you got)'
const goesOn =
  '(speaking|talking|here|now|instead|on the (phone|line)|what|who|she|he|theconsumer|$)'
const kin = `(my ${relation})`
const them = `(@him|theconsumer|${kin})`
const phone = '(the|her|his|this|my) (phone|cell|call)'
const notAGift = '!(for|bill|bills|number|plan|case|charger|call you)'

/**
 * Another person speaks now, or is about to, said in so many words. A relation that is only named ("my husband's at work") says nothing
 * of who speaks.
 */
export const speakerRules: CallerRules = {
  third_party_answer: [
    {
      id: 'is_not_them',
      outright: true,
      any: [
        `${isThem} (not (really|actually)? theconsumer !(s)|not (her|him) (speaking|anymore|i am|this is|$)|(someone|somebody) (else|different) !(who|s))`,
        'you are not ~1 (talking|speaking) (to|with) (theconsumer|her|him) ~1 (anymore|now|any longer|$)',
      ],
      unless: [
        '(said|says|say|saying|thinks|thought|telling|told|claims|if) ~3 (i am|this is) not',
      ],
    },
    {
      id: 'their_kin_speaks',
      outright: true,
      any: [
        `${isThem} (=1 (her|his|their|theconsumer s) !(only|my|our) ~1 ${relation} !(s|that|who !(is (calling|this|asking|it)))|the (@parent|@spouse|brother|sister|son|daughter|roommate|neighbor|caregiver|caretaker|(babysitter|sitter|dog sitter|house sitter)|receptionist|front desk|temp) ${goesOn}|(a|an|one) ~1 ${relation} of (hers|his|theirs|theconsumer))`,
      ],
      unless: [
        '(cosign*|co signed|signed for|share*|joint)',
        `(my|our) ${relation} s ~1 (loan|bill|account|tuition|card|school|debt)`,
        'for (my|our) @child',
        'i am (her|his) ~1 (caretaker|caregiver|guardian|aide|nurse|assistant) (so|and i)',
        '(it is|this is) (her|his|their) ~1 @kin ~3 (owe*|bill|debt|account|fault|loan|card)',
      ],
    },
    {
      id: 'was_handed_the_phone',
      outright: true,
      any: [
        `(handed|passed|gave|shoved|threw|tossed|hands|passes) ~1 me ~1 ${phone} ${notAGift}`,
        `(handed|passed|gave|left|shoved|threw|tossed) ${phone} ~2 (to|with|at) me`,
        'put me on (the (phone|line)|$)',
        `(took|grabbed|got|picked up) ${phone} ~1 (from|off) ${them}`,
        `(speaking|talking|answering|picking up|filling in|taking over|stepping in|on the (phone|line)) ~2 (for|on behalf of) ${them} !(s)`,
        '(took|taking|take) over (the|this) (call|phone|line)',
        '(asked|wants|wanted|told|needs) me to (take over|take (the|this) (phone|call)|get on (the|this) (phone|call|line)|finish (the|this) call)',
        '(@he|theconsumer) ~1 ((asked|wants|wanted|told|needs) me to ((talk|speak) (to|with) you|do the talking|(answer|pick up) !(the (door|mail)))|(said|says) ~2 (talk|speak) (to|with) me)',
        `was ((theconsumer|her|him|${kin}) ~1 (you were|who was|on the (phone|line)|talking|speaking|before)|theconsumer (i am|this is))`,
        'who (~1 (may|should|shall|can|do) i ~1 say ~1 (is )?(calling|called)|is (asking|calling|looking) ~1 for (@him|theconsumer))',
        '(person|lady|man|woman|guy|one) you were ~1 (talking|speaking) (to|with)',
      ],
      unless: [
        '(christmas|birthday|new phone|last (week|month|year)|yesterday|years ago)',
        'you were ~1 (talking|speaking) (to|with) (yesterday|before|last|me|is me|was me|the other day)',
      ],
    },
    {
      id: 'hands_the_phone_on',
      outright: true,
      any: [
        `^ here (is|comes|talk to|speak to|speak with|talk with) ${kin} !(s)`,
        '^ (hang on|hold on|one sec|one second)? here (she|he) (is|comes) $',
        `(put|putting) ${them} ~1 on (the (phone|line)|now|with you|to (talk|speak)|so|and|$)`,
        `(hand|handing|pass|passing|give|giving|transfer|transferring) ~1 (you|the phone|this phone|the call|this call) ~1 (over |off |back )?to ${them}`,
        '(hand|handing|pass|passing) ~1 (the|this) phone (over|off|on)',
      ],
      unless: ['if (you|that|it)'],
    },
    {
      id: 'they_left_the_phone',
      outright: true,
      any: [
        'theconsumer (is|s|was) ~1 (not (here|home|in|available|able|around|on|up to)|no longer (here|on)|out|away|busy|upset|crying|asleep|sleeping|gone|driving|at (work|the)|in the (bathroom|shower|other room|kitchen|car|yard|other)|on (another|the other)) !(of (work|money))',
        'theconsumer ~1 (had to|has to|just|stepped|went|left|ran|walked) ~1 (go|leave|left|run|step|stepped|out|away|off|to the|to get|outside|inside|upstairs)',
        'theconsumer (can not|will not|does not want to|did not want to|does not feel like) ~1 (talk|speak|talking|speaking|come|finish|continue|be on)',
        'theconsumer ~1 (asked|told|wants|wanted|said) ~1 me ~1 to',
      ],
      unless: ['(i am|this is|my name is|it is) theconsumer !(s)'],
    },
    {
      id: 'habla_otra_persona',
      outright: true,
      any: [
        '(soy|habla|le habla|ahora habla) (su|el|la) ~1 (esposo|esposa|marido|mujer|novio|novia|hijo|hija|hermano|hermana|mama|madre|papa|padre|dad|mom|amigo|amiga|vecino|vecina|companer*|cunad*) !(que)',
        '(yo )?no soy theconsumer',
        'me (paso|dio|dejo) el telefono',
        '(le|te) (paso|comunico) (con|a|el telefono) ~2 mi',
      ],
    },
  ],
}
