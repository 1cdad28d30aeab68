import type { CallerRule } from '../category.js'

export const payNow: readonly CallerRule[] = [
  {
    id: 'pays_today',
    affirmed: true,
    any: [
      'charge it ',
      '(tengo|aqui tengo) (mi|la) tarjeta',
      '(checking account|checking|routing number|card|checkbook|wallet) ~1 (right here|in front of me|in my hand|handy|with me|ready)',
      'how ~4 (go about|about) paying',
      'go ahead and (run|charge|take|process|do|bill|put) ~1 (it|that|my|the|through)',
      '(just )?run it',
      '(pay|settle|take care of|clear|knock|handle|do !(not)|resolve|get|make|paid|paying|payment) ~6 (right now|now|today|over the phone|in full|this minute|right away|this second|at once|immediately|out of the way|over with|done with)',
      '(take|run|charge|use|put|debit|pull|withdraw|bill|deduct) ~5 (card|checking|savings|account|debit|visa|mastercard|bank|amex|discover)',
      '(want|like|ready|here|calling|call|wanted|happy|willing|need|prepared|rather|trying) (to )?~1 (pay|make a payment|make my payment|settle|pay it|pay this|take care of (it|this)|clear this|get this (paid|taken care)|pay off)',
      '(how|where|who) ~1 (do|can|would|could|should) i ~1 (pay|make a payment|send (the|my) (money|payment)|make my payment)',
      '(let me|can i|may i|could i|i will|i d like to|i can|lemme|let us) ~2 (pay|make a payment|settle|get my (card|wallet|purse|checkbook)|grab my (card|wallet|purse)|give you my (card|debit|bank|account)|take care of (it|this)|do a payment|use my (card|debit)|read you my|just pay)',
      '(here is|here s|i have|have|got) ~1 my (card|debit|credit card|bank|checkbook|routing)',
      '(do|can|will) you ~1 (take|accept) ~3 (visa|card*|debit|mastercard|payments|check*|apple pay|amex|credit)',
      '(send|text|email) ~2 (the|a|that|me|payment) ~2 (link|payment link|pay link)',
      '(full|whole|entire|total) (amount|balance|thing) ~2 (now|today|right)',
      '(pay|settle) (it|this|that|the|my) ~2 (off|in full|balance|bill|account|whole|full|all)',
    ],
    unless: [
      'pay now or ',
      '(not|never|no|can not|unable|hardly) ~6 (pay*|afford|make|settle|card|give|take|clear|handle|do)',
      '(already|i) (paid|sent|settled)',
      '(on|by|next|this|until|after|when) ~1 (friday|monday|tuesday|wednesday|thursday|saturday|sunday|payday|week|month|first|i get|the @num|tomorrow)',
      '(tomorrow|next week|next month|a month|per month|every month)',
      '(someone|somebody|they|he|she|who) ~2 (use*|charge*|took|open*)',
      '(stop|quit|why|if|how much|what if|would happen|wish|could not) ~3 ',
      '(take|put|get|remove) (me|my|this|us) ~2 (off|from|on)',
      '(card|account) ~3 (stolen|fraud*|wrong|not mine|blocked|maxed)',
      '(call|talk) ~2 (now|today)',
      '(insurance|boss|mom|husband|wife|they|you) ~2 (pay|paying|handle)',
    ],
  },
  {
    id: 'quiere_pagar',
    any: [
      '(quiero|quisiera|puedo|voy a|como puedo|donde puedo|me gustaria|listo para|lista para) ~1 (pagar*|hacer (un|el) pago|liquidar) ~4',
    ],
    unless: [
      'no (quiero|puedo|voy)',
      '(viernes|lunes|martes|miercoles|jueves|sabado|proxim*|manana|quincena|cuando)',
    ],
  },
]
