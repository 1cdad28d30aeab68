import { debtWords } from './debt-lexicon.js'
import type { AgentRuleSource } from './violation.js'

const money = [
  '(debt|debts|owe|owes|owed|owing|balance|pay|pays|paid|paying|payment|payments|payoff|settle|settlement|settling|settled|amount|dollars|bucks|discount|installment*|arrangement|arrangements|payment plan|overdue|past due|collect|collecting|money|bill|bills|offer|offers|deal|interest|fee|fees|afford|resolve|resolution|take care of (it|this)|clear this|on the (account|balance)|your account)',
]
const keepsOn = [
  '(before (i|we|you) (go|hang|take|let|end|remove|put|do|stop|close|leave|process))',
  '(one|just one|quick|last|a) ~1 (more )?(thing|question|second|minute|moment) ~2 (about|before|to|is|and|though|please|of|$)',
  '(are you sure|why (do|did|would|are|not)|what if|can we (just|at least|still)|could we (just|still|at least)|how about|let us (just|talk|at least|still|go|get)|at least|in the meantime|anyway|but first|but we (still|can|need|have)|but you (still|have)|hear me out|think about it|reconsider|change your mind|not so fast|hold on|wait a)',
  '(can|could|will|would|may|am going to|are going to|have to|need to|still|going to|should|must|keep|continue|continuing|try|try you|follow) ~3 (call|calling|calls|contact|contacting|reach out|reaching|try|text|texting|ring|follow up|check back|check in|be in touch|trying) ~3 (you|again|back|tomorrow|next|later|your|until|anyway|in|on|@day|every)',
  '(have to|must|need to|needs to|has to|would have to|only (if|when|works)|not count|does not count|until|unless) ~6 (writing|written|letter|mail|fax|form|certified|signed|notar*|online)',
  '(not|never|no) ~4 (stop us|stop calling|required to|have to stop|accept (that|verbal|oral)|remove|take you off|honor|that easy|work that way|how (this|it) works)',
]

/** Not about money: the agent says that it will not speak of it. */
const lets = [
  '(will|am|do|can|shall|would|are|is) not ~4 (call|contact|ask|discuss|collect*|request|talk|speak|take|need|continue|pursue|say|pay|mention|be ask*|be call*|receive)',
  '(no|not any|no further|no more|without) ~2 (calls|call|contact|payment*|collection*|discussion|money|questions|request*|amount|details|need)',
  '(stop|stopped|stopping|end|ended|ending|ceas*|paus*|hold) ~4 (call*|contact*|collect*|ask*|payment*|communicat*|activity)',
]

const inconvenient = [
  'out_of_hours',
  'driving',
  'inconvenient_place',
  'workplace_prohibited',
  'time_restricted',
] as const

/** What is wrong only in some states of a call. */
export const stateRules: readonly AgentRuleSource[] = [
  {
    id: 'debt_before_verification',
    category: 'third_party_disclosure',
    ruleId: 'I01',
    states: ['pre_rpc', 'third_party'],
    any: [
      ...debtWords,
      '(regarding|about) (her|his|your|the|a) ~2 (past due|file|case|obligation|matter with|situation with|card|purchase|loan)',
      '(serious|urgent|important|legal|financial|time sensitive|pending) ~2 (matter|issue|problem|case|trouble|situation|obligation)',
      '(in trouble|behind on|her obligations|his obligations|financial|case number|file number)',
    ],
    unless: ['personal business matter ', 'call collect'],
  },
  {
    id: 'tells_third_party',
    category: 'third_party_disclosure',
    ruleId: 'I03',
    states: ['third_party'],
    any: [
      '(tell|let|remind|warn|ask|have) ~1 (her|him|them|theconsumer) ~6 (serious|urgent|important|trouble|late|behind|before|avoid|resolve|owes|respond|matter of|case|legal|deadline|quickly)',
      '(are you|is she|is he) ~2 (her|his) ~2 (husband|wife|spouse) ~6 (responsib*|help|also|jointly)',
      '(help|cover|contribute|take care) ~3 (her|him|out|for her|for him|this)',
    ],
  },
  {
    id: 'no_notice_yet',
    category: 'missing_mini_miranda',
    ruleId: 'I04',
    states: ['post_rpc_pre_mm'],
    any: [
      '(what|how|where|are you|do you) ~5 (employ*|income|working|job|earn|make a)',
      ...debtWords,
      '(let us|can we|ready to|how would you like to|when can you|want to) ~3 (take care|resolve|get this|handle|work something|clear|set up|go over|talk about|discuss|arrange|sort)',
      '(reason for (my|the|this) call|i am calling about|calling about|regarding your|in regards to your|about your)',
      '(verify|confirm) ~3 (employer|income|employment|where you work|bank|job)',
      '(behind|obligation|file with us)',
    ],
  },
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
    id: 'asks_past_the_lawyer',
    category: 'represented_consumer',
    ruleId: 'P06',
    states: ['represented'],
    affirmed: true,
    any: money,
    unless: lets,
  },
  {
    id: 'goes_on_past_the_lawyer',
    category: 'represented_consumer',
    ruleId: 'P06',
    states: ['represented'],
    any: [
      'without (one|a lawyer|an attorney|lawyers|attorneys)',
      '(two of us|you and (i|me)) ~3 (wrap|settle|resolve|work|handle|finish|sort|fix|clear)',
      '(one|just one|quick|last) ~1 (more )?(thing|question) ~4',
      '(not|never|no|nobody) ~3 (need|needs|have to|help|involve|necessary|use|going to help|reason to|require*|worth) ~4 (lawyer|attorney|him|her|them|one)',
      '(lawyer|attorney|lawyers|attorneys) ~5 (not|only|just|cost|costs|expensive|waste|charge*|will tell|would tell|wrong|money|slow|does not|never|fees|take|takes|drag|no need|busy|know*|away|aside|out of it)',
      '(without|instead of|around|behind|leave|skip|drop|fire|forget|rather than|between (us|you and me)|keep ~2 (out|between)) ~4 (lawyer|attorney|us|him|her|counsel|out of)',
      '(why|what) ~3 (hire|hired|need|get|got|paying|have) ~3 (lawyer|attorney|one)',
      '(can we (just|still)|let us (just|talk|handle|settle|work)|you and (me|i)|directly (with|to) you|talk (to|with) you directly|just (the two|you and|between|tell me|confirm|answer|hear)|i (still|just) need (you|to)|anyway|in the meantime|while i have you|since i have you|work (it|this|something) out|prefer to (talk|deal)|rather (talk|deal))',
      '(once|after|when) you ~2 (talk*|spok*|check*|discuss*|gone over) ~4 (with|to) (him|her|them)',
      '(call|contact|reach) you ~3 (tomorrow|later|again|back|next|instead|directly|@day|anyway)',
      '(where do you|do you) (work|bank|live|still)',
    ],
    unless: [
      '(direct|send|forward|route|address|everything|contact|speak|talk|work|deal|call|communicat*|reach|from here) ~6 (to|with|through) (your|the|his|her) ~1 (attorney|lawyer|counsel|law)',
      '(attorney|lawyer) s ~2 (name|number|phone|contact|address|email|information|firm|office)',
      '(do not|not) have to (tell|say|answer|explain)',
    ],
  },
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
    id: 'private_details',
    category: 'sensitive_third_party',
    ruleId: 'U14',
    states: ['third_party', 'pre_rpc', 'voicemail'],
    any: [
      '(rehab|hospital|hospitalized|sick|illness|medical|cancer|pregnant|pregnancy|diagnos*|surgery|treatment|therapy|counseling|addiction|drinking|drugs|disability|mental|depress*|doctor|medication|health|clinic|std|aids|hiv|divorce|divorced|separated|custody|affair|cheating|jail|prison|arrested|probation|immigration|illegal|papers|citizen*|religion|church|gay|race|broke|unemployed|fired|laid off|bankrupt*|welfare|food stamps|salary|income|paycheck|how much does (she|he) (make|earn)|employed|her boss|his boss|evicted|homeless)',
      '(social security|social|ssn|date of birth|birthday|birth date|birthdate|dob|born|mother s maiden|maiden name|driver s license|account number|last four|passport|routing|bank|pin|password|license number|tax id|credit card) ~3',
    ],
    unless: [
      '(can not|not able to|will not|may not) ~1 (confirm|correct|comment|speak|answer|get into)',
      'sorry to hear',
      'no need to (tell|share|say|explain)',
      '(you|your) ~1 (date of birth|birthday|zip|last four|birth)',
      '(can not|not able to|not|never) ~3 (share|discuss|disclose|say|talk|give|ask)',
    ],
  },
  {
    id: 'asks_personal',
    category: 'sensitive_third_party',
    ruleId: 'U14',
    states: ['third_party'],
    any: [
      '(what|how much) (she|he|theconsumer) (makes|earns|owes|gets|brings)',
      '(does|is|did|has|will|where does|where is|when does|how much does|who does) (she|he|theconsumer|they) ~1 (still )?(work|working|employed|live with|have|married|seeing|dating|single|drive|own|rent|bank|get paid|make|earn|in|using|drinking|sick|going through|pay)',
      '(where|who) ~2 (she|he|theconsumer) ~2 (work|works|bank|banks|living with|employ*|get|gets)',
      '(her|his|theconsumer s) ~1 (employer|job|boss|salary|income|kids|children|ex|husband|wife|boyfriend|girlfriend|car|house|bank|social|birthday|date of birth|marriage|condition|health|neighbors|rent|landlord|lawyer|finances|problems|habits)',
    ],
    unless: [
      '(can not|not able to|will not|may not) ~3 (confirm|correct|comment|talk|speak|answer|say|share|discuss)',
      'no need to (tell|share|say|explain)',
      '(right|best|better|good|correct) (number|time)',
      '(reach|call|contact) ',
      'can not (share|discuss)',
    ],
  },
  {
    id: 'records_against_will',
    category: 'recording_notice',
    ruleId: 'U17',
    states: ['recording_refused'],
    any: [
      '(continue|keep|go on|proceed|carry on|move on|go ahead|get back|get started|start|let us|anyway|still|just talk) ~6',
      '(recording|recorded|record|tape) ~4 (only|just|anyway|still|stays|keep|keeps|continue*|required|mandatory|policy|cannot|can not|must|automatic*|no choice|for (us|quality|training|your)|on|rolling|have to|whether|either way|harmless|never)',
      '(have to|must|need to|required to|going to|will|are|can not stop|cannot turn|not turn|unable to) ~4 (record*|recording|tape)',
      '(can not|not able to|no way to|unable|will not) ~3 (stop|turn off|turn it off|disable|shut|switch)',
      ...money,
    ],
    unless: [
      'will not record you',
      'let you go',
      '<!(not |never )(stop|stopped|stopping|turn|turned|turning|end|ending|ended|switch*|off|delete|paus*) ~4 (record*|off|call|recording)',
      '(goodbye|end this call|end the call|mail|letter|unrecorded|not be recorded|not recording) ',
    ],
  },
  {
    id: 'before_recording_notice',
    category: 'recording_notice',
    ruleId: 'U17',
    states: ['pre_recording_notice'],
    any: [
      ...money,
      '(verify|confirm|tell me|what is|may i have|can i have|provide|give me) ~4 (name|birth|birthday|social|address|zip|date|number|information|employer|last four)',
      '(how can i help|what can i do|let us (get|start|begin|talk)|go ahead and (tell|give|verify|explain)|start by|first (question|let us|tell))',
    ],
    unless: [
      '(is|are|being|be|am|we are|will be|call is|line is) ~1 (recorded|recording|monitored|taped) ',
    ],
  },
  {
    id: 'evades_ai_question',
    category: 'deny_ai',
    ruleId: 'U16',
    states: ['asked_ai'],
    any: [
      '(why (do|does|would) ~3 (matter|ask)|not important|does not matter|let us (focus|talk|get|move|stay|not)|what matters|get back to|that is (funny|silly|rude|a strange|a weird|beside)|i would rather|moving on|anyway|what do you think|what makes you|do i sound|back to|never mind that|can not (say|tell|answer|discuss)|i am just (here|robin|calling|doing|someone)|i am (robin|someone|a member|your|with|part of|one of|calling)|a representative|an agent|call me|you can tell|my name is)',
    ],
    unless: [
      '(automated|artificial|ai|a i|virtual|computer|not a human|not human|not a person|not a real|synthetic|machine|robot|bot) ',
    ],
  },
  {
    id: 'more_than_a_callback',
    category: 'voicemail_content',
    ruleId: 'V01',
    states: ['voicemail'],
    any: [
      ...debtWords,
      '(urgent|urgently|important|immediately|immediate|serious|emergency|final|last|deadline|matter|further action|case|regarding|about|reason|file|reference|legal|confidential|attention|asap|right away|avoid|before|must|failure|consequences|personal|private|offer|save|opportunity|special|help|situation|application|verify|attorney|law|process|documents|papers|ai|automated assistant|assistant|virtual|robot|recorded)',
      '(social|date of birth|ssn|zip)',
    ],
    unless: ['(before|between|until) @num '],
  },
]
