import type { CallerRule } from '../category.js'

export const promiseToPay: readonly CallerRule[] = [
  {
    id: 'will_pay_on',
    affirmed: true,
    any: [
      '@payday ~2 you (get|will get|ll get|have)',
      '(good for|count on) ~6 @payday',
      '@payday ~3 (le|les) (mando|pago|doy)',
      '(payment plan|pay plan|installments)',
      '(once|when|after) ~5 (clears|hits|comes|arrives|lands) ~5 (pay*|call|send)',
      '(once|when|after|soon as) ~6 (arrive*|come*|hit*|land*|clears|get*) ~12 (intend|plan|will|going to|promise|can) ~2 (clear|pay|settle|send|take care)',
      '(do|take|accept|like|go with|set up|sign up for|start|try|on) ~3 (payment plan|installments|payments|the plan|a plan)',
      '(pay|payment*|send|one|half|rest|it) ~6 (in|by) (january|february|march|april|may|june|july|august|september|october|november|december)',
      '(can|will|could|am going to|going to|plan to|planning to|promise|promise to|intend|able to|would|should be able to|let me|expect to|try to|want to|i d|for|hoping to|gonna|might|commit to) ~5 (pay|send|make|mail|give|do|take care|get|cover|bring|paying|have|put|sending|settle|catch up|start|handle|drop|clear) ~10 @payday',
      '(i|we) ~1 (can|could|will|would) ~2 (do|pay|send|swing|manage|give|afford|handle|make) ~3 (@num|something|half|a little|part|some) ~3 (a|per|every|each|on|by|next|this|tomorrow|when|then|once|after|every|bucks|dollars)',
      '@payday ~12 (pay|send|settle|make a payment|take care of it|have (it|the money)|get you)',
      '(get|getting) (paid|my check|my paycheck) ~6 (then|pay|send|will|can|so)',
      '(check|money|refund|disability|paycheck|deposit|bonus|settlement|commission) ~6 (come*|coming|arriv*|gets here|hits|clears|clear|in) ~10 (pay|then|send|call you|take care|make)',
      '(set|put|sign|mark) (me|it) ~1 (up|down) for ~6 (@payday|month|week|plan|payments|@num)',
      'promise ~2 (to )?(pay|send|you will (get|have))',
      '(have|get|send) ~2 (it|money|payment|that|the rest) ~3 (to you|in|for you|over|out) ~4 @payday',
      '(payment plan|installments|monthly payments) ~4 (starting|beginning|works|okay|sounds|set)',
      '(you will|you ll|you are going to) (have|get|see|be getting) ~4 (money|payment|it|check|paid) ~5',
    ],
    unless: [
      '(not|never|no way) ~3 (promise|pay|send|afford|make|have|commit|guarantee|able|sure)',
      '(already|did|have) ~1 (paid|sent|made)',
      '(right now|today|over the phone)',
      '(if|when|until|unless) i win|it was in|was it in',
      '(call|calls|talk|speak|ring) ~3 (tomorrow|@day|next)',
      '(would|why|how|what) ~2 i (pay|send|give)',
      '(rent|mortgage|electric|car payment|lawyer|landlord) ~3 (due|@payday)',
    ],
  },
  {
    id: 'pagare_el',
    any: [
      '(puedo|voy a|podria) ~1 (pagar*|mandar*|dar*|hacer) ~6 @payday',
      '(pagare|le pago|les pago|mando|se lo pago) ~5 (@payday|cuando|manana|proxim*)',
      '(cuando|en cuanto) ~2 (me paguen|cobre|reciba) ~4',
    ],
    unless: ['no (puedo|voy a) pagar'],
  },
]
