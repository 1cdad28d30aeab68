import type { CallerRule } from '../category.js'

export const callbackRequest: readonly CallerRule[] = [
  {
    id: 'call_me_back',
    affirmed: true,
    any: [
      '(pick|take|finish|do) (this|it) (back )?up? ~2 (@later|again|another)',
      '(pick this up|continue|finish this|circle back|touch base|reconnect) ~2 @later',
      '(can|could|will|would|please|just|maybe|have|why do not|may|might|need|want|let|how about|you should|you can|okay|get) ~4 (call|ring|phone|try|reach|hit|buzz|contact|dial|called|calls) ~2 (back|me ~1 @later|us ~1 @later|@later|again|a later|another)',
      '(call|ring|phone|try|reach|buzz|contact|dial) (me|us)? ~1 (back|again) ~1 (@later|in|at|when|around|on|after|please|then|$)',
      '^ (call|ring|phone|try|reach) ~1 (me|us)? ~1 (@later|again|at @num|around)',
      '(give|gimme) (me|us) (a|another) (call|ring|buzz|shout|callback) ~2 (back|@later|again|after|when|in|$)',
      '<!(the|my|his|her)(call|called|ring|phone) (me |us )?back',
      '(have|get|tell) (somebody|someone|your (boss|manager|supervisor)) ~2 (get back|call back|reach out) ~1 (to|with) me',
      '(callback|call back) ~3 (@later|please|at|tomorrow|schedule|request|number|$)',
      '(schedule|set up|arrange|request|want|like|need|get) (a|me a|another) (callback|call back|call)',
      '(better|good|best) (time )?(to call|to reach|to talk|time) ~2 (is|would be|after|around|tomorrow|@day)',
      '(talk|speak|do this|continue|discuss this) ~1 (later|tomorrow|another (time|day)|some other time|next week|tonight)',
      '(try|call) (me )?(again|later) ~2',
    ],
    unless: [
      '(not|never|stop|quit|nobody|no one|without) ~2 (call*|ring|phone|try|bother|@call) ',
      '(i|we|she|he|they|theconsumer) (will|can|am going to|shall|would|could|should|may|might|must|need to|was told to|have to|tried to|am) ~2 (call|calling|ring|try|get) ~1 (you|y all)? ~1 (back|later|tomorrow|again)',
      '(returning|return|missed|got) ~2 (your|a|the) (call|message)',
      '(you|someone|they|somebody|who|he|she|i) ~1 (called|calls|ringing|rang|were calling|was calling) ~2 (back|yesterday|last|this morning)',
      '(number|phone) to call back',
      '(phone|number) back',
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
]
