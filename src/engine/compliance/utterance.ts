/**
 * The gate before speech: every sentence is judged by where the call stands, before it becomes sound. A sentence passes when no rule
 * blocks it; a rule that throws blocks.
 */
import type { Sentence } from '../agent/agent.js'
import type { Detectors } from './detectors.js'
import { type Finding, finding } from './finding.js'
import { type Block, debtBlocks, modelBlocks } from './model-words.js'
import { ruleCitations } from './rule-citations.js'
import { fillSlots, slotValues } from './slots.js'
import type { Standing } from './standing.js'

export interface Judgement {
  readonly verdict: 'say' | 'block'
  /** The sentence with its slots filled. */
  readonly text: string
  /** The rules that block, or one that says the sentence was allowed. */
  readonly findings: readonly Finding[]
  /** For the model: how to put it better. */
  readonly hint: string
}

/** Judges one sentence. Never throws. */
export function checkUtterance(
  standing: Standing,
  sentence: Sentence,
  detectors: Detectors,
): Judgement {
  const judged = judge(standing, sentence, detectors)
  const { blocks, text } = judged
  const shown = (words: string) => safely(() => detectors.redact(words), '[not shown]')
  const inputs = [`source=${sentence.source}`, `text=${shown(text)}`]
  const say = blocks.length === 0
  const allowed: readonly Block[] = [{ rule: 'U00', why: 'no rule forbids it' }]
  const found = (say ? allowed : blocks).map(({ rule, why, before }) =>
    finding(standing.policy, {
      ...{ rule, why, verdict: say ? 'allow' : 'block' },
      citation: ruleCitations[rule] ?? '15 USC 1692e, 1692f',
      inputs: before === undefined ? inputs : [...inputs, `before=${shown(before)}`],
    }),
  )
  return { verdict: say ? 'say' : 'block', text, findings: found, hint: hintFor(blocks) }
}

function judge(
  standing: Standing,
  { text, before, source }: Sentence,
  detectors: Detectors,
): { readonly text: string; readonly blocks: readonly Block[] } {
  const filled = source === 'model' ? fillSlots(text, slotValues(standing)) : { text }
  const blocks = safely(() => {
    if (source === 'line') return lineBlocks(standing, text)
    if (source === 'engine') return engineBlocks(standing, text, detectors)
    return modelBlocks(standing, { written: text, before, ...filled }, detectors)
  }, [{ rule: 'I09', why: 'the sentence could not be judged' }])
  return { text: filled.text, blocks }
}

/** A line of the code is said only if the code chose it where the call stands now. */
function lineBlocks({ lines }: Standing, text: string): readonly Block[] {
  return lines.includes(text) ? [] : [{ rule: 'I09', why: 'the line is not one for this moment' }]
}

/** A line of the settings knows nothing of locks. */
function engineBlocks(standing: Standing, text: string, detectors: Detectors): readonly Block[] {
  if (standing.lock === undefined) return debtBlocks(standing, text, detectors)
  return detectors.debtWords(text).length > 0
    ? [{ rule: 'I09', why: `the call is locked: ${standing.lock}` }]
    : []
}

function hintFor(blocks: readonly Block[]): string {
  if (blocks.length === 0) return ''
  const broken = new Set(blocks.map(({ rule }) => rule))
  if (broken.has('U04'))
    return 'Write amounts, days and names only as the slots you were given, never as numbers or words of your own.'
  if (broken.has('Y01') || broken.has('U15'))
    return 'Say nothing about what was done, will be done or will come of it, and no other name than the slots. Ask how to go on.'
  return 'Say it without threats, pressure, promises, legal or credit statements, or anything about third parties. Be brief and neutral.'
}

function safely<Value>(what: () => Value, otherwise: Value): Value {
  try {
    return what()
  } catch {
    return otherwise
  }
}
