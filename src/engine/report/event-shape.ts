/**
 * What an event read from a file must have, so that a damaged log is refused and not half believed.
 */
import type { CallEvent } from '../call/event.js'
import type { Json } from './logged-form.js'

type Shape = 'number' | 'string' | 'object' | { readonly [field: string]: Shape }

const mark: Shape = { epoch: 'number', endMs: 'number' }
const ofRequest = { reply: 'number', request: 'number' } as const
const ofSegment = { segment: 'number', text: 'string' } as const
const ofSentence = { reply: 'number', sentence: 'number' } as const

const shapes: { readonly [Type in CallEvent['type']]: { readonly [field: string]: Shape } } = {
  'transport.started': { from: 'string', to: 'string' },
  'transport.audio': { frame: { mediaAt: 'number', ms: 'number' } },
  'transport.mark': { mark },
  'transport.dtmf': { digit: 'string' },
  'transport.closed': { reason: 'string' },
  'vad.scored': { probability: 'number', level: 'number', upTo: 'number' },
  'stt.partial': ofSegment,
  'stt.final': ofSegment,
  'llm.text': { ...ofRequest, text: 'string' },
  'llm.toolCall': { ...ofRequest, call: { id: 'string', name: 'string', input: 'string' } },
  'llm.ended': { ...ofRequest, usage: 'object' },
  'tool.returned': { id: 'string', output: 'string' },
  'tts.audio': { ...ofSentence, ms: 'number', level: 'number' },
  'tts.ended': ofSentence,
  'provider.failed': { part: 'string', code: 'string' },
  'control.interrupt': {},
  'control.end': { why: 'string' },
  'audit.failed': {},
  'agent.failed': {},
  'timer.due': { timer: 'string' },
}

/** What is wrong with an event as it stands in a log; undefined if nothing is. */
export function eventProblem(json: unknown): string | undefined {
  if (!isJson(json)) return 'has no event'
  const { type, at } = json
  if (typeof type !== 'string') return 'has an event without a type'
  if (!Object.hasOwn(shapes, type)) return `has an unknown event ${JSON.stringify(type)}`
  if (typeof at !== 'number') return `has a ${type} without a time`
  const missing = missingIn(json, shapes[type as CallEvent['type']])
  return missing && `has a ${type} without a ${missing}`
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The first field that is not as it should be. */
function missingIn(json: Json, shape: { readonly [field: string]: Shape }): string | undefined {
  for (const [field, wanted] of Object.entries(shape)) {
    const value = json[field]
    const nested = typeof wanted === 'object'
    if (nested ? !isJson(value) : typeof value !== wanted || value === null) return field
    const inside = nested ? missingIn(value as Json, wanted) : undefined
    if (inside !== undefined) return `${field}.${inside}`
  }
  return undefined
}
