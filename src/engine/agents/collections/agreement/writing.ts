/**
 * Writing down what was agreed. A write is never taken for not done while nobody knows: the caller is told so, a person looks, and if the
 * answer comes after all it is recorded, and told to whoever is still there.
 */
import { add, audit, type Draft, finish, put, say, sendTerms, task } from '../draft.js'
import type { LineName } from '../lines/lines.js'
import { yesOrNo } from '../reading/payment.js'
import type { Answer } from '../said.js'
import type { Agreement } from '../state.js'
import type { Instalment } from './plan.js'

/**
 * Has the agreement written down. The key names the account and the payments: whoever agrees to the same ones again, in this call or in
 * another, has agreed to them once. Words part its numbers, so that no run of them is taken for that of a card.
 */
export function writeDown(
  d: Draft,
  kind: Agreement,
  payments: readonly Instalment[],
  terms: object,
): Draft {
  const account = d.state.account?.id ?? ''
  const key = `${account}: ${payments.map(({ cents, date }) => `${cents} on ${date}`).join('; ')}`
  const agreed = payments.map(({ date }) => date)
  return add(put(d, { stage: 'writing', writing: kind, agreed }), {
    ...{ type: 'callTool', name: toolOf[kind] },
    input: JSON.stringify({ key, account, ...terms }),
  })
}

const toolOf = { promise: 'record_promise', plan: 'record_plan' } as const

const writtenLine: Readonly<Record<Agreement, LineName>> = {
  promise: 'promised',
  plan: 'plan_written',
}

/** The tool's answer, or none in time. A model that makes up such a call changes nothing. */
export function hearWritten(
  d: Draft,
  name: string,
  { written, id }: Readonly<Record<string, unknown>>,
): Draft {
  const { writing: kind, unconfirmed } = d.state
  if (kind === undefined || toolOf[kind] !== name) return d
  if (typeof written !== 'boolean') return unconfirmed ? d : unknown(d, kind)
  const known = put(d, { writing: undefined })
  if (!written) return lost(audit(known, `${kind}.lost`, {}), kind)
  const noted = audit(known, `${kind}.written`, { id: String(id ?? '') })
  if (hasGoneOn(d) && !unconfirmed) return task(noted, `review_${kind}`, 1)
  const sent = sendTerms(noted, `send_${kind}_in_writing`, d.state.agreed)
  return unconfirmed ? tellLate(sent, 'late_written', kind) : finish(sent, writtenLine[kind], kind)
}

/** The call has gone on to its end, or is locked: what the caller had agreed to is no longer talked about. */
const hasGoneOn = ({ state: { lock, stage } }: Draft) => lock !== undefined || stage === 'over'

function unknown(d: Draft, kind: Agreement): Draft {
  const noted = task(audit(d, `${kind}.unknown`, {}), `confirm_${kind}`, 1)
  return hasGoneOn(d)
    ? noted
    : finish(put(noted, { unconfirmed: true }), 'not_confirmed', `${kind} not confirmed`)
}

function lost(d: Draft, kind: Agreement): Draft {
  if (d.state.unconfirmed) return tellLate(d, 'late_lost', `${kind} not written`)
  return hasGoneOn(d) ? d : finish(d, 'not_written', `${kind} not written`)
}

/** After the goodbye, to a caller who may still be there. */
function tellLate(d: Draft, line: LineName, why: string): Draft {
  return d.state.lock === undefined ? finish(d, line, why) : d
}

/** Nothing can be taken back while it is under way; a person sees who wanted to. */
export const stillWriting: Answer = (d, { text, digits, turn }) => {
  const { writing: kind } = d.state
  if (kind === undefined || yesOrNo(text, digits) !== 'no') return say(d, 'still_writing')
  const noted = task(audit(d, 'withdrawn', { turn }), `review_${kind}`, 1)
  return say(noted, 'writing_noted')
}
