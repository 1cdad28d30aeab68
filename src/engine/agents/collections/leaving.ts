/** The caller takes leave, whatever was being asked. */
import { type Draft, finish } from './draft.js'
import type { LineName } from './lines/lines.js'
import { yesOrNo } from './reading/payment.js'
import type { Said } from './said.js'
import type { Stage } from './state.js'

const must =
  "(?:(?:i|we)(?:'ve| have|'d| had)? (?:really |just |kinda )?(?:have to|got to|gotta|need to|must|should|better)|gotta|got to|have to|need to)"
const goes = new RegExp(
  `\\b${must} (?:really |just |kinda )?(?:go|run|leave|hang up|get going|be going|get off (?:the|this) (?:phone|call|line))\\b(?! (?:to|through|over|with|by|for|into|ahead|back)\\b)`,
  'i',
)
const toSomewhere = new RegExp(
  `\\b${must} (?:really |just )?go to (?:work|bed|sleep|class|a meeting)\\s*(?:$|[.,!]|now\\b|sorry\\b)`,
  'i',
)
const farewell =
  /\b(?:good\s?-?bye|bye(?:-?\s?bye)?|talk to you later|have a (?:good|nice|great) (?:day|night|one|evening|weekend)|i(?:'m| am) (?:hanging up|going to hang up|gonna hang up)|adi[oó]s|hasta luego)\b/i
const isEnough =
  /\b(?:that's all|that is all|that'll be all|nothing else|no more questions)\b(?! (?:i|we|you|he|she|they)\b)/i

/** Wants to end the call. What would end a talk of many things is no farewell where one thing is being asked. */
export function isLeaving({ text }: Said, stage: Stage): boolean {
  if (farewell.test(text) || goes.test(text) || toSomewhere.test(text)) return true
  return stage === 'discuss' && isEnough.test(text)
}

/** Nothing is agreed before a clear yes; a yes with a goodbye is one. */
export function leave(d: Draft, said: Said): Draft | undefined {
  const { stage, verified } = d.state
  if (stage === 'writing' || stage === 'over' || stage === 'spanish') return undefined
  if (isConfirming(stage) && yesOrNo(said.text, said.digits) === 'yes') return undefined
  if (agreeing.has(stage)) return finish(d, 'left_open', 'left before anything was agreed')
  if (stage === 'callback') return finish(d, 'goodbye', 'left without a time to be called')
  const why = verified ? 'the caller said goodbye' : 'left before verification'
  return finish(d, 'goodbye' satisfies LineName, why)
}

const isConfirming = (stage: Stage) => stage === 'confirm' || stage === 'plan_confirm'
const agreeing: ReadonlySet<Stage> = new Set(['promise', 'confirm', 'plan', 'plan_confirm'])
