/**
 * The collections agent: code owns the states, the locks, every line that must be heard and every number; the model words what is left,
 * and each of its sentences passes the gate. The rules are in `engine/compliance`; what they said is in the audit records.
 */
import type { Agent, HeardLine } from '../../agent/agent.js'
import type { Policy } from '../../compliance/policy.js'
import { begin, firstState } from './begin.js'
import { audit, type Draft, decided, draft, handOver, put, say } from './draft.js'
import { answerBlock, check, standingOf } from './gate.js'
import { hearTool } from './hear-tool.js'
import { hearTurn } from './hear-turn.js'
import { noticeLine } from './lines/chosen.js'
import { lineId } from './lines/lines.js'
import type { CollectionsOptions } from './options.js'
import type { CollectionsState } from './state.js'
import { collectionsTools } from './tools.js'

export function collectionsAgent(
  options: CollectionsOptions,
  policy: Policy,
): Agent<CollectionsState> {
  const at = (state: CollectionsState, ms: number) => draft(state, options, ms)
  return {
    name: 'collections',
    tools: collectionsTools,
    // What is half said can not be taken back.
    wholeSentences: true,
    start: (call) => firstState(call, policy),
    onCallStarted: (state, call) => decided(begin(at(state, 0), call)),
    onCallerTurn: (state, turn) => hearTurn(at(state, turn.at), turn),
    onToolReturned: (state, result) => decided(hearTool(at(state, result.at), result)),
    onHeard: (state, line) => decided(hearLine(at(state, line.at), line)),
    check: (state, sentence) => check(standingOf(state, options), sentence),
    onBlocked: (state, blocked) => decided(answerBlock(at(state, blocked.at), blocked)),
  }
}

function hearLine(d: Draft, { id, complete, evidence }: HeardLine): Draft {
  const noted = audit(d, 'line.heard', { line: id, complete, evidence })
  if (id === lineId('confirm') || id === lineId('plan_confirm'))
    return put(noted, {
      termsHeard: complete,
      termsCuts: d.state.termsCuts + (complete ? 0 : 1),
    })
  if (id !== lineId(noticeLine(d.state)) || d.state.stage !== 'notice') return noted
  // Only marks show that it was heard; time passing does not.
  if (!complete || evidence !== 'mark') {
    const cut = put(noted, { notice: 'due', noticeCuts: d.state.noticeCuts + 1 })
    return complete ? handOver(cut, d.options.handoff, 'the notice was not proven heard') : cut
  }
  const heard = audit(noted, 'disclosure.heard', { disclosure: noticeLine(d.state), line: id })
  return say(put(heard, { notice: 'heard', stage: 'discuss' }), 'reference')
}
