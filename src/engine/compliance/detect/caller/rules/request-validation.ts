import type { CallerRule } from '../category.js'

export const requestValidation: readonly CallerRule[] = [
  {
    id: 'wants_proof',
    affirmed: true,
    any: [
      '(what|which) account ~2 (is|are|was)',
      '(mail|send|show|email|fax) ~1 (me|us) ~6 (shows|show|proves|prove|says|proof) ~3 (owe|mine|debt)',
      '(who|what|where) ~3 (borrow|borrowed|supposedly|allegedly) ~4 (from|this|owe)',
      '(what|where|which|have an|is there an|your mailing|your|the) ~1 address ~5 (write|send|mail|letter|dispute)',
      'where ~3 (send|mail|write|fax) ~2 (letter|dispute|you|it|this|to)',
      '(see|show|send|provide|get|need) ~4 (contract|agreement|receipt*|account history|paper trail)',
      '(never|not) ~1 (got|received|get|receive|seen|saw|gotten) ~4 (notice|letter|in the mail|bill|paperwork|documentation|mail)',
      '(send|sending|mail|mailing|email|show|give|provide|need|want|get|see|fax|demand|request|requesting|have|like|requesting|sent|got|where is|is there|have) ~6 (@creditor_doc)',
      '(send|mail|email|give|put|get|need|want|see|have|provide|show|receive|like|get me) ~3 (it|that|this|me|something|everything|all|anything|letter|details|information|info) ~3 (in writing|in the mail|on paper|in black and white)',
      '(send|mail|email) ~2 (me|us) ~3 (letter|details|information|info|something|documents|paper|records|copy|notice)',
      '(validate|validated|verify|prove|substantiate|verification|validation|proving|document) ~4 (debt|it|this|that|i owe|account|the|valid|owe|mine|charge*)',
      '(how do i know|how can i (be sure|verify|know|tell)|how would i know|how am i supposed to know) ~5 (real|legit*|mine|valid|i owe|debt|scam|owe|actual*|true|right)',
      '(who is|what is|who was|which|who) ~2 (original creditor|creditor|original company|original lender)',
      '(what|which|who) ~2 (is|was) ~1 (this|that|it|the) ~1 (debt|bill|account|charge|balance|for|from|about)? ~1 (for|from|even for|originally|with)',
      '(where|when) ~2 (debt|bill|charge|account|this|that|it) ~3 (come from|from|originate*|incurred|opened|start)',
      '(break|breakdown|itemize|itemized|explain) ~4 (down|charges|amount|balance|fees|how|bill|debt|list)',
      '(proof|evidence|documentation) ~3 (debt|owe|mine|account|this|i)',
    ],
    unless: [
      '(already|you) (sent|mailed|gave) ~3 proof',
      'i (will|can|am going to) ~1 (put|send|mail|get) ~2 (it|that|you)',
      'you (already )?(sent|mailed|gave|emailed) me',
      '(i|we) ~1 <!(never |not )(sent|mailed|emailed|faxed|already sent|got|gave|have|provided) ~3 (you|it|the|your|that|a|my|proof|letter|statement|them)',
      'break down (on|in)',
      '(bank statement|false statement|proof of (income|payment|address|insurance|hardship))',
      '(verify|prove|confirm) ~2 (my|who i|who you|your) ',
      'what is this (call )?(about|regarding)',
      'what is this $',
      '(send|mail) ~2 (you|y all|money|payment|check|twenty|@num)',
      '(not|do not|never) ~1 (send|mail|email|need|want) ~3 ',
    ],
  },
  {
    id: 'prueba_de_la_deuda',
    any: [
      '(mande*|envie*|manden*|quiero|necesito|envien*|muestre*) ~5 (prueba*|comprobante*|documento*|por escrito|carta|estado de cuenta|detalle*)',
      '(de que|de quien) es (esa|esta|la) (deuda|cuenta)',
    ],
  },
]
