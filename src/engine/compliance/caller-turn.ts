/**
 * What a caller's turn does to a call, whatever its state: the events that go before everything else, in their order.
 */
import { type CallerCategory, callerCategories } from './detect/caller/category.js'
import type { CallerFinding } from './detect/caller/detect-caller-intents.js'
import { isRedacted } from './detect/sensitive.js'
import type { Detectors } from './detectors.js'
import { type Finding, finding } from './finding.js'
import type { Policy } from './policy.js'

export type CallerEvent = CallerCategory

const citations: Readonly<Partial<Record<CallerEvent, string>>> = {
  cease_contact: '12 CFR 1006.14(h); 47 CFR 64.1200(a)(10)',
  attorney_represented: '15 USC 1692c(a)(2); 12 CFR 1006.6(b)(2)',
  bankruptcy: '11 USC 362',
  deceased: '12 CFR 1006.6(a)(4)',
  wrong_number: '47 USC 227(b)(1)(A)',
  refuse_recording: 'state wiretap laws',
  dispute: '15 USC 1692g(b); 12 CFR 1006.38',
  request_validation: '15 USC 1692g',
  servicemember: '50 USC 3901',
  workplace: '15 USC 1692c(a)(3); 12 CFR 1006.6(b)(3)',
  inconvenient_time: '12 CFR 1006.6(b)(1)',
  third_party_answer: '15 USC 1692c(b), 1692b',
  ask_ai: 'state law on bots',
}

/** Something the caller brought up. */
export interface Brought {
  readonly event: CallerEvent
  readonly finding: Finding
  /** Said in so many words; false: inferred, and no more than a sign where something is known that speaks against it. */
  readonly outright: boolean
}

export interface TurnVerdict {
  /** The caller's words as they may be kept. */
  readonly text: string
  /** Something was taken out of them. */
  readonly redacted: boolean
  readonly events: readonly Brought[]
  /** The words could not be judged: nothing about the debt may follow. */
  readonly failed: boolean
}

export interface TurnContext {
  readonly policy: Policy
  readonly consumerName?: string
  readonly asked?: CallerEvent
}

/** Judges what the caller said. Never throws. */
export function onCallerTurn(
  { policy, consumerName, asked }: TurnContext,
  text: string,
  detectors: Detectors,
): TurnVerdict {
  try {
    const kept = detectors.redact(text)
    const context = {
      ...(consumerName !== undefined && { consumerName }),
      ...(asked !== undefined && { asked }),
    }
    const events = inOrder(detectors.callerIntents(text, context)).map(({ event, intent }) => ({
      event,
      outright: intent.outright,
      finding: finding(policy, {
        rule: intent.rule,
        verdict: 'allow',
        why: `the caller said so: ${event}`,
        citation: citations[event] ?? 'policy',
        inputs: [`words=${detectors.redact(intent.words)}`],
      }),
    }))
    // A captured call holds the placeholder in place of the number, and is to go on as it did.
    return { text: kept, redacted: kept !== text || isRedacted(text), events, failed: false }
  } catch {
    return { text: '[not kept]', redacted: true, events: [], failed: true }
  }
}

/** One an event, the most urgent first; what was said outright stands for what could only be inferred. */
function inOrder(
  intents: readonly CallerFinding[],
): readonly { readonly event: CallerEvent; readonly intent: CallerFinding }[] {
  return callerCategories.flatMap((event) => {
    const ofIt = intents.filter(({ category }) => category === event)
    const intent = ofIt.find(({ outright }) => outright) ?? ofIt[0]
    return intent === undefined ? [] : [{ event, intent }]
  })
}
