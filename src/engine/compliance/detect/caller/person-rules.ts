import type { CallerRules } from './category.js'

const age = '(three|four|five|six|seven|eight|nine|ten|eleven|twelve|13|14|15|16|17)'
const grade =
  '(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|1st|2nd|3rd|4th|5th|6th|7th|8th|9th|10th|11th)'

/** Danger to life, and who has picked up. */
export const personRules: CallerRules = {
  self_harm: [
    {
      id: 'harm_to_self',
      any: [
        '(not|never) wake up',
        '(pills|gun|knife|rope|razor|blade) ~3 (here|in my hand|next to me|in front|ready|beside)',
        '(kill|killing|hurt|hurting|harm|harming|shoot|shooting|hang|hanging|cut|cutting|drown|off|do something to|do something bad to) (myself|my self|me self)',
        '(end|ending|take|taking) (my|it|my own) ~1 (life|all|everything|here|today|tonight)',
        'end it',
        '(suicide|suicidal)',
        '(want|wanna|going|rather|wish|ready|like|plan*|might as well|may as well|should|could|better|gonna|hope*|feel*) ~3 (die|be dead|was dead|were dead|not wake up|never wake up|never been born|was never born|disappear forever|sleep ~2 not wake up)',
        '(die|dead) ~3 (than|rather than|tonight|myself)',
        '(i will|i am going to|gonna) ~1 (jump|overdose|swallow|drive off|shoot|slit)',
        '(jump off|jump in front|overdose|slit my|swallow* ~2 pills|take ~2 (all|whole|bottle) ~2 pills|bottle of pills|gun to my head|put a (gun|bullet)|rope around)',
      ],
      unless: [
        '(did|do|does|baby|kids|him|her) not wake up',
        'not wake up (the|him|her|them|my)',
        '(doctor|prescri*|pharmacy|diabetes|blood pressure|refill*|side effects)',
        'killing me ~1 (with|slowly|here|man)?(back|feet|head|rent|these)',
        'not ~3 (kill|hurt|harm|suicidal|suicide|going to do anything)',
        '(friend|brother|sister|cousin|dad|mom|father|mother|son|daughter|uncle|husband|wife|neighbor|he|she) ~4 (suicide|himself|herself)',
        '(end|ending) it (here|now|with) ~1 (call|conversation|phone)',
        '(phone|battery|car|cell) ~3 (die|dying|dead)',
        '(end|ending|off) (the|this) (call|conversation)',
        '(hurt|cut|kill) myself ~3 (at work|shaving|working|cooking|on the job|laughing)',
        '(debt|account|balance|bill|this) ~2 (die|go away|disappear)',
      ],
    },
    {
      id: 'no_will_to_live',
      any: [
        '(nobody|no one|not anyone|who) (would|will) ~1 (miss|care|notice) ~3 (dead|gone|died|not here|disappeared|here)',
        'if i (were|was) (dead|gone|not here|not around)',
        '(not|no longer|never|nothing|no|can not|any) ~2 (want|wish|care|desire|reason|point|worth|use|will|left|strength) ~2 (to|in|of|living|for|about) ~1 (live|living|be here|be alive|wake up|go on|going on|keep going|exist|existing|life|myself|anything anymore|be around|live for|continue|keep living|stay alive)',
        '(no|not any|what is the|any) (point|reason|use|purpose) ~3 (going on|living|being here|keep going|be here|anymore|life|go on|alive|existing|me being)',
        '(nothing|no reason|not much|not anything) ~2 (live for|living for|to live|look forward to|keep going)',
        '(better off|be better|happier|easier) ~3 (dead|without me|if i (was|were|am|died)|not here|gone)',
        '(not|never) ~2 (worth living|going to be here|be here much longer|be around much longer|see tomorrow|make it through the night|make it to tomorrow)',
        '(i can not|can not|not) (go on|keep going|keep living|live like this|live anymore|do life|do this life)',
        '(thought|thinking|think|thoughts) ~2 (about|of) ~1 (killing|ending|hurting|harming|dying|death|suicide|not being here)',
        '(tired|sick|done) ~1 (of|with) (living|life|being alive|existing)',
        'life ~2 (not|is not) worth',
        '(will|would) ~2 (sorry|happy|get your) ~2 when i am (dead|gone)',
        '(when|after|once|if) i am (dead|gone) ~4 (money|pay|collect|happy|sorry|debt|you)',
        '(give|giving|given) up on (life|living|everything)',
      ],
      unless: [
        '(point|use|reason) ~3 (call*|pay*|argu*|talk*)',
        '(can not|not) (go on|keep going) ~1 (vacation|a trip|about|to the|the|hold|with)',
        'credit life',
      ],
    },
    {
      id: 'quitarse_la_vida',
      any: [
        '(matarme|suicidarme|suicidio|suicidar*|me mato|me voy a matar|ahorcarme)',
        '(quitar*|acabar con|terminar con) ~2 (la vida|mi vida)',
        '(no|ya no) ~1 (quiero|vale la pena|tengo ganas de|tiene sentido) ~1 (vivir|seguir viviendo|seguir|la vida)',
        '(quiero|quisiera|prefiero|mejor) (morir|morirme|estar muert*)',
        '(hacerme|me voy a hacer|hacer) dano',
      ],
      unless: ['no (quiero|voy a) (matarme|suicidarme|hacerme|morir*)'],
    },
  ],
  minor_answer: [
    {
      id: 'child_speaks',
      any: [
        '^ (mom|dad|grandma|grandpa|nana|granny|grandmother|grandfather|auntie) ~1 (is|s|said|says|told|went|can not) ~1 (not|at|in|on|out|asleep|sleeping|busy|cooking|outside|working|here|home|i|me|gone|coming|come|upstairs|downstairs|taking)',
        '(mommy|daddy)',
        '(my|our) (mom|dad|mother|father|grandma|grandpa|grandmother|grandfather|parents|nana|babysitter|stepmom|stepdad|mom and dad|auntie|big brother|big sister) ~1 (is|are|s|isnt|went|said|says|told|does|did|will|can|has|had|let*|just|stepped|left) ~1 (not|at|in|on|out|to|me|i|sleeping|asleep|working|cooking|outside|busy|be|coming|store|no|shower*|supposed|gone|driving|here|downstairs|upstairs|still|napping|mowing|home|later|taking|away)',
        `i am ~3 ${age} (years old|year old|and a half|yrs|years)`,
        `i am <!(chapter )${age} $`,
        `i am (only|just) ~1 ${age}`,
        'i am ~1 (a|just a|only a) ~1 (kid|child|minor|little kid|teenager|little boy|little girl|student in)',
        'i am (under 18*|under age|underage|not 18|not an adult|not old enough|too young|a minor|not a grown up|not a grownup)',
        `in ${grade} grade`,
        '(in|go to|at|from|goes to) (elementary|middle school|kindergarten|preschool|high school|junior high|daycare|second grade|grade school)',
        '(not|never) (allowed|supposed) ~1 (to )?(talk|answer|open|speak|pick up|tell|use|say) ~3 (stranger*|phone|people|anyone|anybody|you|calls)',
        '(get|go get|ask|wake|wake up|find|tell|call|grab|want) ~2 (my|to my) (mom|dad|mommy|daddy|grandma|grandpa|parents|grandmother|grandfather|babysitter|nana)',
        '(my|the) (babysitter|homework|teacher)',
        'i am (doing|at) ~1 (homework|recess)',
        '(mom|dad|mommy|daddy) (it is|there is|someone|phone|the phone)',
        '(home|here) alone',
      ],
      unless: [
        '(learn*|learned|took|studied|when i|back) ~6 (in|at) (high school|middle school)',
        'chapter',
        `(my|our|her|his) ~1 @child ~5 (grade|school|homework|teacher|years old|year old|${age}|in)`,
        '(my|our) (mom|dad|mother|father|parents|grandma|grandpa|grandmother|grandfather) ~2 (is|was|are|s|has|had) ~3 (sick|hospital|dying|deceased|nursing|passed|cancer|dead|surgery|in jail|in prison|helping|paying|the one|old|retired)',
        '(funeral|hospital|nursing home|hospice)',
        '(used to|when i was|back when|was a kid)',
        '(teach|work|works|worked|coach|drive) ~3 (at|in|for) ~3 (school|elementary|grade|daycare|kindergarten)',
        '(my|our) (mom|dad|mother|father|parents) ~1 (used|always|opened|took|signed|owes|owe|pays|paid|told me (not )?to (pay|always))',
        '(pay|paying|owe|years|months|weeks|days|payments) ~2 (behind|late|left|ago|to go)',
        `i am ~2 ${age} (minutes|hours|months|weeks|days|payments|dollars|hundred|thousand|miles|blocks)`,
        '(support*|car*) (for )?my (mom|dad|mother|father|parents)',
        '(ask|call) (my) (mom|dad|parents) (for|to borrow) ~2 (money|loan|help)',
        '(borrow|loan) ',
      ],
    },
    {
      id: 'habla_un_menor',
      any: [
        '(mi|mis) (mama|papa|mami|papi|abuela|abuelita|abuelo|papas|padres|mom|dad) ~2 (no esta|esta|estan|trabaja*|dormid*|salio|fue|dice|dijo|se esta)',
        `tengo (tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciseis|diecisiete|${age}) anos`,
        'soy (un nino|una nina|menor|menor de edad|chiquit*|nino|nina)',
        '(mi mami|mi papi)',
      ],
      unless: ['(mi|mis) (mama|papa) ~2 (murio|fallecio|enferm*|hospital)'],
    },
  ],
  third_party_answer: [
    {
      id: 'consumer_is_away',
      any: [
        '@he ~2 not (live|stay|reside) here',
        '@he ~1 (moved|left) (to|out|away)',
        '(@he|theconsumer|my (husband|wife|spouse|roommate|son|daughter|brother|sister|boyfriend|girlfriend|partner|fiance)) ~1 (is|are|s) ~1 (not|out|away|gone|sleeping|asleep|at work|in the|at the|outside|busy|on (the|a|another)|working|unavailable|off|still|napping|traveling|over) ~2 (home|here|available|in|around|right now|at the moment|work|now|today|shower|town|phone|store|of town|line|school|tomorrow|able|working|back|gym|yard|vacation|doctor|asleep|sleeping|$)',
        '(@he) (stepped|just stepped|went|ran|just left|left|will be|should be|gets|comes|get) ~1 (out|away|home|back|to the|for work|for the day|off|off work)',
        '(not|never) (home|here|in) (right now|at the moment|yet|now|until)',
        '(@he|theconsumer) (can not|cannot|is not able to) (come to|talk|speak|get to|answer)',
        '(hold on|one|a|hang on|wait|just a|let me|i will|give me|sure) ~4 (get|grab|see if|find|go get|hand|put|check if|fetch|yell for|call|pass|give) ~2 (@him|my @kin|the phone to|it to @him|on) ',
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
      unless: ['(can|may) i leave (a|you) ', 'after the (tone|beep)', 'press'],
    },
    {
      id: 'names_a_relation',
      any: [
        '(this is|i am|it is|speaking to|you are talking to|you got|you have got) ~1 (her|his|theconsumer s|the|theconsumers|their) ~1 (@kin|assistant|caretaker|caregiver|roommate|neighbor|secretary|coworker|nurse|boss|landlord|receptionist|sitter|housekeeper|attorney|aide)',
        '(theconsumer|@he) (is|s) my (@kin)',
        '(this is not|i am not) theconsumer ~2 (i am|this is) ~2 @kin',
      ],
      unless: ['@kin s? (attorney|executor|lawyer)'],
    },
    {
      id: 'no_esta_en_casa',
      any: [
        '(el|ella|theconsumer|mi (esposo|esposa|hijo|hija|hermano|hermana|marido|mujer)) no (esta|se encuentra)',
        '(no esta|no se encuentra|salio|esta en el trabajo) ~2 (ahorita|en este momento|en casa|ahora)',
        '(quiere|quieres|puedo|gusta) ~2 (dejar|tomar) ~2 (mensaje|recado)',
        'soy (su|la|el) ~1 (esposo|esposa|hijo|hija|hermano|hermana|mama|madre|padre|amigo|vecin*)',
      ],
    },
  ],
}
