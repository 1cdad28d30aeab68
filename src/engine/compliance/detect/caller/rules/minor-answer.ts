import type { CallerRule } from '../category.js'

const age = '(three|four|five|six|seven|eight|nine|ten|eleven|twelve|13|14|15|16|17)'

const grade =
  '(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|1st|2nd|3rd|4th|5th|6th|7th|8th|9th|10th|11th)'

const elder =
  '(mom|mommy|mother|dad|daddy|father|grandma|grandpa|grandmother|grandfather|granny|nana|parents|babysitter|sitter|stepmom|stepdad|aunt|auntie|mom and dad|mom or dad)'

const grownUp = [
  '(sick|hospital|dying|deceased|nursing|passed|cancer|dead|died|surgery|jail|prison|cosign*|retired|lives with|in law|funeral|fixed income)',
  '(used to|when i was|back when|was a kid|raised me|years ago)',
  '(my|our|her|his) ~1 @child ~6 (grade|school|homework|teacher|years old|year old|in|is|has|needs|answered)',
  `(not) (a|a little) (kid|child|minor)`,
  '(teach|work|works|worked|coach|drive|clean) ~3 (at|in|for) ~3 (school|elementary|grade|daycare|kindergarten)',
  '(pay|pays|paid|paying|owe|owes|borrow|loan|help*|support) ~4 (my|our) ~1 @parent',
  '(my|our) ~1 @parent ~2 (paid|pays|pay|owe|owes|helped|helping|help|opened|signed|took|used|always|raised|told me to pay|lent|left me|had|has)',
  '(live|lives|living|stay*|moved) ~3 (my|our) ~1 @parent',
  `${age} (minutes|hours|months|weeks|days|payments|dollars|hundred|thousand|miles|blocks)`,
  '(my|the) (husband|wife|job|boss|rent|landlord|account)',
]

export const minorAnswer: readonly CallerRule[] = [
  {
    id: 'child_speaks',
    any: [
      '(mommy|daddy)',
      '(my|our) (mom|dad|mother|father|grandma|grandpa|grandmother|grandfather|parents|nana|babysitter|stepmom|stepdad|mom and dad|auntie|big brother|big sister) ~1 (is|are|s|isnt|went|said|says|told|does|did|will|can|has|had|let*|just|stepped|left) ~1 (not|at|in|on|out|to|me|i|sleeping|asleep|working|cooking|outside|busy|be|coming|store|no|shower*|supposed|gone|driving|here|downstairs|upstairs|still|napping|mowing|home|later|taking|away)',
      `i am ~3 ${age} (years old|year old|and a half|yrs|years)`,
      `i am (only|just) ~1 ${age}`,
      'i am (under 18*|under age|underage|not 18|not an adult|not old enough|too young|a minor|not a grown up|not a grownup)',
      `in ${grade} grade`,
      '(in|go to|at|from|goes to) (elementary|middle school|kindergarten|preschool|high school|junior high|daycare|second grade|grade school)',
      '(get|go get|ask|wake|wake up|find|tell|call|grab|want) ~2 (my|to my) (mom|dad|mommy|daddy|grandma|grandpa|parents|grandmother|grandfather|babysitter|nana)',
      '(my|the) (babysitter|homework|teacher)',
      'i am (doing|at) ~1 (homework|recess)',
      '(home|here) alone',
    ],
    unless: [
      'not (a|some|no) (kid|child|minor|little)',
      '(two|three|four|one|kids|twins|boys|girls) ~1 in (kindergarten|preschool|elementary|school|high school|daycare)',
      'babysitter ~1 (quit|cost*|charges|on|for|is expensive)',
      '(pay|need|find|afford|get) ~2 (a|my|the) babysitter',
      '(learn*|learned|took|studied|when i|back) ~6 (in|at) (high school|middle school)',
      'chapter',
      `(my|our|her|his|a|got|have|two|three) ~1 @child ~5 (grade|school|homework|teacher|years old|year old|${age}|in)`,
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
  {
    id: 'about_my_parents',
    any: [
      '(her|his) kid',
      '(alone|by ourselves|by myself) ~2 (till|until)',
      '(changing|feeding) the baby',
      'only (me|us) and ~3 (here|home)',
      '(home|here) ~1 (by (ourselves|myself)|alone)',
      '(babysitting|watching) (me|us)',
      '(nobody|no one) ~1 (is|s)? ~1 (here|home) (except|but) me',
      `(my|our|the) ${elder} !(of) (is|are|s|was|will|would|should|might|can|has|have|just|went|left|stepped|said|says|told|lets|let|does|did|gets|comes|got|goes|ran)? ~2 (not|at|in|on|out|outside|asleep|sleeping|busy|cooking|home|gone|upstairs|downstairs|feeding|taking|making|mowing|fixing|driving|working|watching|back|be back|be home|i could|i can not|i should|me not|me i|do not|never|coming|next door|around|away|the store|for work|to work|bathroom|shower|nap)`,
      `^ ${elder} ~1 (and (dad|mom) )?(is|are|s|went|said|says|left|just|will|told|can not) ~1 (not|at|in|on|out|asleep|sleeping|busy|cooking|outside|working|i|me|gone|fixing|taking|driving|mowing|home|back)`,
      `^ ${elder} (phone|telephone|someone|somebody|there|it|they)`,
      `(when|what time|until|till|before|if) ~1 (my|our) ~1 ${elder} ~2 (come*|get*|is|are|be|home|back|wakes|wake*|says)`,
      `(talk|speak) (to|with) (my|our) ~1 ${elder}`,
      `(want|wanna|need|should|let|have to|got to|gotta|going to|can|could|will|hold on|wait) ~4 (get|wake|ask|tell|find|call|yell for|grab|fetch|go get) ~1 (my|our)? ~1 (mom|dad|mommy|daddy|grandma|grandpa|mother|father|parents|grandmother|grandfather|nana|babysitter)`,
      `(you|you will) ~1 (want|need|looking for|have to talk to|need to talk to|should talk to|should ask) ~2 (my|our) ~1 ${elder}`,
      `(my|our) ~1 (${elder}) s? ~1 (phone|cell) ~2 (was|is|rang|ring*) ~4 (i|me|so)`,
      '(no|not any|not) ~2 (grown up*|grownup*|adult*|grown ups) ~3 (here|home|around|right now|in $)',
      '(me and my|my) ~1 (little|baby|big|older|younger) (brother|sister) ~3 (here|home|alone|and me|are|by ourselves|is watching)',
    ],
    unless: [
      '(parents|mom|dad|mother|father) (live|lives|live|moved|retired)',
      ...grownUp,
      'babysitter ~1 (quit|cost*|charges|on (fridays|the)|for|is expensive)',
      '(pay|need|find|afford|get) ~2 (a|my|the) babysitter',
    ],
  },
  {
    id: 'child_in_school',
    affirmed: true,
    any: [
      '(i am|i m) ~1 (only|just|still)? ~1 in (the )?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|1st|2nd|3rd|4th|5th|6th|7th|8th|9th|10th|11th|kindergarten|pre k) ~1 (grade|grader|$)',
      `(i turn|i will be|i am turning|i will turn) ~1 ${age} ~1 (in (january|february|march|april|may|june|july|august|september|october|november|december|a (week|month))|on my|next (week|month)|this (week|month|summer|year)|tomorrow)`,
      '(i am|i m) ~1 (a|an) (first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) grader',
      `(i am|i m|i turned|i just turned) ~1 ${age} and (a|one|three) (half|quarter|quarters)`,
      `(i am|i m) (her|his|their|the|my) ~2 (son|daughter|kid|grandson|granddaughter|brother|sister|nephew|niece) ~2 (i am|i m|and i am|but i am) ~2 ${age} ~1 !(minutes|months|weeks|days|payments|dollars)`,
      '(i am|i m) ~1 (a|only a|just a) (freshman|sophomore|junior|senior) (in|at) high school',
      '(i am|i m) (home|out) ~1 (sick )?from school',
      '(let me|gonna|going to|i will|i can|hold on|wait) ~3 (get|ask|wake|find) (my )?(daddy|mommy|mom|dad|nana|grandma|grandpa)',
      '(doing|finishing|got|have|working on) (my )?~1 (spelling|math|reading|science) ~1 (homework|words|test)',
    ],
    unless: [
      '(teach|teacher|coach|my (son|daughter|kid|kids|grandson))',
      '(years|months) (behind|late)',
    ],
  },
  {
    id: 'my_own_age',
    any: [
      `(i am|i m|i just turned|i turned|i turn|i will be|i am almost|i am only|about to be|i am going to be) ~1 ${age} $`,
      `(i am|i turned|i turn|i will be|almost|only|just turned) ~1 ${age} ~1 (years|year|and a half|yesterday|today|tomorrow|next (week|month)|so i|sir|maam|and i|i can not|my|you|on my)`,
      `i am * (i am|and i am) ~1 ${age}`,
      '(i am|i m) ~1 (too|not) (young|little|old enough|a grown*|eighteen|18)',
      '(i am|i m) ~2 (kid|child|minor|teenager|little boy|little girl|underage|student in middle|the kid) ~1 !(at heart|anymore)',
      `i (go to|am in|attend|start|finished) ~3 (elementary|middle school|kindergarten|preschool|high school|(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) grade|grade school)`,
      'i (lost|have|had) a (loose )?tooth',
      '(just|i) (got|came) ~1 (home|back) from school',
      '(watching|doing|playing) ~1 (cartoons|homework|minecraft|roblox|my toys|video games|legos)',
      '(not|never) (allowed|supposed) ~2 (to )?~1 (talk|answer|open|speak|pick|tell|use|say|be on|give)',
    ],
    unless: [...grownUp, '(allowed|supposed) ~4 (work|job|boss|office|lawyer|attorney)'],
  },
  {
    id: 'mis_papas_no_estan',
    any: [
      '(mi|mis) (mama|papa|mami|papi|abuela|abuelita|abuelo|abuelito|papas|padres|hermana mayor|nina|ninera) ~2 (no|esta|estan|salio|salieron|se fue|anda|trabaja*|dormid*|cocin*|ban*|fue)',
      '(soy|todavia soy) ~1 (nino|nina|un nino|una nina|menor|chico|chica|chiquito|chiquita)',
      'tengo * anos ~1 (nada mas|y|no|$)',
    ],
    unless: [
      '(mi|mis) (mama|papa) ~2 (murio|fallecio|enferm*|hospital)',
      'tengo (18|19|20|30|40|50|60|70|veint*|treint*|cuarent*|cincuent*|sesent*|dos|tres|muchos|varios) ~3 anos',
    ],
  },
]
