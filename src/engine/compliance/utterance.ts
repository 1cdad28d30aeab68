/**
 * The gate before speech: every sentence is judged by where the call stands, before it becomes sound. A sentence passes when no rule
 * blocks it; a rule that throws blocks.
 */
import type { Sentence } from '../agent/agent.js'
import type { AgentContext, CallState } from './detect/agent/violation.js'
import type { Detectors } from './detectors.js'
import { literalWithoutFact, moneyWithoutFact } from './facts.js'
import { type Finding, finding } from './finding.js'
import { notPlain } from './plain-words.js'
import { changedSlot, fillSlots, slotValues, withoutSlots } from './slots.js'
import type { Circumstance, Lock, Standing } from './standing.js'

export interface Judgement {
  readonly verdict: 'say' | 'block'
  /** The sentence with its slots filled. */
  readonly text: string
  /** The rules that block, or one that says the sentence was allowed. */
  readonly findings: readonly Finding[]
  /** For the model: how to put it better. */
  readonly hint: string
}

/** Citations of the rules that sentences are judged by. */
const citations: Readonly<Record<string, string>> = {
  I01: '15 USC 1692c(b); 12 CFR 1006.6(d)',
  I04: '15 USC 1692e(11); 12 CFR 1006.18(e)',
  I09: '15 USC 1692c; 11 USC 362',
  U01: '15 USC 1692d(1)',
  U02: '15 USC 1692e(4), (5)',
  U03: '15 USC 1692e(4), (7)',
  U04: '15 USC 1692e(2)(A)',
  U05: '15 USC 1692e(10)',
  U06: '15 USC 1692d(2), (5)',
  U07: '15 USC 1692e(1), (3), (16)',
  U08: '15 USC 1692e(8)',
  U09: '15 USC 1692e(6)',
  U10: '15 USC 1692g(b); 12 CFR 1006.38(b)',
  U11: '15 USC 1692f(1); 12 CFR 1006.22(b)',
  U12: '12 CFR 1006.26(b)',
  U13: '15 USC 1692f(2)-(4)',
  U14: '15 USC 1692c(b)',
  U15: '15 USC 1692e(10)',
  U16: 'state law on bots; 15 USC 1692e(10)',
  U17: 'state wiretap laws',
  U18: 'PCI DSS 4.0.1',
}

interface Block {
  readonly rule: string
  readonly why: string
}

/** Judges one sentence. Never throws. */
export function checkUtterance(
  standing: Standing,
  sentence: Sentence,
  detectors: Detectors,
): Judgement {
  const judged = judge(standing, sentence, detectors)
  const { blocks, text } = judged
  const shown = safely(() => detectors.redact(text), '[not shown]')
  const say = blocks.length === 0
  const found = (say ? [{ rule: 'U00', why: 'no rule forbids it' }] : blocks).map(({ rule, why }) =>
    finding(standing.policy, {
      ...{ rule, why, verdict: say ? 'allow' : 'block' },
      citation: citations[rule] ?? '15 USC 1692e, 1692f',
      inputs: [`source=${sentence.source}`, `text=${shown}`],
    }),
  )
  return { verdict: say ? 'say' : 'block', text, findings: found, hint: hintFor(blocks) }
}

function judge(
  standing: Standing,
  { text, source }: Sentence,
  detectors: Detectors,
): { readonly text: string; readonly blocks: readonly Block[] } {
  const filled = source === 'model' ? fillSlots(text, slotValues(standing)) : { text }
  const blocks = safely(() => {
    if (source === 'line') return lineBlocks(standing, text)
    if (source === 'engine') return engineBlocks(standing, text, detectors)
    return modelBlocks(standing, { written: text, ...filled }, detectors)
  }, [{ rule: 'I09', why: 'the sentence could not be judged' }])
  return { text: filled.text, blocks }
}

/** A line of the code is said only if the code chose it where the call stands now. */
function lineBlocks({ lines }: Standing, text: string): readonly Block[] {
  return lines.includes(text) ? [] : [{ rule: 'I09', why: 'the line is not one for this moment' }]
}

function debtBlocks(
  { noticeHeard, verified }: Standing,
  text: string,
  { debtWords }: Detectors,
): readonly Block[] {
  if (noticeHeard && verified) return []
  const rule = verified ? 'I04' : 'I01'
  const why = verified ? 'the notice was not heard yet' : 'the right person is not verified'
  return debtWords(text).length > 0 ? [{ rule, why }] : []
}

/** A line of the settings knows nothing of locks. */
function engineBlocks(standing: Standing, text: string, detectors: Detectors): readonly Block[] {
  if (standing.lock === undefined) return debtBlocks(standing, text, detectors)
  return detectors.debtWords(text).length > 0
    ? [{ rule: 'I09', why: `the call is locked: ${standing.lock}` }]
    : []
}

interface Written {
  readonly written: string
  readonly text: string
  readonly unknown?: string
}

function modelBlocks(
  standing: Standing,
  { written, text, unknown }: Written,
  detectors: Detectors,
): readonly Block[] {
  if (!standing.modelMayTalk) return [{ rule: 'I09', why: 'the model does not have the word here' }]
  if (unknown !== undefined) return [{ rule: 'U04', why: `${unknown} stands for nothing` }]
  const own = withoutSlots(written)
  const unfit = notPlain(own)
  if (unfit !== undefined) return [{ rule: 'I09', why: `it could not be judged: ${unfit}` }]
  const amount =
    literalWithoutFact(own, standing, detectors)?.words ??
    changedSlot(written) ??
    moneyWithoutFact(own, detectors)
  const numbers =
    amount === undefined
      ? []
      : [{ rule: 'U04', why: `${JSON.stringify(amount)} is no fact of the account` }]
  const forbidden = detectors
    .violations(text, contextOf(standing))
    .map(({ ruleId, rule, words }) => ({
      rule: ruleId,
      why: `${rule} forbids ${JSON.stringify(words)}`,
    }))
  return [...debtBlocks(standing, text, detectors), ...numbers, ...forbidden]
}

/** The standing in the terms of the detectors. */
function contextOf(standing: Standing): AgentContext {
  const { account, circumstances } = standing
  const facts = {
    subsequent: false,
    suitIntended: false,
    paymentAuthorized: false,
    feesAllowed: account?.fees_allowed === true,
    furnishing: account?.furnishing === true,
    interestAccruing: account?.interest_accrues === true,
    ...(account?.settlement_cents !== undefined && {
      settlementFloorCents: account.settlement_cents,
    }),
    ...(account !== undefined && { balanceCents: account.balance_cents }),
  }
  const states: CallState[] = [
    stageOf(standing),
    ...circumstances.flatMap((one) => statesOfCircumstance[one]),
    ...(account !== undefined && account.validation_notice !== 'sent'
      ? (['validation_period'] as const)
      : []),
    ...(account !== undefined && account.time_barred !== false ? (['time_barred'] as const) : []),
  ]
  return { states, facts }
}

const statesOfCircumstance: Readonly<Record<Circumstance, readonly CallState[]>> = {
  disputed: ['disputed'],
  asked_ai: ['asked_ai'],
  driving: ['driving'],
  inconvenient: ['inconvenient_place', 'time_restricted'],
  workplace: ['workplace_prohibited'],
}

const stateOfLock: Readonly<Partial<Record<Lock, CallState>>> = {
  cease: 'ceased',
  attorney: 'represented',
  bankruptcy: 'bankruptcy',
  deceased: 'deceased',
  servicemember: 'servicemember',
  refused_recording: 'recording_refused',
  outside_hours: 'out_of_hours',
  third_party: 'third_party',
  machine: 'voicemail',
}

function stageOf({ lock, verified, noticeHeard }: Standing): CallState {
  const locked = lock === undefined ? undefined : (stateOfLock[lock] ?? 'third_party')
  if (locked !== undefined) return locked
  if (!verified) return 'pre_rpc'
  return noticeHeard ? 'post_mm' : 'post_rpc_pre_mm'
}

function hintFor(blocks: readonly Block[]): string {
  if (blocks.length === 0) return ''
  if (blocks.some(({ rule }) => rule === 'U04'))
    return 'Write amounts and days only as the slots you were given, never as numbers or words.'
  return 'Say it without threats, pressure, promises, legal or credit statements, or anything about third parties. Be brief and neutral.'
}

function safely<Value>(what: () => Value, otherwise: Value): Value {
  try {
    return what()
  } catch {
    return otherwise
  }
}
