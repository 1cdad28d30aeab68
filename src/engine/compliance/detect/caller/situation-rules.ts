import type { CallerRules } from './category.js'

const notMe =
  '(he|she|they|husband|wife|brother|sister|son|daughter|mom|dad|friend|theconsumer|you)'

/** Where the caller is and when they may be called. */
export const situationRules: CallerRules = {
  inconvenient_time: [
    {
      id: 'not_a_good_time',
      any: [
        '(not|never|hardly) ~2 (good|great|best|convenient|right|ideal|okay) ~1 (time|moment|day)',
        '(bad|terrible|awful|worst|inconvenient|horrible|rough|poor|wrong) (time|moment|timing)',
        'inconvenient',
        '(can not|not able to|unable to|could not|not) (talk|speak|chat|do this|deal with this|discuss|take (this|a|the|your) call) ~2 (now|right now|at the moment|today|this minute|here|$)',
        '(catch*|caught|got|interrupt*) ~1 (me|us) ~2 (at a|in the middle|at|during|eating|right)',
      ],
      unless: [
        '(if|unless) ~3 (bad|good) time',
        'bad times',
        'not (talk|speak) (to|about|spanish|english)',
        'not a bad time',
      ],
    },
    {
      id: 'busy_now',
      any: [
        '(i am|we are|i was|we were|right) ~2 (busy|swamped|eating|cooking|sleeping|asleep|in bed|in a meeting|in the middle of|in class|in church|in surgery|in court|in the shower|in the hospital|having (dinner|lunch|breakfast|supper)|putting ~4 (bed|sleep)|feeding|about to (eat|leave|go|head|board|walk)|sitting down to|walking (in|out|into)|heading (out|into|to)|on my way (out|to)|out (with|to dinner|at dinner)|with (a|my|the) (client|customer|family|kids|doctor|patient|baby|mom|mother)|with (family|company|people|guests)|at ~1 (dinner|lunch|church|funeral|hospital|doctor*|dentist|wedding|game|gym|store|movies|appointment|school|airport|grocery*|restaurant|party)|on (vacation|the other line|another call|a call|the toilet)|in the (er|emergency)|giving|babysitting|leaving for)',
        '(in a meeting|in the middle of (dinner|something|a meeting|lunch|eating|class|church|supper|a movie)|at the (dinner|supper) table|at a (funeral|wedding))',
        '(woke|wake|waking|woken) (me|us|the baby|my (baby|kids|husband|wife)) ~1',
        '(have|got) (company|guests|people over|my hands full)',
        '(my|the) (baby|kids|kid) ~1 (is|are|s) (sleeping|asleep|crying|screaming)',
        '(trying|try) to (sleep|eat|get ~3 to (bed|sleep))',
      ],
      unless: [
        '(not|never) ~1 (busy|sleeping|in a meeting|eating|asleep)',
        '(line|you all|you guys|number|phone|lines) ~2 busy',
        'last (night|week|month)',
        'yesterday',
        '(your|you) ~2 (asleep|busy)',
        '(am|are|is) you* busy',
        '(was|were) ~2 (eating|sleeping|busy|cooking|in a meeting)',
        'busy signal',
        '(driving|traffic)',
      ],
    },
    {
      id: 'limits_hours',
      any: [
        '(do not|can not|never|stop|quit|not|no|please no|you can not|may not|should not) ~4 (call|calls|calling|contact|phone|ring|bother|reach) ~5 (before|after|past|during|until|mornings|morning|evening|evenings|night|nights|early|late|weekend|weekends|sunday*|saturday*|noon|dinner|dinnertime|lunch|while|when|hour|church|sabbath|holidays|in the day|afternoon*|friday*|monday*|at this (hour|time))',
        '(too|so|way too|this|really|kinda|awfully) (early|late) ~3 (call*|for|to|in|at|here|be|$)',
        '(i )?(work|working|works) (nights|the night|third shift|graveyard|overnight*|night shift|night shifts|late shift|second shift|swing shift)',
        '(sleep|sleeping) (during|in) the (day|daytime|morning|mornings|afternoon)',
        '(only|best|better|rather|prefer|just) ~3 (call|reach|contact|calls|reached|called) ~3 (after|before|between|in the|on (weekends|weekdays)|mornings|evenings|weekends|@day)',
        '(mornings|evenings|nights|weekends|sundays|saturdays|afternoons|weekdays|mondays|fridays|@day) ~2 (not|never|no) ~1 (good|work|okay|convenient|available|best|a good|possible)',
        '(not|never) ~1 (available|free|reachable) ~2 (before|after|until|during|mornings|evenings|in the|on @day|at night|weekends)',
        '(it is|is) ~2 (midnight|@num|after @num|almost @num|past @num) ~2 (at night|in the (morning|evening)|oclock|am|pm|here|a m|p m)',
        '(in the morning|at night|on a (sunday|saturday|holiday)|at this hour|this (early|late))  ~1 (seriously|really|$)',
        '(it is|is) (sunday|christmas|thanksgiving|easter|sabbath|a holiday|the sabbath|the weekend)',
      ],
      unless: [
        '(never|not|no) too late',
        'too late to (pay|dispute|settle|fix)',
        '(last|yesterday) ',
        '(at|where) ~1 (work|i work|job)',
        '(pay|paid|payday|payment|send|check) ~4 (before|after|until|@day)',
        'did (you|not|they) ~1 call',
      ],
    },
    {
      id: 'mal_momento',
      any: [
        '(no es|es un|es) ~1 (buen|mal) (momento|tiempo|hora)',
        '(estoy|estamos) ~1 (ocupad*|comiendo|cenando|durmiendo|en una (reunion|junta|cita)|en (misa|la iglesia|el hospital|clase))',
        'no puedo hablar',
        '(no me|no) llame* ~3 (antes|despues|tarde|temprano|noche|en la manana|domingo*)',
        '(muy|demasiado|tan) (tarde|temprano)',
      ],
    },
  ],
  workplace: [
    {
      id: 'at_work',
      any: [
        '(i am|i m|we are|while i am|when i am|i was|am) ~2 (at|in) (work|my job|the office|my office|my desk|the job|my workplace|the shop|the plant|the hospital working)',
        '(i am|i was|am|while) ~2 (on (the clock|shift|my shift|the job|duty at work|a shift|the floor|the line|my break|break|lunch break)|working|with a client|with customers|with a customer)',
        '(call|calls|calling|called|contact|contacting|reach|bother|phone|harass*|calling) ~3 (at|where) ~2 (work|my job|the office|my office|i work|my workplace|my place of (work|employment|business)|the job|my desk|the shop)',
        '(call|calls|calling|called|contact|contacting|bother|phone|calling|use|number) ~2 (my|the|this) (work|job|office|employer|workplace|boss|place of (work|employment))',
        '(this|that|it) ~3 (work|job|office|business|company|employer s|my boss s) (phone|number|line|cell|cellphone|extension|place)',
        '(this is|you are calling|you called|you have called|it is) ~1 (my|a|the) (work|job|office|workplace|employer|place of (work|employment|business))',
        'my ~1 (boss|employer|manager|supervisor|job|company|work|workplace|office) ~4 (not|fire*|mad|angry|trouble|upset|write|writes|prohibit*|forbid*|monitor*|frown*|against|hates|complain*|listen*|bans|policy|strict|does not)',
        '(get|lose|getting|got|gets) ~2 (in trouble|fired|written up|my job|a write up) ~5',
        '(not|never|no) ~2 (allowed|supposed|permitted|can|have|take|get) ~4 (personal|private|phone|outside) (calls|call|phones|phone|phone calls)',
        '(no|not) (personal|private) ~1 (calls|phone)',
        '(lose|cost) (me )?my job ~2 (over|because|if|for|with)',
        '(company|against|job|work|office) (policy|rules)',
        '(not|can not) ~2 (at|while at|from) work',
      ],
      unless: [
        '(out of|looking for|lost|off|no|find|from|back to|need|without|after|before|leave|left|quit|get off|missing|missed) ~1 (work|my job|a job|job)',
        '(@he|husband|wife|mom|dad|mommy|daddy|brother|sister|mother|father|roommate|son|daughter) ~2 (is|s|at|are) ~2 (work|working|the office)',
        'not (at|in) (work|the office)',
        '(do|does|is|are|did) not work(ing)? ',
        '(it|that|this|phone|card|plan|website|payment|what) ~1 (is )?(does|not|did) ~1 work',
        '(am|is|are) ~1 (working) ~2 (on|with my|to get|it out|hard|two|part|again|nights|less|full)',
        '(office|work|job) ~2 (closed|day off)',
        '(doctor|lawyer|tax|post|attorney|box|law|leasing|welfare) ~1 s? ~1 office',
        '(fire|fired|laid) ~3 (me last|last|yesterday|because|off)',
        '(boss|job|company|employer|work) ~2 (not (paid|pay|paying|giving|give|given)|cut|laid|closed)',
      ],
    },
    {
      id: 'en_el_trabajo',
      any: [
        '(estoy|ando) ~1 (en|en el|en mi) (trabajo|trabajando|oficina|chamba)',
        'estoy trabajando',
        '(no|numero) ~4 (de mi|a mi|en mi|del|en el|al) trabajo',
        'mi (jefe|jefa|patron) ~4 (no|molest*|enoj*|corr*)',
      ],
      unless: ['(sin|buscando|perdi) ~1 (mi )?trabajo'],
    },
  ],
  driving: [
    {
      id: 'at_the_wheel',
      any: [
        '(i am|am|while|currently|because|we are|me|still|caught me) ~5 (driving|behind the wheel|on the (road|highway|freeway|interstate|motorway|expressway|bridge|turnpike)|in (heavy )?(traffic|rush hour)|in (the|my) (car|truck|van|vehicle)|merging|on the way to ~3 driving|at a (red light|stoplight|light|stop light)|in a parking|parking|on (i|route|the i) @num|on my motorcycle|on my bike|backing up)',
        'behind the wheel',
        '^ driving ~2 $',
        '(hands|both hands) ~2 (wheel|steering)',
        '(pull|pulling|pulled) (over|off)',
        '(stuck|sitting) in traffic',
        '(talk|text|phone) ~2 (and|while) driv*',
        '(not|never|can not) ~4 (while|when) ~2 driving',
        '(eyes|focus|concentrate) on the road',
        '(almost|about to) (miss|missed) my exit',
        '(get off|off) the (road|highway|freeway)',
        '(hands free|bluetooth|speaker) ~4 (car|driving|truck)',
      ],
      unless: [
        '(driving|drive|drives|drove) (me|us|my wife|him|her|up) ~1 (crazy|nuts|insane|up|mad|wall|to)',
        `(my )?${notMe} ~1 (is|are|s|was) ~1 (driving|behind|the one driving)`,
        '(not|never|was not|stopped|done) (driving|in traffic)',
        'i (was|used to be|had been) ~1 driving',
        '(driver|driving) (license|record|test|school|for a living|job|record|uber|instructor|range)',
        '(lost|repossess*|sold|living|live|sleeping|sleep) ~3 (car|truck|van)',
        '(drive|driving) for (a living|uber|lyft|work)',
        'parked',
        '(pulled) (over) (last|yesterday)',
        '(passenger)',
      ],
    },
    {
      id: 'estoy_manejando',
      any: [
        '(estoy|voy|ando) ~1 (manejando|conduciendo|al volante|en el carro|en el (coche|trafico)|en carretera)',
      ],
    },
  ],
  callback_request: [
    {
      id: 'call_me_back',
      any: [
        '(can|could|will|would|please|just|maybe|have|why do not|may|might|need|want|let|how about|you should|you can|okay|get) ~4 (call|ring|phone|try|reach|hit|buzz|contact|dial|called|calls) ~2 (back|me ~1 @later|us ~1 @later|@later|again|a later|another)',
        '(call|ring|phone|try|reach|buzz|contact|dial) (me|us)? ~1 (back|again) ~1 (@later|in|at|when|around|on|after|please|then|$)',
        '^ (call|ring|phone|try|reach) ~1 (me|us)? ~1 (@later|again|at @num|around)',
        '(give|gimme) (me|us) (a|another) (call|ring|buzz|shout|callback) ~2 (back|@later|again|after|when|in|$)',
        '(call|called|ring|phone) (me |us )?back',
        '(callback|call back) ~3 (@later|please|at|tomorrow|schedule|request|number|$)',
        '(schedule|set up|arrange|request|want|like|need|get) (a|me a|another) (callback|call back|call)',
        '(better|good|best) (time )?(to call|to reach|to talk|time) ~2 (is|would be|after|around|tomorrow|@day)',
        '(talk|speak|do this|continue|discuss this) ~1 (later|tomorrow|another (time|day)|some other time|next week|tonight)',
        '(try|call) (me )?(again|later) ~2',
      ],
      unless: [
        '(not|never|stop|quit|nobody|no one|without) ~3 (call*|ring|phone|try|bother|@call) ',
        '(i|we|she|he|they|theconsumer) (will|can|am going to|shall|would|could|should|may|might|must|need to|was told to|have to|tried to|am) ~2 (call|calling|ring|try|get) ~1 (you|y all)? ~1 (back|later|tomorrow|again)',
        '(returning|return|missed|got) ~2 (your|a|the) (call|message)',
        '(you|someone|they|somebody|who|he|she|i) ~1 (called|calls|ringing|rang|were calling|was calling) ~2 (back|yesterday|last|this morning)',
        '(number|phone) to call back',
        'pay* ~4 (tomorrow|@day|later)',
        '(leave) ~3 (message|number)',
      ],
    },
    {
      id: 'llame_mas_tarde',
      any: [
        '(llame*|marque*|hable*|puede llamar*) ~3 (mas tarde|despues|manana|luego|otro dia|en la tarde|por la tarde|la proxima semana|otra hora|en otro momento)',
        '(me puede|puede|podria*) (volver a )?llamar ~2',
      ],
      unless: ['no (me|nos)? (llame*|vuelva*)'],
    },
  ],
}
