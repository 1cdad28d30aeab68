/**
 * What a caller's turn is about. The intents are tried in order and the first that fits counts, so that what must always work (waiting,
 * repeating, saying goodbye, telling that this is a machine) comes before what is guessed from words.
 */
import type { ToolSpec } from '../../agent/agent.js'
import { type Fact, factFor, type Knowledge } from './knowledge.js'
import { plain } from './plain-words.js'
import { toolMeant } from './tool-choice.js'
import { type Values, valuesIn } from './values.js'

export type Meaning =
  | { readonly intent: FixedIntent }
  | { readonly intent: 'tool'; readonly tool: ToolSpec }
  | { readonly intent: 'fact'; readonly fact: Fact }
  | { readonly intent: 'name'; readonly name: string }
  | { readonly intent: 'values'; readonly values: Values }
  | { readonly intent: 'keys'; readonly keys: string }

export type Intent = Meaning['intent']

export type FixedIntent =
  | (typeof always)[number][0]
  | (typeof short)[number][0]
  | (typeof talk)[number][0]
  | 'unknown'

/** Texts are plain (see `plain`) when they are compared with these. */
const always = [
  ['unheard', /^(?:speech)?$/],
  [
    'holdOn',
    /^(?:please |ok |okay )?(?:hold on|wait|hang on|(?:just )?(?:one|a) (?:moment|second|minute)|give me a (?:moment|second|minute)|hold the line)\b/,
  ],
  [
    'repeat',
    /\b(?:say (?:that|it) again|repeat (?:that|it)|come again|what did you say|(?:didn't|did not|couldn't|can't) (?:hear|catch|get) (?:that|you|it)|once more)\b|^(?:sorry |excuse me )?(?:what|pardon|pardon me|sorry|repeat|again|excuse me)(?: please)?$/,
  ],
  [
    'goodbye',
    /\b(?:good ?bye|bye|that's all|that is all|that's it|that will be all|hang up|nothing else|see you|have a (?:good|nice|great) (?:day|evening|night|one|weekend))\b/,
  ],
  [
    'robot',
    /\b(?:are|is) (?:you|this|it) (?:really |actually |just |even )?(?:an? )?(?:actual |live |real )?(?:robot|human|bot|machine|ai|artificial|computer|person|recording|automated|real|alive|program)\b|\b(?:am i|i'm i) (?:talking|speaking) (?:to|with) an? (?:real |live )?(?:robot|human|bot|machine|ai|computer|person|recording)\b/,
  ],
  [
    'who',
    /\bwho (?:are you|is this|is that|am i (?:talking|speaking)|is (?:calling|speaking))\b|\bwho's (?:this|that|calling|speaking)\b|\bwhat(?:'s| is) your name\b|\bwhat are you\b/,
  ],
  [
    'options',
    /\bwhat can (?:you|i) (?:do|ask|say)\b|\bhow can you help\b|\bwhat do you do\b|\b(?:my|the) options\b|^(?:please )?(?:help|menu|options|help me)(?: please| me)?$|\bhow does this work\b/,
  ],
] as const

/** Before facts: whole answers, and the wish that must not be missed. */
const short = [
  [
    'human',
    /\b(?:human|real person|live person|representative|operator|manager|supervisor|someone else|somebody else)\b|\b(?:speak|talk|connect me) (?:to|with) (?:an? |the |some ?|your )?(?:person|agent|body|one|someone|somebody|colleague)/,
  ],
  [
    'yes',
    /^(?:yes|yeah|yep|yup|sure|of course|correct|right|exactly|absolutely|please do|that's right|that is right|that's correct|that is correct|ok|okay|alright|all right|fine)(?: (?:please|it is|i do|i am|that's right|that is right|correct|thanks|thank you|sure|yes))*$/,
  ],
  [
    'no',
    /^(?:no|nope|nah|not really|not quite|wrong|incorrect|that's wrong|that is wrong|that's not right|that is not right|i don't|i don't think so|never mind)(?: (?:thanks|thank you|it isn't|it is not|not really|that's wrong|that is wrong|i don't|no))*$/,
  ],
  [
    'greeting',
    /^(?:hello|hi|hey|good (?:morning|afternoon|evening)|howdy|greetings)(?: (?:there|hello|hi|again|everyone|you))*$/,
  ],
] as const

const talk = [
  ['howAreYou', /\bhow (?:are you|is it going|are things|do you do)\b|\bhow's it going\b/],
  ['weather', /\bweather\b|\b(?:raining|sunny outside)\b/],
  ['joke', /\b(?:joke|something funny|make me laugh)\b/],
  [
    'test',
    /^(?:this is a )?(?:test|testing)(?: (?:test|testing|one|two|three|one two|one two three))*$|\bcan you hear me\b|\bare you (?:still )?there\b/,
  ],
  [
    'praise',
    /\byou(?:'re| are) (?:\w+ )?(?:great|good|nice|amazing|awesome|helpful|funny|smart)\b|^(?:great|very good|well done|good job|perfect|excellent|awesome)$/,
  ],
  [
    'scorn',
    /\byou(?:'re| are) (?:\w+ )?(?:stupid|useless|dumb|bad|terrible|annoying|an idiot)\b|\bthis is (?:ridiculous|terrible|useless|stupid)\b/,
  ],
  ['thanks', /\b(?:thank you|thanks|thank you very much|cheers|appreciate)\b/],
] as const

/** What is not wished must not be done. */
const unwanted =
  /\b(?:do not|don't|didn't|never|not) (?:\w+ )?(?:want|need|like|mean|ask)\b|\bnever mind\b/

/** @param heard the caller's words in this turn, as they stand in the conversation */
export function meaningOf(heard: string, tools: readonly ToolSpec[], known: Knowledge): Meaning {
  const [, keys] = /\[keypad\] ([\d*#]+)$/.exec(heard) ?? []
  const text = plain(heard)
  const sure = fixedIntent(always, text)
  if (sure !== undefined) return { intent: sure }
  const tool = unwanted.test(text) ? undefined : toolMeant(heard, tools)
  if (tool !== undefined) return { intent: 'tool', tool }
  if (keys !== undefined) return { intent: 'keys', keys }
  const whole = fixedIntent(short, text)
  if (whole !== undefined) return { intent: whole }
  const fact = factFor(heard, known)
  if (fact !== undefined) return { intent: 'fact', fact }
  const social = fixedIntent(talk, text)
  if (social !== undefined) return { intent: social }
  return fromValues(valuesIn(heard))
}

function fromValues(values: Values): Meaning {
  const { name, numbers, date, time } = values
  if (name !== undefined) return { intent: 'name', name }
  if (numbers.length > 0 || date !== undefined || time !== undefined)
    return { intent: 'values', values }
  return { intent: 'unknown' }
}

function fixedIntent<Name extends string>(
  table: readonly (readonly [Name, RegExp])[],
  text: string,
): Name | undefined {
  return table.find(([, pattern]) => pattern.test(text))?.[0]
}
