import type { CallerRules } from './category.js'

const limited = [
  '(at|where|while) ~2 (work|job|workplace|office)',
  '(my|the) (work|job|office)',
  'work (number|phone|line|cell)',
  '(before|after|past|until|during) (@num|work|noon|dinner|the|i|school|church|business|my|that|dark|midnight|hours)',
  '(in|on|at|this|so|too|that) (the )?(mornings|morning|evening|evenings|night|afternoon|weekend|weekends|sunday*|saturday*|early|late|hour|dinner)',
  '(right now|at this (hour|time)|at (lunch|dinner|church|night)|mornings|evenings|nights|sundays)',
]

/** Whom we reached, and whether, when and where they may be called. */
export const contactRules: CallerRules = {
  wrong_number: [
    {
      id: 'wrong_party',
      any: [
        '(wrong|incorrect|bad) (number|person|phone|guy|lady|woman|man|girl|house|party|place|extension|one|theconsumer|family)',
        '(dial*|call*|rang|reached|misdial*) ~1 wrong',
        'misdial*',
        '(look*|want|want*|ask*|thinking of|mean) ~1 (someone|somebody|a different|another) (else|person|theconsumer|guy|lady)',
        '(confus*|mistak*|mix*) ~2 (me|us) ~2 (someone|somebody|another|for|up|with)',
      ],
      unless: [
        'wrong (number|one|amount) (on|in|for) (the|my|that) (bill|letter|statement|notice|check|account)',
        '(give|gave|given|wrote|wrong number of|account) ~3 wrong number',
        '(balance|amount|bill|statement|routing|account|zip) ~3 wrong',
        'not ~1 (a|the) wrong',
      ],
    },
    {
      id: 'nobody_by_that_name',
      any: [
        '(no one|nobody|no person|not anyone|not anybody|anyone|anybody|someone|somebody) ~3 (by|with|of|under) (that|the|this) name',
        '(nobody|no one|not anyone|not anybody|no theconsumer|not a theconsumer|not any theconsumer) ~2 (named|called|here|at this|lives here|with that)',
        '(there is|is|it is|we have|got|have) (no|not a|not any) ~1 (theconsumer|one|person|such person) ~2 (here|at this|living|by that|at all|in this|around)',
        '(never|not) ~2 heard of ~1 (@him|that name|this person|anyone|anybody|nobody|no)',
        '(do|does|did) not ~1 (know|recognize) ~1 (a|any|anyone|anybody|no|who) ~1 (theconsumer|by that|that is|named|called|with that|of that)',
        'not know (@him|who that is|that (name|person|lady|guy|woman|man)|this person|who you are (looking|asking|talking))',
        'no theconsumer ~1 (here|at|in|lives)',
        'who is theconsumer',
      ],
    },
    {
      id: 'not_that_person',
      any: [
        '(i am|this is|it is|that is) not (a )?(@him|theconsumer s|who you|the person|the one you|the right person|the theconsumer)',
        '^ not theconsumer',
        '(that is|it is|this is) not (me|my name|us)',
        'my name is not',
        'you (are|have) ~2 (looking|calling|searching) for ~1 (someone else|a different|another person|the wrong)',
      ],
      unless: [
        'not (me|us) (who|that) ~2 (opened|bought|signed|charged|owe)',
        'my (account|debt|bill|charge|signature)',
      ],
    },
    {
      id: 'number_changed_hands',
      any: [
        '(@he|whoever|that person|the person|this person) ~3 (do|does) not (live|stay|reside|work|belong|use|have) ~1 (here|this|at this|in this)',
        '(not|no longer|never) (live|lives|lived|stay|stays|work|works|worked) (here|at this) ',
        '(not|no longer) ~1 (her|his|their|theconsumer s) (number|phone|line|cell) ~',
        '(got|had|have|gotten|given|assigned|bought) this (number|phone|line|cell*) ~1 (number )?~2 (for|since|about|last|a|recently|only|over|from|two|three|@num|years|month*|week*)',
        '(just|recently|only) ~1 (got|changed|bought|received|switched) ~1 (this|a new) (number|phone|line|cell*)',
        'this (number|phone|line|cell) ~2 (belong*|used to|is new|is someone|is not|was) ~2 (to|be|hers|his|theirs|someone|me|else)',
        'not (hers|his|theirs|theconsumer s)',
        '(keep*|kept|still|always) (getting|get|receiving) ~3 (calls|call|messages) ~2 for (@him|someone|this|that|some|a)',
        '(has|had|have) (a )?new (number|phone) ~1 (now )?(not|this)',
        '(this is|you ~2 reached|you ~1 called|it is) (a|an|the) ~2 (business|bakery|restaurant|store|hospital|school|church|shop|pizza*|salon|hotel|pharmacy|fax|garage|dentist|clinic|daycare|nursing home|warehouse|deli|gym|dealership)',
        '(moved|move) (out|away) ~3 (ago|before|last|year*|month*)',
      ],
      unless: [
        'my (work|job)',
        'i (changed|have|got) (my|a new) (number|phone) ~2 (here|it is|is)',
      ],
    },
    {
      id: 'numero_equivocado',
      any: [
        '(numero|telefono|persona) (equivocado|incorrecto|errado|equivocada|incorrecta)',
        'se (equivoco|equivoca|ha equivocado)',
        '(esta|estas|andan|estan) (equivocado|equivocada|equivocados|marcando mal)',
        '(aqui no|no) (vive|hay|conozco|conocemos|esta) ~2 (aqui|nadie|ningun*|theconsumer|esa persona|con ese nombre)',
        'aqui no (vive|hay|es)',
        '^ (yo )?no soy (theconsumer|esa persona|ella|el|quien|la persona)',
        '(marco|marcaron|llamo) mal',
        'no es (su|el) (numero|telefono)',
      ],
    },
  ],
  cease_contact: [
    {
      id: 'stop_calling',
      any: [
        '(stop|quit|cease|halt|cut out|knock off) ~2 @call',
        '(stop|quit|cease) (blowing up|with (the|these|all)|all) ~3 (calls|phone|calling|communication|contact|cell)',
        '(stop|quit|cease) ~2 (all )?(communication*|contact|correspondence)',
        'cease and desist',
      ],
      unless: [
        ...limited,
        '(why|when) (did|do|would|have|had) (you|they|he|she) ~1 (stop|quit)',
        '(not|never) ~1 (saying|asking|telling|want|said|asked|told|mean*) ~4 (stop|quit)',
        '(@kin|he|she|they|telemarketers|scammers|ex|it|phone) (will|would|do|does|can|could) not (stop|quit|cease)',
        '(phone|it|cell) ~1 (stop|stopped|quit)',
        '(if|when|once) you ~1 (stop|quit)',
        '(stop|quit) ~3 @call ~2 (house|home|old|other) ~2 (call|use|try) my',
      ],
    },
    {
      id: 'do_not_call',
      any: [
        '(do not|can not|may not|must not|should not|better not|never|not) (you )?(ever |please )?(call|contact|phone|text|ring|dial|bother|harass|reach out|try) ~1 (me|us|here|this|my|again|any*|no more|back|back here|her|him|theconsumer)',
        '^ (do not|never|not) (you )?(ever )?(call|contact|phone|text|bother)',
        '(want|wish|like|need|rather|prefer|care|asked|told|ask*|tell*|allowed|permitted|permission|consent|agree|interested|welcome) ~2 (you|y all|your|you all|people)? ~2 not (to )?~1 (@call|hear*)',
        'not ~1 (want|wish|like|allowed|permitted|welcome|consent|agree|authorize*|give|have) ~4 (@call|hear from|hear your|communicat*)',
        'not have ~2 (permission|consent|authorization|right) ~2 @call',
        '(no more|no further|enough|any more|without) ~1 (calls|calling|phone calls|contact|communication*|texts|of these calls|with the calls|of the calls|with these calls|of your calls)',
        '(do not|never) (ever )?(want|wish) ~2 (hear|talk|speak|be called|be contacted|deal) ~3 (you|again|people)',
      ],
      unless: [
        ...limited,
        '(did|do|why|have|has|could|can) (you|he|she|they) not call*',
        'not (say*|ask*|tell*) ~3 not call',
        'i (will|am|would|can|did|do|could|might|should) not (call|calling|be calling|contact)',
        '(no one|nobody|they|he|she) (will|would|can|did) (not )?call',
        'not (hesitate|mind|care if|need|have) ~1 to (call|contact)',
        '(mind|care) if you call',
        '(not|never) (call*|calling) ~2 (a|an|him|her|it) (liar|thief|names)',
        'not ~2 (calling|call) (about|because|to complain|for)',
        'if (i|you) do not',
        '(until|unless) ',
      ],
    },
    {
      id: 'remove_number',
      any: [
        '(take|remove|delete|drop|scratch|get|pull|strike|erase|wipe|clear|scrub) ~1 (me|us|my|our|this|the|that|it) ~4 (off|from|out of|list|lists|system|records|database|file|files|dialer|books)',
        '(remove|delete|lose|erase|forget|scratch|block) (my|this|our|the|that) (phone |cell |home )?(number|contact|info*|name)',
        '(opt|opting|opted) ~1 out',
        'unsubscribe',
        'do not call (list|registry|register)',
        '(put|add|place) ~2 (on|to) ~2 (do not call|no call|dnc)',
      ],
      unless: [
        '(off|from) ~2 (work|hook|record*)',
        '(did|do) not ~1 (remove|take)',
        '(credit|bureau*|score)',
        '(autopay|auto pay)',
        '(card|fee|charge|money|payment*)',
      ],
    },
    {
      id: 'revoke_consent',
      any: [
        '(revoke|revoking|withdraw|withdrawing|rescind|cancel|take back|took back|pull) ~2 (consent|permission|authorization)',
        '(leave|let) (me|us|my family) (alone|be)',
        '(lose|forget) (my|this) number',
        '(get|stay) (out of|away from) (my life|me)',
        '(last|final) (time|call) ~5 @call',
        '(this|that) ~1 (better be|be|is) the last ~1 (call|time)',
        '(only|just) ~2 (contact|communicate|reach|write|talk|deal) ~3 (in writing|by mail|by letter|by email|through the mail|via mail)',
        '(only|just) (write|mail|email) me',
        '(in writing|by mail|by letter|mail) only',
        '(done|finished|over) (talking|with you|with this|speaking) ~2',
        'harass* ~1 me ~3 stop',
      ],
      unless: [
        '(leave|let) (me|us) alone (with|to|for|a)',
        'i will (leave|let)',
        'not ~1 (revoke|revoking|withdraw*)',
        'done talking to (my|the)',
      ],
    },
    {
      id: 'no_llamen_mas',
      any: [
        'no (me |nos |le )?(llame*|llamar*|vuelva*|moleste*|contacte*|marque*|hable*|escriba*) ~2 (mas|nunca|jamas|otra vez|a llamar|a molestar|aqui|a esta casa|a este|por favor|a contactar*|a mi)',
        'no (me|nos) (llame|llamen|molesten|moleste|marquen|marque|contacten|contacte|hablen|llames|molestes)',
        '(deje|dejen|deja|dejenme|dejeme|pare|paren|basta|parenle) ~1 (de|ya|en) ~1 (llamar*|molestar*|marcar*|paz|contactar*|hostigar*|acosar*)',
        '(quite*|quiten*|borre*|borren*|saque*|saquen*|elimine*|eliminen*) ~3 (numero|lista|telefono|sistema|registro)',
        'no quiero ~3 (llamada*|llame*|contact*|molest*|hablar con ustedes|recibir|saber)',
        'ya no ~1 (llame*|llamen|molest*|marque*|quiero)',
      ],
      unless: ['(al|en el|mi) trabajo', '(manana|noche|tarde) temprano', 'antes de las'],
    },
  ],
}
