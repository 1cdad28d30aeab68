import type { AgentRuleSource } from '../violation.js'
import { money } from './shared-words.js'

const inconvenient = [
  'out_of_hours',
  'driving',
  'inconvenient_place',
  'workplace_prohibited',
  'time_restricted',
] as const

export const inconvenientTime: readonly AgentRuleSource[] = [
  {
    id: 'asks_at_a_bad_time',
    category: 'inconvenient_time',
    ruleId: 'P03',
    states: inconvenient,
    affirmed: true,
    any: money,
    unless: [
      '(stop*|end*|ceas*|paus*) ~2 (asking|collect*|all|request*)',
      '(what|when|which) ~2 (time|day) ~4 (better|good|best|convenient|works)',
    ],
  },
  {
    id: 'holds_on_at_a_bad_time',
    category: 'inconvenient_time',
    ruleId: 'P03',
    states: inconvenient,
    any: [
      '(let me|i will|i can|i want to|i would like to) ~1 (just )?(tell|explain|read|go over|walk|talk|give|ask) ~4',
      'while you ~1 (drive|driving|eat|work|wait|are at)',
      '(only|just|it will|this will|wont) ~2 (take|takes|need|be|a|one|two|few) ~3 (minute|minutes|second|seconds|moment|sec|min|question|quick|long)',
      'not take (long|much|more)',
      '(quick|quickly|real quick|super quick|fast|briefly) ~1',
      '(anyway|anyhow|regardless|even so|since i have you|while i have you|as long as i have you|while you are (here|there|driving|on)|but (we|i) (still|need|have|can|really|want*|just)|but you (can|could|should|still)|but this|cannot wait|can not wait|make it quick|let us (just|go|get|keep|finish|do|talk)|before you go|stay on|do not hang up|keep (talking|going)|pull over|put me on speaker|step (away|outside|out)|hands free|speakerphone|write (this|it) down|grab (a|your)|get (a|your) (pen|card|wallet|checkbook))',
      '(you can|can you|could you|just|go ahead and) ~2 (read|tell|give|listen|answer|talk|confirm|write|grab|read off)',
      '(want*|trying|hoping|tried|figured) ~2 (to )?(catch|get|reach|talk to|get ahold of) (you|hold of you)',
      '(that is|it is) (fine|okay|no problem) ~1 (you|we|i|just) ~4',
      '(realize|know|understand|hear) you (said|asked|told|wanted) ~6 but ~8',
      '(late|early|hour|time) ~3 (not matter|does not matter|works for (us|me)|not a problem|convenient for)',
      '(rules|law|hours) ~4 (not apply|do not apply|allow us|let us)',
    ],
    unless: [
      'let me (let you|end)',
      '(tell|ask|give) ~3 (note|goodbye)',
      'just (call|reach|ring) (us|me|back)',
      '(just|will) ~2 (note|update|remove|end|let you)',
      '(can you|could you) ~2 (tell|give) ~5 (better|good|best|convenient|another|different) ~1 (time|number|day)',
    ],
  },
  {
    id: 'will_call_at_a_bad_time',
    category: 'inconvenient_time',
    ruleId: 'P05',
    states: inconvenient,
    affirmed: true,
    any: [
      '(ask|tell|call|get|talk to|speak to|speak with|have) ~1 your (manager|boss|supervisor|employer|coworker*|receptionist|hr) ~4',
      '(i will|we will|going to|can|am going to|keep|will keep|have to|may|might|still|could|must) ~3 (call|calling|try|trying|reach|contact|contacting|ring) ~8 (anyway|then|there|at (@num|work|your|the|that|night|noon)|tomorrow (morning|at)|in the morning|mornings|every|until|early|same time|whenever|on sunday|@num)',
      '(call|calling|try|trying|reach|contact|ring|leave ~2 message|speak|talk) ~5 (work number|your job|your boss|your employer|your work|at work|the office|your office|your supervisor|hr|human resources|front desk|your workplace|switchboard|your manager)',
    ],
    unless: [
      '(not|never|no longer|stop*|remove*|wont) ~5 (call*|contact*|reach)',
      '(better|good|best|convenient) (time|number|day)',
    ],
  },
  {
    id: 'goes_on_at_a_bad_time',
    category: 'inconvenient_time',
    ruleId: 'P03',
    states: [
      'out_of_hours',
      'driving',
      'inconvenient_place',
      'workplace_prohibited',
      'time_restricted',
    ],
    any: [
      '(step|go|walk|slip) ~2 (into|out|outside|to the|away) ~3',
      '(one|two|three|couple) ~1 minutes ~2 (all|is|tops)',
      '(stay|stick) with me',
      'while (you|i) ~2 (are|re|eat|drive|explain|talk|work|go|read|stopped|parked|wait|listen|tell|walk)',
      '(we|you|i) can ~2 (do|handle|finish|wrap|settle|talk|cover|go over) ~2 (it|this|that|quick*|anyway|now)',
      '(not|nobody|no one) ~2 (notice|know|mind|care|tell) ~3',
      '(eat|drive|work|finish) ~3 (while|and (talk|listen))',
    ],
    unless: [
      '(not|never|no) ~3 (call*|contact*) ~2 (you )?~2 while',
      '(when|once|after) you ~2 (parked|home|done|off|free|finished)',
      'you can (call|reach|ring)',
      '(not want to|do not want) ~3 (keep|hold|distract|talk)',
    ],
  },
]
