import type { CallerRules } from './category.js'

const age = '(three|four|five|six|seven|eight|nine|ten|eleven|twelve|13|14|15|16|17)'
const elder =
  '(mom|mommy|mother|dad|daddy|father|grandma|grandpa|grandmother|grandfather|granny|nana|parents|babysitter|sitter|stepmom|stepdad|aunt|auntie|mom and dad|mom or dad)'
const grownUp = [
  '(sick|hospital|dying|deceased|nursing|passed|cancer|dead|died|surgery|jail|prison|cosign*|account|bills|debt|retired|lives with|in law|funeral|fixed income)',
  '(used to|when i was|back when|was a kid|raised me|years ago)',
  '(my|our|her|his) ~1 @child ~6 (grade|school|homework|teacher|years old|year old|in|is|has|needs|answered)',
  `(not) (a|a little) (kid|child|minor)`,
  '(teach|work|works|worked|coach|drive|clean) ~3 (at|in|for) ~3 (school|elementary|grade|daycare|kindergarten)',
  '(pay|pays|paid|paying|owe|owes|borrow|loan|help*|support) ~4 (my|our) ~1 @parent',
  '(my|our) ~1 @parent ~3 (paid|pays|pay|owe|owes|helped|helping|help|opened|signed|took|used|always|raised|told me to pay|lent|left me|had|has)',
  '(live|lives|living|stay*|moved) ~3 (my|our) ~1 @parent',
  `${age} (minutes|hours|months|weeks|days|payments|dollars|hundred|thousand|miles|blocks)`,
  '(my|the) (husband|wife|job|boss|rent|landlord|account)',
]

/** Families of wording for danger to life and for children, in any order of their parts. */
export const widePersonRules: CallerRules = {
  self_harm: [
    {
      id: 'means_and_place',
      any: [
        '(gun|pistol|pills|rope|knife|razor|blade|noose|bullet) ~4 (drawer|hand|ready|loaded|head|mouth|neck|table|nightstand|front of me|lap|here|and (i am|just)|tonight)',
        '(bullet|gun|knife) ~3 (in|to) my (head|mouth|throat|wrists|skull)',
        '(blow|blowing) (my|our) (brains|head) ~1 (out|off)',
        '(slit|cut|cutting|slash*|open) ~1 my (wrist|wrists|throat|veins|arms)',
        '(jump|jumping|leap|step|stepping|throw myself|fall|walk|walking|drive|driving|run|running) ~2 (off|in front|into|over) ~2 (bridge|roof|building|cliff|ledge|overpass|train|traffic|tree|truck|bus|river|balcony|window|wall|pole|lake)',
        '(swallow|swallowing|take|taking|down) ~2 (whole|all|entire|every|bottle) ~2 (bottle|pills|pill|medicine|of them|of pills)',
        '(hang|hanging|shoot|shooting|drown|drowning|cutting|cut|poison*|starve|burn*|stab*) myself',
        'overdose|od on',
        'on (the|a) (bridge|ledge|roof|rooftop|tracks|overpass) ~1 (right now|now|about|thinking|$)',
      ],
      unless: [
        '(shaving|cooking|at work|laughing|on the job|in the foot|working)',
        '(wood|crowd|lines|traffic|house|live|works) ~1 (on|in) (the|a) (bridge)',
        '(jump|jumping) (on|in) (the|this|a) (call|deal)',
        '(drove|driving|drive) (home|to|my)',
        '(fell|fall) off',
        '(stole|stolen|sold|shop|store|blood pressure|diabetes|refill|prescri*)',
        '(he|she|they|brother|friend|son|daughter|cousin|uncle|neighbor) ~2 (jumped|overdosed|hanged|shot)',
      ],
    },
    {
      id: 'wants_death',
      any: [
        '(want|wanna|wish|hope|rather|going to|gonna|might|thinking|think|ready|plan*|decided|tried|trying|try|like|feel like|about to|better|just|if i|maybe i|should|way out is|easier|scared i am) ~5 (die|dying|dead|death|kill myself|killing myself|end my life|ending my life|take my (own )?life|taking my (own )?life|not exist|never (been )?born|disappear|not wake up|never wake up|hurt myself|hurting myself|harm myself|end it all|be gone|not be here|not here anymore) ~1 !(of |on |down |pay|broke|serious|tired|line|for|to )',
        '(kill|killing|hurt|hurting|harm|harming) (myself|my self)',
        '(happier|better|better off|easier|relieved|fine|without|worth more|use) ~5 (if i (just )?(died|was dead|were dead|was gone|were gone)|i was dead|i am dead|me dead|without me|me gone|dead)',
        '(nobody|no one|who) ~4 (notice|miss|care|need*) ~4 (gone|dead|died|not here|missing me|me|disappear*)',
        '(want|wish|ready|just|like) ~4 (it|this|everything|things|the pain|all of (it|this)|all) ~2 (to )?(be over|over|end|stop for good|to end|finally over) ~2',
        '(end|ending) (things|everything|it all|it tonight|my suffering|my pain|all of it) !(with you|with this|with the)',
        '(earth|world|planet|life) ~4 (without me|anymore|no more|any longer)',
        '(not|never|no) ~5 (alive|around|here|breathing|see) ~3 (tomorrow|next week|next month|after tonight|much longer|anymore|by (then|friday|monday|morning)|christmas)',
        '(way out|answer|solution|option) ~4 (die|dying|death|dead|suicide)',
        '(goodbye|goodbyes) ~4 (forever|not going|will not|not be here|world|to (my|the) (kids|family))',
        '(wrote|written|left|writing|already) ~3 (the|a|my|suicide|goodbye) (note|letters|letter) ~1 (already|to my|for my|goodbye|$)',
        '(read|see|find) ~3 (obituar*|body|dead|grave)',
        '(will|desire|strength|reason) ~1 to (live|go on|keep going|be alive|keep living)',
        '(tired|sick|done|weary) ~2 (of|with) (living !(paycheck|in|on|check|like this with)|life|being alive|existing|being here|this life)',
        '(life|living) ~3 (not|no|nothing|never) ~2 (worth|point|meaning|good|anything)',
        '(worth|more) ~3 dead ~2 (than|alive|$)',
        '(life insurance|insurance money) ~6 (if i|when i|did it|gone|dead|my family|kids|better|would)',
        '(picked|chose|set) the (day|date|time|place) ~5 (do it|going|end|when)',
        '(give|giving|gave) up on (life|living|everything)',
        '(dark|bad|scary) thoughts',
        'thoughts ~2 (of|about) ~2 (suicide|dying|death|ending|hurting|killing|not)',
        '(suicide|suicidal)',
      ],
      unless: [
        '(not|never|no) ~4 (suicidal|suicide|kill myself|hurt myself|harm myself|going to do anything|do anything stupid|hurt anybody)',
        '(brother|sister|son|daughter|friend|cousin|uncle|aunt|dad|mom|father|mother|neighbor|husband|wife|he|she) ~6 (suicide|suicidal|himself|herself|took|own life)',
        '(suicide) (hotline|prevention|watch|line|squad|doors)',
        '(phone|battery|car|cell|line|dog|cat|deal|this debt|debt|bill|account) ~4 (die|dying|dead|died|disappear|gone)',
        '(die|dying|dead) (of|for|to|broke|serious|tired|laughing|from laughing)',
        '(dying|die) ~1 (to|for|of)',
        '(call|conversation|settle|settled|payment|plan|membership|contract|deal|argument|dispute|account|debt|bill|job|divorce|lease) ~2 (to )?(be over|over|end)',
        '(want|like) ~3 (this|it) ~2 (over|end|be over) ~2 so ~2 (let|can|i|settle|pay)',
        '(you will|you ll|get paid|pay*|collect) ~3 when i (die|am dead)',
        '(end) (the|this) (call|payment|plan|conversation)',
        '(joking|kidding|just kidding|figure of speech)',
        '(would|husband|wife|boss|mom|she|he) ~1 kill me',
      ],
    },
    {
      id: 'me_quiero_morir',
      any: [
        '(me|voy a|quiero|quisiera|pienso|pensando|prefiero|mejor) ~3 (matar|matarme|morir|morirme|muero|suicidar|suicidarme|quitarme la vida|muerto|muerta)',
        '(no|ya no|sin) ~3 (vivir|estar en este mundo|estar viv*|ganas de vivir|existir|despertar)',
        '(sentido|razon) ~3 (vida|vivir)',
        '(acabar|terminar) con (mi vida|todo)',
      ],
      unless: [
        'no ~3 (matar*|suicid*|hacerme)',
        '(vivir|vive) ~1 (aqui|en esta|alli)',
        'muero de (hambre|risa|sueno|calor)',
      ],
    },
  ],
  minor_answer: [
    {
      id: 'about_my_parents',
      any: [
        `(my|our|the) ${elder} (is|are|s|was|will|would|should|might|can|has|have|just|went|left|stepped|said|says|told|lets|let|does|did|gets|comes|got|goes|ran)? ~2 (not|at|in|on|out|outside|asleep|sleeping|busy|cooking|home|gone|upstairs|downstairs|feeding|taking|making|mowing|fixing|driving|working|watching|back|be back|be home|i could|i can not|i should|me not|me i|do not|never|coming|next door|around|away|the store|for work|to work|bathroom|shower|nap)`,
        `^ ${elder} ~1 (and (dad|mom) )?(is|are|s|went|said|says|left|just|will|told|can not) ~1 (not|at|in|on|out|asleep|sleeping|busy|cooking|outside|working|i|me|gone|fixing|taking|driving|mowing|home|back)`,
        `^ ${elder} (phone|telephone|someone|somebody|there|it|they)`,
        `(when|what time|until|till|before|if) ~1 (my|our) ~1 ${elder} ~2 (come*|get*|is|are|be|home|back|wakes|wake*|says)`,
        `(talk|speak) (to|with) (my|our) ~1 ${elder}`,
        `(want|wanna|need|should|let|have to|got to|gotta|going to|can|could|will|hold on|wait) ~4 (get|wake|ask|tell|find|call|yell for|grab|fetch|go get) ~1 (my|our)? ~1 (mom|dad|mommy|daddy|grandma|grandpa|mother|father|parents|grandmother|grandfather|nana|babysitter)`,
        `(you|you will) ~1 (want|need|looking for|have to talk to|need to talk to|should talk to|should ask) ~2 (my|our) ~1 ${elder}`,
        `(my|our) ~1 (${elder}) s? ~1 (phone|cell) ~2 (was|is|rang|ring*) ~4 (i|me|so)`,
        '(no|not any|not) ~2 (grown up*|grownup*|adult*|grown ups) ~3 (here|home|around|right now|in)',
        '(me and my|my) ~1 (little|baby|big|older|younger) (brother|sister) ~3 (here|home|alone|and me|are|by ourselves|is watching)',
      ],
      unless: grownUp,
    },
    {
      id: 'my_own_age',
      any: [
        `(i am|i m|i just turned|i turned|i turn|i will be|i am almost|i am only|about to be|i am going to be) ~1 ${age} $`,
        `(i am|i turned|i turn|i will be|almost|only|just turned) ~1 ${age} ~1 (years|year|and a half|yesterday|today|tomorrow|next (week|month)|so i|sir|maam|and i|i can not|my|you|on my)`,
        `i am [a-z]* (i am|and i am) ~1 ${age}`,
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
        'tengo [a-z0-9]* anos ~1 (nada mas|y|no|$)',
      ],
      unless: [
        '(mi|mis) (mama|papa) ~2 (murio|fallecio|enferm*|hospital)',
        'tengo (18|19|20|30|40|50|60|70|veint*|treint*|cuarent*|cincuent*|sesent*|dos|tres|muchos|varios) ~3 anos',
      ],
    },
  ],
}
