import type { CallerRule } from '../category.js'
import { itIsThem } from './shared-words.js'

const phone = '(the|her|his|this|my) (phone|cell|call)'
const relation =
  '(@parent|@spouse|@child|kid|brother|sister|uncle|aunt|auntie|cousin|nephew|niece|friend|neighbor|roommate|roomie|housemate|boss|coworker|ex|assistant|caretaker|caregiver|secretary|nurse|landlord|receptionist|sitter|babysitter|housekeeper|aide|nanny|guardian|stepson|stepdaughter|relative|social worker|lawyer|attorney|(attorney|lawyer) s assistant|paralegal|power of attorney)'

const isThem =
  '(this is|it is|i am|that is|you are ~1 (talking|speaking) (to|with)|you have|you got)'

const goesOn =
  '(speaking|talking|here|now|instead|on the (phone|line)|what|who|she|he|theconsumer|$)'

const kin = `(my ${relation})`

const them = `(@him|theconsumer|${kin})`

const notAGift = '!(for|bill|bills|number|plan|case|charger|call you)'

/**
 * Who says outright that another person speaks now, or is about to, comes first: that holds on a verified call too. A relation that is only
 * named ("my husband's at work") says nothing of who speaks.
 */
export const thirdPartyAnswer: readonly CallerRule[] = [
  {
    id: 'is_not_them',
    outright: true,
    any: [
      `${isThem} (not (really|actually)? theconsumer !(s)|not (her|him) (speaking|anymore|i am|this is|$)|(someone|somebody) (else|different) !(who|s))`,
      'you are not ~1 (talking|speaking) (to|with) (theconsumer|her|him) ~1 (anymore|now|any longer|$)',
    ],
    unless: ['(said|says|say|saying|thinks|thought|telling|told|claims|if) ~3 (i am|this is) not'],
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
  {
    id: 'consumer_is_away',
    any: [
      '@he ~2 not (live|stay|reside) here',
      '@he ~1 (moved|left) (to|out|away)',
      '(@he|theconsumer|my (husband|wife|spouse|roommate|son|daughter|brother|sister|boyfriend|girlfriend|partner|fiance)) ~1 (is|are|s) ~1 (not|out|away|gone|sleeping|asleep|at work|in the|at the|outside|busy|on (the|a|another)|working|unavailable|off|still|napping|traveling|over) ~2 (home|here|available|in|around|right now|at the moment|work|now|today|shower|town|phone|store|of town|line|school|tomorrow|able|working|back|gym|yard|vacation|doctor|asleep|sleeping|$)',
      '(@he) (stepped|just stepped|went|ran|just left|left|will be|should be|gets|comes|get) ~1 (out|away|home|back|to the|for work|for the day|off|off work)',
      '(not|never) (home|here|in) (right now|at the moment|yet|now|until)',
      '(@he|theconsumer) (can not|cannot|is not able to) (come to|talk|speak|get to|answer)',
      '(hold on|one|a|hang on|wait|just a|let me|i will|give me|sure) ~4 (get|grab|see if|find|go get|hand|put|check if|fetch|yell for|call|pass|give) ~2 (@him|my @kin|theconsumer|the phone to|it to @him) ',
      '(get|grab|fetch|put|getting|grabbing|find) (@him) ~2 (for you|on|$)',
    ],
    unless: [
      '(this is|i am|it is) theconsumer',
      'but (yes )?(this is|i am|speaking|it is me)',
      '(no longer|never|not) (lived|works)',
      '(passed|died|dead|deceased)',
      'my (mom|dad|mother|father)',
      '@he (is|are) not (me|my|going to pay|paying|responsible|the|a)',
    ],
  },
  {
    id: 'takes_a_message',
    any: [
      '(can|could|may|shall|should|want me to|like me to|i can|i could|let me|happy to|i will|want to) ~2 (take|leave|pass|give|relay|pass on|pass along|tell|let) ~2 (message|@him a message|@him who|@him know|along|it on|@him you called|@him what|@him that|@him|word)',
      '(who|what) ~4 (shall|should|can|may|do) i ~1 (say|tell) ~3',
      '(what|who) ~2 (calling|this) ~2 (regarding|about) ~1 (@him)',
      '(want|want*|need|looking for|ask* for|calling for|talk to|speak to|speak with|wanna talk to) ~1 (my (husband|wife|spouse|roommate|son|daughter|brother|sister|boyfriend|girlfriend|partner|mother|mom|dad|father|boss|aunt|uncle|cousin)|her|him)',
      '(what do you|why do you|what you) ~1 (want|need) ~2 (with|from|of) @him',
    ],
    unless: [
      'leave me a',
      '(let me|i will|i (want|need|have|got|ought) to|i should|i better|after i|once i|until i) ~2 (talk|speak|check) (to|with) my',
      '(can|could) (you|i) leave (me|you|a)',
      '(can|may) i leave (a|you) ',
      'after the (tone|beep)',
      'press',
    ],
  },
  {
    id: 'no_esta_en_casa',
    any: [
      '(el|ella|theconsumer|mi (esposo|esposa|hijo|hija|hermano|hermana|marido|mujer)) no (esta|se encuentra)',
      '(no esta|no se encuentra|salio|esta en el trabajo) ~2 (ahorita|en este momento|en casa|ahora)',
      '(quiere|quieres|puedo|gusta) ~2 (dejar|tomar) ~2 (mensaje|recado)',
    ],
  },
  {
    id: 'away_and_i_answer',
    any: [
      '(have|get) (him|her|them) (ring|call|phone) you',
      '(house|dog|pet) (sitting|sitter) ~3',
      '(watching|minding) (the|their|her|his) (house|place|dog|shop|kids)',
      'yo (le|la|lo) (aviso|digo|doy|llamo)',
      'no esta ~2 (pero )?yo',
      '(see|check) if @he (can|is|s) ~3',
      '(ella|el) (salio|no esta|esta dormid*|esta ocupad*|no se encuentra)',
      '(no esta|salio) ~4 (quien|vuelva|recado|mensaje|mas tarde)',
      'quien (la|lo|le) (busca|llama|procura)',
      '(@he|my (husband|wife|spouse|roommate|son|daughter|brother|sister|boyfriend|girlfriend|partner)) (will|would|should|might|gets|get|comes|will not|can) ~1 (be|get|come)? ~1 (back|home|in|around|here|free) ~2 (at|till|until|by|around|in|after|later|soon|tomorrow|tonight|@day|before|for)',
      '(@he|my (husband|wife|spouse|roommate|son|daughter|brother|sister|boyfriend|girlfriend|partner)) (is|are|s|was)? ~1 (out|away|off|working|sleeping|asleep|resting|driving|busy|gone|outside|overseas|deployed|traveling|unavailable|next door|upstairs|downstairs|in (the|a|her|his|class|surgery|town|court|back)|at (the|a|her|his|work|school|practice|lunch|church)|on (a|the|another|her|his)|with (a|her|his)|taking|walking|picking|running|getting|doing|putting|feeding|cooking|mowing|not (home|here|in|around|available|able))',
      '(@he|theconsumer) ~1 (left|went|stepped|ran|moved|took off|headed|walked) ~1 (out|away|about|over|to|for|her|his|on|a|already|just|early)',
      '(just|barely) missed (@him|theconsumer)',
      '(answer*|pick*|hold*|watch*|cover*|keep*) ~3 (her|his|theconsumer s|the) ~1 (phone|cell|calls|line)',
      '(answer*|pick* up|picking up|cover*) ~2 for (@him|theconsumer|my (husband|wife|son|daughter|brother|sister|boss|roommate))',
      '(her|his|theconsumer s|my (wife|husband|son|daughter|brother|sister|boss|roommate) s) (phone|cell|office|line) ~2 (but|she|he|and|i|here|is)',
      '(left|forgot) (her|his) (phone|cell) ~3 (here|at|with|home|in|on)',
      '(try|call|reach|get|catch) (@him|her cell|his cell|her work|theconsumer) ~4 (after|at|later|back|again|tomorrow|tonight|on|she|he|this|around)',
      '(want|like|need|should|can|could|shall|have) ~3 (me|i|her|him) ~2 (tell|have|let|write|take|give|pass|ask|get|call you|call back) ~3 (her|him|you|message|number|know|down)',
      '(i will|i can|i could|let me|gonna) ~1 (tell|let|ask|pass|get|give|put|hand|see if) ~2 (@him|theconsumer|word) ~4',
      '(would|care|want|like) ~3 (leave|give) ~2 (a|your) (number|message|name) ~2 (for|with)? ~2',
      '(who|what) ~3 (say|tell) ~2 (is |s )?(calling|called|it is about|it is regarding)',
      '(is this|is it|are you (calling|looking|asking)) ~1 for (my|her|him|the) ~1 (husband|wife|son|daughter|brother|sister|mother|father|roommate|boss|her|him)?',
      '(hold on|hang on|one sec|one second|a second|yes) ~2 (here|@he) (she|he|is|comes) ~2',
      'who is (calling|looking|asking) ~1 (for )?(@him|theconsumer)',
      '(who|what) ~1 (are|do|is|may|can) ~3 (for|with|from|regarding|concerning) (@him|theconsumer)',
    ],
    unless: [
      'in the background',
      '(confirmation|reference|case|tracking) number',
      'so i (have|got) (a|some|one) (minute|second|sec|time|hour)',
      '(next to|beside) me',
      'moved out so',
      'so (i will|i ll|i can|rent|keep)',
      '(be quiet|keep it short|keep my voice)',
      '(this is|i am|it is) theconsumer',
      'yes ~1 (this is|speaking|it is me)',
      '(i|we) ~2 (will|can) let you know',
      '(passed|died|dead|deceased|funeral|buried)',
      '(but|though) ~2 (you can talk to me|it is my account|go ahead|i can (talk|speak))',
      'my (mom|dad|mommy|daddy|mother|father)',
      '(sick|help*|pays|paying|paid|fault|left me|out of work|laid off|disab*|cancer|surgery)',
      '@he (is|are|s) not (me|my|going to pay|paying|responsible|the|a)',
      '(you|your) (office|company|people|agent|rep)',
    ],
  },
  itIsThem,
  {
    id: 'speaks_for_them',
    any: [
      `^ (that is|that s|that would be|he is|she is|s he is|you mean|oh you mean|you want) my (@kin|roommate|roomie|housemate|tenant|boss|client|patient) ~1 (who|what|why|may|is|s|not|can|hang|hold|one|let|at|in|out|he|she|you|they|$)`,
      '(that would|that ll) be my (@kin|roommate|tenant)',
      '(direct|transfer|route|connect|put) your call (to|through) ~1 (theconsumer|@him)?',
      '(theconsumer|@he) (works|is employed|has a desk) here (but|and|however|today) ~4',
      '(i handle|i manage|i take care of) (her|his|theconsumer s) (finances|bills|money|affairs|accounts|mail|calls)',
      '(what|who) (is|s) (this|it) (about|regarding|concerning) ~2 (my (husband|wife|son|daughter|brother|sister)|@he is not|@he is out)',
    ],
    unless: [
      '(i am|this is|it is) theconsumer !(s)',
      'this is (her|him) my',
      '(and (he|she) (needs|has|is)|(he|she) needs)',
      '(but|and) ~2 (it is me|i am the|i am on the|this is (me|her|him)) ',
      '(background|ignore|yelling|barking|talking over|says hi)',
      '(sick|hospital|died|dead|passed|deceased|executor|estate|helps me|owes|gave me|paid|disab*|cosign*)',
      '(i am|i m) (only|just|six|seven|eight|nine|ten|eleven|twelve|13|14|15|16|17)',
      '(do not call|stop calling|cease)',
      '(bill|debt|account|problem|fault|card|loan|phone|money|car) ',
    ],
  },
]
