import type { CallerRule } from '../category.js'

export const abusive: readonly CallerRule[] = [
  {
    id: 'profanity',
    any: [
      '(fuck*|motherfuck*|fuckin|fuckers|effing|bullshit|asshole*|arsehole|bitch*|bastard*|dumbass|jackass|dickhead|dick|prick|cunt|twat|douche*|goddamn|scumbag*|shithead|(piece|pieces) of (shit|crap|trash|garbage|work)|son of a (bitch|gun|b)|s o b|shit)',
      '(go to hell|burn in hell|rot in hell|the hell up|the f up|screw (you|off|yourself)|damn you|piss off|sod off|up yours|kiss my|shove it|stick it|suck it|eat (shit|dirt)|drop dead|get (bent|lost|stuffed)|bite me|eff (you|off)|f you|f off|go to h)',
      'shut (up|your|the)',
    ],
    unless: [
      'my ~2 (ex|boss|landlord|brother|neighbor) ~2 (is|was)',
      '(shut) (up )?(shop|off|down|my)',
      'shut (the|your) (door|window|account|recording|recorder|lights)',
      '(oh|well|aw) shit $',
      '(lost|holy) shit',
    ],
  },
  {
    id: 'insult',
    affirmed: true,
    any: [
      '(lowlife|scum|vulture*|parasite*|leech*|bloodsuck*) ',
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
]
