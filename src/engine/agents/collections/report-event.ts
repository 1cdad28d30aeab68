/**
 * The model may notice what the detectors have not: it reports an event by a tool, and the same is done about it as if it had been
 * detected. It can only ever narrow a call: no event takes a lock away, and those that lead to a payment cannot be reported.
 */
import type { ToolSpec } from '../../agent/agent.js'
import type { CallerEvent } from '../../compliance/caller-turn.js'
import { add, type Draft } from './draft.js'
import { instructions } from './instructions.js'

/** What can be reported, with what the model is told of it. */
const reportable = {
  self_harm: 'speaks of hurting or killing themselves',
  minor_answer: 'is a child',
  cease_contact: 'wants no more calls, however it is put',
  attorney_represented: 'has a lawyer for this',
  bankruptcy: 'has filed or is filing for bankruptcy',
  deceased: 'says that the person has died',
  wrong_number: 'is somebody else, or the number is wrong',
  refuse_recording: 'does not want to be recorded',
  identity_theft: 'says that somebody else made the debt in their name',
  dispute: 'doubts the debt or its amount',
  request_validation: 'wants proof or details of the debt in writing',
  servicemember: 'is in military service',
  legal_threat_or_complaint: 'threatens to sue or to complain',
  driving: 'is driving',
  workplace: 'is at work and cannot talk',
  inconvenient_time: 'cannot talk now, or names times that do not suit',
  ask_human: 'wants a person',
  ask_ai: 'asks whether you are a machine',
  abusive: 'is abusive',
  refuse_to_pay: 'refuses to pay',
  hardship: 'is in hardship',
} as const satisfies Readonly<Partial<Record<CallerEvent, string>>>

export type Reportable = keyof typeof reportable

export function isReportable(category: unknown): category is Reportable {
  return typeof category === 'string' && Object.hasOwn(reportable, category)
}

export const reportTool = 'report_event'

export const reportSpec: ToolSpec = {
  name: reportTool,
  description: `Call this first, before you answer, when the caller brings up one of these: ${Object.entries(
    reportable,
  )
    .map(([name, meaning]) => `${name}: ${meaning}`)
    .join('; ')}.`,
  schema: {
    type: 'object',
    properties: {
      category: { type: 'string', enum: Object.keys(reportable) },
      words: { type: 'string', description: 'What the caller said, word for word.' },
    },
    required: ['category', 'words'],
  },
  effect: 'read',
  limitMs: 1000,
}

/** Lets the model speak; it may report an event instead. */
export function letSpeak(d: Draft, hint = ''): Draft {
  return add(d, {
    type: 'generate',
    instructions: instructions(d, hint),
    tools: [reportTool],
  })
}
