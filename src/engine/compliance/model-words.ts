/** What forbids words of a model, judged together with what it has said just before them. */
import { contextOf } from './call-states.js'
import type { Claim } from './detect/agent/claims.js'
import type { Part } from './detect/rule.js'
import type { Detectors } from './detectors.js'
import { amountWithoutFact } from './facts.js'
import {
  asOneSentence,
  type InContext,
  saidBefore,
  saysSomething,
  sentenceWith,
  spans,
} from './in-context.js'
import { wronglyNamed } from './named.js'
import { breaksOff, notPlain } from './plain-words.js'
import { fillSlots, slotValues, withoutSlots, withoutTail } from './slots.js'
import type { Standing } from './standing.js'

/** A rule that forbids a sentence. */
export interface Block {
  readonly rule: string
  readonly why: string
  /** What was said before, where the sentence is forbidden only together with it. */
  readonly before?: string
}

export interface Written {
  /** As the model wrote it. */
  readonly written: string
  /** With its slots filled. */
  readonly text: string
  /** What the model has said before in this reply, as it was heard. */
  readonly before: string
  /** A slot that stands for nothing. */
  readonly unknown?: string
}

export function debtBlocks(
  { noticeHeard, verified }: Standing,
  text: string,
  { debtWords }: Detectors,
): readonly Block[] {
  if (noticeHeard && verified) return []
  const rule = verified ? 'I04' : 'I01'
  const why = verified ? 'the notice was not heard yet' : 'the right person is not verified'
  return debtWords(text).length > 0 ? [{ rule, why }] : []
}

export function modelBlocks(
  standing: Standing,
  { written, text, before, unknown }: Written,
  detectors: Detectors,
): readonly Block[] {
  if (!standing.modelMayTalk) return [{ rule: 'I09', why: 'the model does not have the word here' }]
  if (unknown !== undefined) return [{ rule: 'U04', why: `${unknown} stands for nothing` }]
  const unfit = notPlain(withoutSlots(written)) ?? breaksOff(text)
  if (unfit !== undefined) return [{ rule: 'I09', why: `it could not be judged: ${unfit}` }]
  const amount = amountWithoutFact(written, before, standing, detectors)
  const numbers = amount === undefined ? [] : [{ rule: 'U04', ...amount }]
  const context = contextOf(standing)
  const violations = (words: string, part: Part) => detectors.violations(words, context, part)
  const { text: spoken } = fillSlots(withoutTail(written), slotValues(standing))
  const own = sentenceWith(before, withoutSlots(written))
  return [
    ...debtBlocks(standing, text, detectors),
    ...numbers,
    ...wronglyNamed(own, standing).map((one) => blockFor(one, own)),
    ...blocksIn(violations, before, spoken),
    // A slot is a fact: what is claimed beside it counts.
    ...blocksIn(claimsOf(detectors, standing), before, withoutSlots(written)),
  ]
}

/**
 * The sentence the words belong to is judged as it is, and once more as if it went on from the sentence before: there only what needs words
 * of both counts.
 */
function blocksIn(
  find: (text: string, part: Part) => readonly Claim[],
  before: string,
  text: string,
): readonly Block[] {
  const sentence = sentenceWith(before, text)
  const found = find(sentence.text, { after: sentence.at })
  const blocks = found.map((one) => blockFor(one, sentence))
  if (before === '') return blocks
  const both = asOneSentence(before, text)
  const across = find(both.text, { after: both.at, across: true })
  const more = across.filter(
    ({ rule, end }) =>
      !found.some((one) => one.rule === rule) && saysSomething(both.said.slice(both.at, end)),
  )
  return [...blocks, ...more.map((one) => blockFor(one, both))]
}

/** After a lock it is true that nobody calls again. */
const trueOnceLocked = 'claim.promises_peace'

function claimsOf({ claims }: Detectors, { lock }: Standing) {
  return (text: string, part: Part) =>
    claims(text, part).filter(({ rule }) => lock === undefined || rule !== trueOnceLocked)
}

function blockFor({ ruleId, rule, start, end }: Claim, context: InContext): Block {
  const why = `${rule} forbids ${JSON.stringify(context.said.slice(start, end))}`
  if (!spans(context, { start, end })) return { rule: ruleId, why }
  return { rule: ruleId, why: `${why}, begun before`, before: saidBefore(context) }
}
