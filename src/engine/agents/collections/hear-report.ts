import { detectors } from '../../compliance/detectors.js'
import { finding, recordOf } from '../../compliance/finding.js'
import { add, audit, type Draft } from './draft.js'
import { reactions } from './events.js'
import { instructions } from './instructions.js'
import { withoutUnasked } from './reading/unasked-digits.js'
import { isReportable, type Reportable } from './report-event.js'

/** What the model has reported is done as if it had been detected. A report that changes nothing lets the model go on, without another. */
export function hearReport(
  d: Draft,
  { category, words }: Readonly<Record<string, unknown>>,
): Draft {
  const goOn = (next: Draft) =>
    add(next, { type: 'generate', instructions: instructions(next), tools: [] })
  if (!isReportable(category)) return goOn(d)
  const text = typeof words === 'string' ? words : ''
  const kept = withoutUnasked(detectors.redact(text), '', d.state, d.options)
  const noted = audit(d, 'event', {
    ...recordOf('event', findingOf(d, category, kept.text), d.at),
    event: category,
    by: 'model',
  })
  const said = { turn: 0, text, digits: '', at: d.at, events: [category], kept }
  return reactions[category](noted, said) ?? goOn(noted)
}

const findingOf = ({ state }: Draft, category: Reportable, words: string) =>
  finding(state.policy, {
    ...{ rule: 'M01', verdict: 'allow', citation: 'policy' },
    why: `the model reported it: ${category}`,
    inputs: [`words=${words}`, 'by=model'],
  })
