import type { CallerRules } from './category.js'

/** About the agent itself, the recording and the tone. */
export const talkRules: CallerRules = {
  ask_human: [
    {
      id: 'wants_a_person',
      any: [
        '(is there|are there|do you have) ~3 @human ~7 (talk|speak)',
        '(put|get|give|find|connect|transfer) ~5 (staff|employee*|colleague*|worker|team member) ~2 (on|here|line|please|$)',
        '(not|never|refuse*) ~2 (discuss*|share|handle|talk about) ~4 (to|with) ~1 @robot',
        '(transfer|connect|put|pass|forward|switch|send) me ~2 (to|through|on|with) ~2 (someone|somebody|anyone|another)',
        '(talk|speak) (to|with) (someone|somebody) (else|about|who|that|in|$)',
        '(not|stop|hate) ~1 talking to ~1 @robot',
        '(talk|speak|connect|connected|transfer|transferred|get|give|put|want|need|let|chat|pass|switch|rather|prefer|find|send|like|hand|escalate) ~5 (@human)',
        '^ ~1 (agent|operator|representative|human|a human|real person|a person|a real person|supervisor|manager|person|live agent|customer service|a manager|a representative|human being|live person|rep) $',
        '(is there|are there|do you have|have|got|any) ~3 @human ~3 (talk|speak|there|available|help|can|i can|around|with)',
        '(not|sick of|tired of|hate|done|refuse|stop) ~4 (talk*|deal*|speak*|chat*) ~2 (to|with) ~2 @robot',
        '(not|hate) ~1 (want|like|do|deal with) ~3 @robot',
        '(press|push|hit) (zero|0)',
        '(where|how) ~3 @human ~2 (go|at|here)',
        '(anyone|anybody|someone|somebody) ~2 (real|human|alive) ~2',
      ],
      unless: [
        '(travel|estate|insurance|real estate|ticket|sports|booking|irs|fbi|leasing|rental|my|his|her) (agent|rep|manager)',
        '(are you|is this|you are|am i|this is not|you is|is it) ~3 (@human|@robot)',
        '(i am|i was|she is|he is|works as|as) ~1 (a|the) (manager|supervisor|agent|representative|person|operator)',
        '(your|the|a|one of your|last|another|some) (agent*|rep*|supervisor|manager|person|people|lady|guy) ~2 (told|said|promised|called|who|already|that|did|hung|was|i spoke)',
        '(spoke|talked|already) ~3 @human',
        '(what|which|wrong|any|only|other|right|that|nice|same|different|bad|good|kind of|poor|horrible) (person|people)',
        '(not|no) (want|need) ~3 (agent|person|human) ',
        '(person|people) (who|that|i|you|she|he) ~1 (opened|owes|owe|are|is|live)',
        'you people',
      ],
    },
    {
      id: 'quiere_una_persona',
      any: [
        '(hablar|comunique*|comuniqueme|pase*|paseme|pasame|quiero|transfier*|quisiera|necesito) ~4 (persona|agente|representante|operador*|humano|supervisor*|gerente|alguien real|ser humano|persona real)',
        '^ (agente|operador*|representante|humano|persona) $',
        '(hay|tiene*) ~2 (alguien|una persona) ~2 (real|humana|de verdad|con quien)',
      ],
      unless: ['(es|eres|usted es) ~1 (una|un) (persona|humano)'],
    },
  ],
  ask_ai: [
    {
      id: 'are_you_real',
      any: [
        '(you|u) real (or|$)',
        'you ~1 one of (them|those|these) ~2 (recordings|@robot)',
        '(are you|is this|you are|am i|is that|is it|this is|do i have|you sound|sounds|sound|did i get|talking to|speaking to|speaking with|was that|are u|are we|this|that) ~5 @robot',
        '(are you|is this|you are|am i|is it|is that|talking to|speaking to|speaking with|is anyone|is there|are u|you even|you actually) ~5 (real person|human|human being|actual person|live person|real human|actual human|living person|living|real people|flesh|a person|an actual|real lady|real guy|real man|real woman|real life)',
        '^ ~2 (are you|is this) ~1 real $',
        '(is this|are you) ~2 real (or|and|person)',
        '(you|this) ~1 not ~2 (real|human|a person)',
        '(robot|machine|bot|ai|computer|recording|human) or ~4 (human|person|real|robot|machine|bot|ai|recording)',
        'what are you $',
        '(prove|tell me) ~2 (you are|if you are) ~2 (human|real|not a)',
        '(turing test|chatgpt|alexa)',
      ],
      unless: [
        '(i|we) (know|understand|realize|get that|figured) ~1 (you are|this is|it is|that is)',
        '(bank|store|company|doctor|pharmacy|cable|insurance|dmv|airline|hospital) ~2 (has|have|had|got|uses|use|used) ~3 @robot',
        '(real|serious) (about|offer|deal|debt|or a scam)',
        '(want|let|get|give|put|connect|transfer|need|can i|may i|could i|like to|rather) ~3 (talk*|speak*|a human|a real|an actual|to a|to an|me a|me to) ~4',
        '(call|being|this|line|conversation|are you|you) ~3 (recorded|recording (this|me|the|our|my|us|calls))',
        '(my|your|the|their|a) (computer|machine|software|program|website|app) ~2 (is|was|crashed|down|broke|says|said|not|s|at)',
        '(computer|payment|assistance|hardship|relief|government|a) program',
        '(hate|sick of|tired of|not want|not like|done) ~5 @robot',
        '(left|leave|got|my|your) ~3 answering machine',
        'person (in charge|responsible|i)',
      ],
    },
    {
      id: 'eres_un_robot',
      any: [
        '(es|eres|esto es|estoy hablando con|hablo con|usted) ~4 (robot|maquina|computadora|grabacion|inteligencia artificial|persona real|persona de verdad|humano|humana|ser humano)',
      ],
      unless: ['(quiero|necesito|quisiera|pasame|paseme) ~4'],
    },
  ],
  refuse_recording: [
    {
      id: 'no_recording',
      any: [
        '(permission|consent) to (keep|save|store|record|tape) ~9 (not have|not got|not give*|never gave|never got)',
        '(not|never) ~4 (keep|save|store|saving|keeping|storing) ~2 (audio|my voice)',
        '(not|no|never|without|against|object to|refuse|refusing|decline|deny|revoke|withdraw|illegal to|not legal to|uncomfortable) ~6 (record|recorded|recording|recordings|tape|taped|taping|records me)',
        '(stop|quit|turn|shut|cut|switch|end|take|cease|delete|erase|pause|disable|kill) ~4 (record|recording|taping|recorder|tape|recordings) ~1 (off)?',
        '(turn|shut|switch|take|cut) (off|that|it) ~3 (record*|tape|taping)',
        '(unrecorded|off the record) ~2 (line|call|please)?',
        '(record*|taping|tape) ~4 (not okay|not allowed|without my|is illegal|hang up|hanging up|hang|i do not|no thanks|no way|not consent|not agree|not give)',
        '(if|while|as long as|unless|until) ~4 (record*|taping) ~6 (hang|not talk|not speak|not say|done|goodbye|bye|no|leave|stop|end)',
        'not on tape',
        '(not|nothing) ~3 (until|while|if|when|as long as|unless) ~4 (record*|taping)',
      ],
      unless: [
        '(please|at the tone|after the tone) ~2 record your',
        '(any|no|a|of|my|the|your|have|payment|medical|public|criminal|bank|their|phone) (record|records) ~1 (of|show*|that|say*|on|indicate|with|for|to)?$',
        '(record|records) (of|show|shows|that)',
        '(broken|track|for the|criminal|medical|payment|your|credit) record*',
        '(not|no) (mind|problem|objection|issue|care|bother) ~5 record*',
        '(i am|i will|i have|going to|i m) ~2 (recording|record|be recording|taping) ',
        '(that is|it is) (fine|okay)',
        '(is|are) ~1 (this|you) (call )?(not )?(being )?recorded? ',
        'not (have|find|see) ~2 record',
        '(fax|answering) machine recording',
        'leave a record*',
        'not (hear|understand) ~2 record*',
      ],
    },
    {
      id: 'no_grabe',
      any: [
        'no ~5 (grabe*|grabar*|graben|grabacion|grabando|grabad*)',
        '(deje*|pare*|apague*|quite*) ~3 (grabar|grabacion|grabadora|grabando)',
      ],
      unless: ['no (me )?(importa|molesta)', '(es|eres) ~2 grabacion'],
    },
  ],
  abusive: [
    {
      id: 'profanity',
      any: [
        '(fuck*|motherfuck*|fuckin|fuckers|effing|bullshit|asshole*|arsehole|bitch*|bastard*|dumbass|jackass|dickhead|dick|prick|cunt|twat|douche*|goddamn|scumbag*|shithead|pieces? of (shit|crap|trash|garbage|work)|son of a|s o b|shit)',
        '(go to hell|burn in hell|rot in hell|the hell up|the f up|screw (you|off|yourself)|damn you|piss off|sod off|up yours|kiss my|shove it|stick it|suck it|eat (shit|dirt)|drop dead|get (bent|lost|stuffed)|bite me|eff (you|off)|f you|f off|go to h)',
        'shut (up|your|the)',
      ],
      unless: [
        '(shut) (up )?(shop|off|down|my)',
        'shut (the|your) (door|window|account|recording|recorder|lights)',
        '(oh|well|aw) shit $',
        '(lost|holy) shit',
      ],
    },
    {
      id: 'insult',
      any: [
        '(bunch|pack|gang|buncha|group) of ~2 (idiot*|moron*|scum|loser*|vulture*|parasite*|trash|garbage|leech*|bloodsuck*|crook*|thieves|pigs|criminal*|scammer*|liar*|clown*|animals|jerks)',
        '(you|youre|u|you all|you people|your) ~5 (idiot*|moron*|stupid|dumb|scum|loser*|pathetic|disgusting|vulture*|parasite*|trash|garbage|worthless|leech*|bloodsuck*|crook*|thief|thieves|pig*|evil|criminal*|scammer*|liar*|imbecile|clown*|bottom feeder*|bottomfeeder*|lowlife*|low life|snake*|rat|ass|jerk*|slime*|creep*|dirtbag*|monster*|animal*|cockroach*|filthy|ugly|brainless|useless|suck|sucks)',
        '^ (idiot|moron|stupid|liar|loser|jerk|jackass|scammer|crook|thief) ',
        '(hope|wish) (you|your|you all) ~4 (die|rot|choke|burn|get cancer|suffer|dead|hit by|get hit)',
        '(i will|i am going to|gonna|going to|i would) ~1 (kill|find|hurt|beat|come (down|after|over|find)|hunt|break|punch|smash|kick|strangle|slap|shoot) ~1 (you|your|u|there|y all|down there)',
        '(i know|find out) where you (live|work)',
        '(watch your back|you will be sorry|blow up your)',
      ],
      unless: [
        '(i am|i was|i feel|that was|me|was i|am i|feel) ~3 (stupid|dumb|idiot|loser|moron|pathetic|worthless|useless|dumb)',
        'not ~2 (stupid|idiot|dumb|scum|calling|liar|saying|blam*|trying)',
        '(stupid|dumb|silly) (question|mistake|thing|phone|website|app)',
        '(bank|they|he|she|ex|landlord|company|doctor) ~3 (idiot*|crook*|scammer*|liar*|thieves|evil|criminals|stupid)',
        '(how do i know|are you|is this) ~4 (scam*|crook*|thief)',
        '(beat|kill|break|kick|find|hit) (you|your) (offer|deal|price|office|number|website|letter|email|address|up)',
      ],
    },
    {
      id: 'insulto',
      any: [
        '(pendej*|puta|puto|putos|mierda|cabron*|chinga*|idiota*|estupid*|imbecil*|carajo|vete al|vayase al|maldit*|desgraciad*|cono|joder|hijo de|ratero*|huevon*|culer*|pinche*)',
      ],
    },
  ],
}
