import type { CallerRule } from '../category.js'

export const askHuman: readonly CallerRule[] = [
  {
    id: 'wants_a_person',
    any: [
      '(somebody|someone) with (authority|power)',
      '(hand|pass) me ~2 to ~2 your (people|staff|team|colleague*)',
      '(put|get) ~1 (one of|some of|any of) (your|the) (agents|people|reps|folks|operators|managers|supervisors) ~2',
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
      'not want ~2 (supervisor|manager|agent|person)',
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
      '(comuniqueme|paseme|pongame|paseme) ~2 con (alguien|otra persona)',
      '(hablar|comunique*|comuniqueme|pase*|paseme|pasame|quiero|transfier*|quisiera|necesito) ~4 (persona|agente|representante|operador*|humano|supervisor*|gerente|alguien real|ser humano|persona real)',
      '^ (agente|operador*|representante|humano|persona) $',
      '(hay|tiene*) ~2 (alguien|una persona) ~2 (real|humana|de verdad|con quien)',
    ],
    unless: ['(es|eres|usted es) ~1 (una|un) (persona|humano)'],
  },
]
