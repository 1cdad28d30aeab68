import type { AgentRuleSource } from '../violation.js'
import { money } from './shared-words.js'

const keepsOn = [
  '(before (i|we|you) (go|hang|take|let|end|remove|put|do|stop|close|leave|process))',
  '(one|just one|quick|last|a) ~1 (more )?(thing|question|second|minute|moment) ~2 (about|before|to|is|and|though|please|of|$)',
  '(are you sure|why (do|did|would|are|not)|what if|can we (just|at least|still)|could we (just|still|at least)|how about|let us (just|talk|at least|still|go|get)|at least|in the meantime|anyway|but first|but we (still|can|need|have)|but you (still|have)|hear me out|think about it|reconsider|change your mind|not so fast|hold on|wait a)',
  '(can|could|will|would|may|am going to|are going to|have to|need to|still|going to|should|must|keep|continue|continuing|try|try you|follow) ~3 (call|calling|calls|contact|contacting|reach out|reaching|try|text|texting|ring|follow up|check back|check in|be in touch|trying) ~3 (you|again|back|tomorrow|next|later|your|until|anyway|in|on|@day|every)',
  '(have to|must|need to|needs to|has to|would have to|only (if|when|works)|not count|does not count|until|unless) ~6 (writing|written|letter|mail|fax|form|certified|signed|notar*|online)',
  '(not|never|no) ~4 (stop us|stop calling|required to|have to stop|accept (that|verbal|oral)|remove|take you off|honor|that easy|work that way|how (this|it) works)',
]

export const afterCease: readonly AgentRuleSource[] = [
  {
    id: 'asks_after_cease',
    category: 'after_cease',
    ruleId: 'I09',
    states: ['ceased'],
    affirmed: true,
    any: money,
    unless: [
      '(stop*|end*|ceas*|paus*) ~2 (asking|collect*|all|request*)',
      '(payment|collection) (request*|reminder*) ~3 (stop*|end*)',
    ],
  },
  {
    id: 'goes_on_after_cease',
    category: 'after_cease',
    ruleId: 'I09',
    states: ['ceased'],
    affirmed: true,
    any: [
      '(just|only) ~1 (need|want|take|takes|asking for) ~3 (minute|minutes|moment|moments|second|seconds) ~2',
      '(go over|review|run through|walk you through|hear about) ~2 (option*|offer*|plan*|settlement)',
      '(ask|know|tell me|wonder*|curious) ~2 (why|what|how come)',
      'if you ~2 (paid|pay|settle*|just)',
      '(only|just) ~1 (counts|valid|works|applies|official|takes effect) ~4',
      '(put|send|mail|write) (that|it) ~1 (in|in writing|to us)',
      ...keepsOn,
      '(once|after|until|unless|as soon as|if|when) you ~3 (set up|pay*|agree|arrange*|settle|give|answer|tell)',
    ],
  },
  {
    id: 'will_be_back',
    category: 'after_cease',
    ruleId: 'I09',
    states: ['ceased'],
    affirmed: true,
    any: [
      '(someone|somebody|supervisor|manager|colleague|team|another agent|we) ~6 (will|be|going to|expect) ~3 (call*|contact*|reach*|touch|ring*)',
      '(expect|wait for|watch for|hear) ~3 (call|calls|from) ~4 (supervisor|manager|us|me|team|colleague)',
      '(stopping|stop|ending|end|no) ~1 (calls|contact|calling) ~5 (not|never) ~3 (make|mean|erase|solve|help|change|fix|cancel)',
      '(not|never) ~3 (go away|disappear|vanish|make it)',
    ],
    unless: [
      '(not|no|never|nobody|no one) ~4 (call*|contact*|reach*|ring*|hear)',
      '(stop|stopped|ending|ended) ~2 (all )?(call*|contact*)$',
    ],
  },
]
