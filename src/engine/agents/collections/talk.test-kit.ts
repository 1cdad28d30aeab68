/** Talks with the collections agent through its hooks alone, the way the engine does: lines are checked, tools answer, lines are heard. */
import type {
  Agent,
  CallInfo,
  Decision,
  Directive,
  HeardLine,
  SayDirective,
} from '../../agent/agent.js'
import type { AuditRecord } from '../../call/command.js'
import type { Account } from '../../compliance/account.js'
import type { Policy } from '../../compliance/policy.js'
import { loadPolicy } from '../../policy/load-policy.js'
import { collectionsAgent } from './agent.js'
import type { CollectionsOptions } from './options.js'
import type { CollectionsState } from './state.js'

export const account: Account = {
  ...{ id: 'a-1', name: 'Dana Whitlock', creditor: 'Bluestone Bank', account_tail: '4471' },
  ...{ balance_cents: 128_450, as_of: '2026-11-01', due_date: '2026-12-15', itemised: true },
  ...{ time_barred: false, validation_notice: 'sent', settlement_cents: 90_000 },
  ...{ fees_allowed: false, furnishing: false, interest_accrues: false },
  ...{ zip: '62704', birth_year: '1984', phones: ['+12175550101'], place: 'US-IL' },
  ...{ zone: 'America/Chicago', status: [] },
}

export const options: CollectionsOptions = {
  company: 'Halvorsen Services',
  callback: '+18005550142',
  address: 'P O Box 12, Springfield',
}

export const policy = loadPolicy('us-collections', '').policy

export interface Talk {
  /** All that went to the voice, in order. */
  readonly spoken: readonly string[]
  readonly records: readonly AuditRecord[]
  readonly ended: string | undefined
  readonly transferredTo: string | undefined
  readonly generates: number
  /** Lines that were heard, or cut: and how many had been spoken by then. */
  readonly heard: readonly (Omit<HeardLine, 'at'> & { readonly after: number })[]
  /** The wish to record, in order. */
  readonly recorded: readonly boolean[]
  readonly state: CollectionsState
  /** What the conversation keeps of the caller's last turn. */
  readonly heardAs: string | undefined
  say(text: string, digits?: string): void
  /** What the model says when it was asked last, or at any moment. */
  model(text: string): void
}

export interface TalkOptions {
  readonly options?: Partial<CollectionsOptions>
  readonly account?: Account | null
  readonly policy?: Policy
  readonly call?: Partial<CallInfo>
  /** Lines that are cut off, by name, the first time so often. */
  readonly cuts?: Record<string, number>
  readonly evidence?: HeardLine['evidence']
  readonly written?: boolean
}

export function talk(given: TalkOptions = {}): Talk {
  const agent: Agent<CollectionsState> = collectionsAgent(
    { ...options, ...given.options },
    given.policy ?? policy,
  )
  const call: CallInfo = {
    ...{ from: '+12175550101', to: '+18005550142', parameters: {} },
    startedAt: '2026-11-27T16:00:00Z',
    ...given.call,
  }
  const cuts = { ...given.cuts }
  const spoken: string[] = []
  const records: AuditRecord[] = []
  const recorded: boolean[] = []
  const heard: (Omit<HeardLine, 'at'> & { readonly after: number })[] = []
  let state = agent.start(call)
  let ended: string | undefined
  let transferredTo: string | undefined
  let heardAs: string | undefined
  let generates = 0
  let turns = 0
  let at = 0
  /** What the model has said since the caller spoke. */
  let reply: string[] = []

  const follow = (decision: Decision<CollectionsState>) => {
    state = decision.state
    const lines: string[] = []
    for (const directive of decision.directives) act(directive, lines)
    for (const id of lines) hear(id)
  }
  const act = (directive: Directive, lines: string[]) => {
    at += 100
    if (directive.type === 'audit') records.push(directive.record)
    if (directive.type === 'generate') generates++
    if (directive.type === 'record') recorded.push(directive.on)
    if (directive.type === 'end') ended = directive.why
    if (directive.type === 'transfer') transferredTo = directive.to
    if (directive.type === 'say') speak(directive, lines)
    if (directive.type === 'callTool') {
      const { name, input } = directive
      follow(agent.onToolReturned(state, { name, input, output: answerOf(name), at }))
    }
  }
  const speak = ({ text, id }: SayDirective, lines: string[]) => {
    const verdict = agent.check(state, { text, before: '', source: 'line', at })
    if (verdict.record) records.push(verdict.record)
    if (verdict.verdict === 'block') return
    spoken.push(text)
    lines.push(id)
  }
  const answerOf = (name: string) =>
    JSON.stringify(
      name === 'find_account'
        ? { account: given.account === undefined ? account : given.account }
        : { written: given.written ?? true, id: 'p-1' },
    )
  const hear = (id: string) => {
    const name = id.split('@')[0] ?? ''
    const cut = (cuts[name] ?? 0) > 0
    if (cut) cuts[name] = (cuts[name] ?? 0) - 1
    const evidence = given.evidence ?? 'mark'
    heard.push({ id, complete: !cut, evidence, after: spoken.length })
    follow(agent.onHeard(state, { id, complete: !cut, evidence, at }))
  }
  const model = (text: string) => {
    const before = reply.join(' ')
    const verdict = agent.check(state, { text, before, source: 'model', at })
    if (verdict.record) records.push(verdict.record)
    if (verdict.verdict === 'block') {
      follow(agent.onBlocked!(state, { text, before, why: verdict.why, at }))
      return
    }
    reply.push(verdict.verdict === 'replace' ? verdict.text : text)
    spoken.push(reply.at(-1)!)
  }
  follow(agent.onCallStarted(state, call))
  return {
    spoken,
    records,
    recorded,
    heard,
    get ended() {
      return ended
    },
    get transferredTo() {
      return transferredTo
    },
    get generates() {
      return generates
    },
    get state() {
      return state
    },
    get heardAs() {
      return heardAs
    },
    say(text, digits = '') {
      at += 1000
      reply = []
      const decision = agent.onCallerTurn(state, { turn: ++turns, text, digits, at })
      heardAs = decision.heardAs
      follow(decision)
    },
    model,
  }
}

/** A call in which the caller was verified and has heard the notice. */
export function verifiedTalk(given: TalkOptions = {}): Talk {
  const call = talk(given)
  call.say('this is Dana')
  call.say('', '62704')
  call.say('nineteen eighty four')
  return call
}
