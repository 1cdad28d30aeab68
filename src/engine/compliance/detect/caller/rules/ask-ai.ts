import type { CallerRule } from '../category.js'

export const askAi: readonly CallerRule[] = [
  {
    id: 'are_you_real',
    affirmed: true,
    any: [
      '(you|u) real (or|$)',
      'you ~1 one of (them|those|these) ~2 (recordings|@robot)',
      '(are you|is this|you are|am i|is that|is it|this is|do i have|you sound|sounds|sound|did i get|talking to|speaking to|speaking with|was that|are u|are we|this|that) ~5 @robot',
      '(are you|is this|you are|am i|is it|is that|talking to|speaking to|speaking with|is anyone|is there|are u|you even|you actually) ~5 (real person|human|human being|actual person|live person|real human|actual human|living person|living|real people|flesh|a person|an actual|real lady|real guy|real man|real woman|real life)',
      '^ ~2 (are you|is this) ~1 real $',
      '(is this|are you) ~2 real (or|and|person)',
      '(you|this) ~1 not ~2 (real|human|a person)',
      '(robot|machine|bot|ai|computer|recording|human) or ~4 (human|person|real|robot|machine|bot|ai|recording|actual|live|living)',
      'what are you $',
      '(prove|tell me) ~2 (you are|if you are) ~2 (human|real|not a)',
      '(turing test|chatgpt|alexa)',
    ],
    unless: [
      '(not|never) ~1 (mind|care) ',
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
]
