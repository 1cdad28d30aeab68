/**
 * What `talk --json` prints, a line an event, and what it reads: the promise to scripts. Within `v: 1` things are only added. `at_ms` is
 * the time since the call began; null is what there is not. Tests hold the output against it.
 */
import { z } from 'zod'

const v = z.literal(1)
const at_ms = z.number()
const interruptedBy = z.enum(['words', 'duration', 'keypad', 'control', 'hang-up'])

/** Where the time went from the end of the caller's speech to the agent's first sound at the ear. They add up to `gap_ms`. */
const hops = z.strictObject({
  stop_detection: z.int(),
  transcript: z.int(),
  endpoint: z.int(),
  model: z.int(),
  tools: z.int(),
  sentence: z.int(),
  voice: z.int(),
  queue: z.int(),
  unaccounted: z.int(),
  play: z.int(),
})

const json: z.ZodType<string | number | boolean | null | readonly string[]> = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string()),
])

const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ v, type: z.literal(type), at_ms, ...shape })

export const eventSchema = z.discriminatedUnion('type', [
  event('call.started', {
    agent: z.string(),
    /** What speaks and listens, for a person. */
    description: z.string(),
  }),
  /** The caller's turn, as the agent was given it. */
  event('caller', {
    turn: z.int(),
    /** Empty when no words could be made out. */
    text: z.string(),
    ended_by: z.enum(['silence', 'keypad', 'hang-up', 'unheard']),
  }),
  /** Words that are no turn: "uh-huh" while the agent speaks, or words that came too late. */
  event('caller.ignored', {
    text: z.string(),
    why: z.enum(['backchannel', 'noise', 'late', 'duplicate']),
  }),
  /** A reply that is over: what it would have been, and what of it was heard. */
  event('agent', {
    reply: z.int(),
    text: z.string(),
    heard: z.string(),
    cut: z.boolean(),
    cut_by: interruptedBy.nullable(),
  }),
  /** The agent had stopped for the caller and went on. */
  event('agent.resumed', {
    reply: z.int(),
    why: z.enum(['backchannel', 'noise', 'false-alarm']),
  }),
  event('tool', {
    name: z.string(),
    /** JSON text as the model wrote it. */
    input: z.string(),
    outcome: z.enum(['ok', 'failed']),
    /** What the tool gave back; null when it failed. */
    output: z.string().nullable(),
    ms: z.number(),
  }),
  /** The agent's rules at work: a record it wants kept, or a sentence that was not said as it was written. */
  event('rule', { kind: z.string(), details: z.record(z.string(), json) }),
  /** Something was late or failed, and this is what was done about it. */
  event('fallback', { part: z.string(), why: z.string(), did: z.string() }),
  /** Comes with the first sound of an answer. */
  event('latency', { turn: z.int(), reply: z.int(), gap_ms: z.int(), hops }),
  event('call.ended', {
    by: z.enum(['caller', 'agent', 'line', 'transfer', 'error']),
    why: z.string(),
    turns: z.int(),
    interruptions: z.int(),
    gap_p50_ms: z.int().nullable(),
    gap_p95_ms: z.int().nullable(),
  }),
])

export type TalkEvent = z.infer<typeof eventSchema>
export type Hops = z.infer<typeof hops>

const now = {
  /** Do it while the agent speaks, not after it: interrupt. */
  interrupt: z.literal(true).optional(),
  /** With `interrupt`: when so much of the agent was heard, ms. */
  after_ms: z.number().min(0).max(600_000).optional(),
}

/** A line of `talk --text --json`. Each is done when the agent has finished, or interrupts it. */
export const rowSchema = z.union([
  z.strictObject({ say: z.string().min(1).max(2000), ...now }),
  z.strictObject({ keys: z.string().regex(/^[0-9*#]{1,100}$/), ...now }),
  z.strictObject({ hang_up: z.literal(true), ...now }),
  z.strictObject({ wait_ms: z.number().min(0).max(3_600_000) }),
  z.strictObject({ interrupt: z.literal(true), after_ms: now.after_ms }),
])

export type Row = z.infer<typeof rowSchema>

/** `schema/talk-1.json`. */
export function talkSchemaText(): string {
  const { $schema, ...output } = z.toJSONSchema(eventSchema)
  const { $schema: _, ...input } = z.toJSONSchema(rowSchema)
  const description =
    'a line that `voice-agent talk --json` prints; a line that it reads is under $defs/input'
  const schema = { $schema, title: 'voice-agent.talk/1', description, ...output, $defs: { input } }
  return `${JSON.stringify(schema, null, 2)}\n`
}
