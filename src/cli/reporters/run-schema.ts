/**
 * What `--reporter json` prints, as a schema: the promise to scripts. Within `v: 1` things are only added. Times named `..._at_ms` are
 * call time, `..._media_ms` lie in the caller's audio; null is what did not happen. Tests hold the output against it.
 */
import { z } from 'zod'

const at = z.number().nullable()

const check = z.strictObject({
  name: z.string(),
  result: z.enum(['passed', 'failed', 'not judged']),
  wanted: z.string(),
  got: z.string(),
  at_ms: at,
  why: z.string().nullable(),
  /** Within the fixture's directory: `expect.yaml:14`, `golden/transcript.vtt`; `engine` for what holds in every call. */
  where: z.string(),
})

const turn = z.strictObject({
  turn: z.int().nullable(),
  reply: z.int().nullable(),
  cause: z.string().nullable(),
  text: z.string(),
  heard: z.string().nullable(),
  interrupted_by: z.string().nullable(),
  basis: z.enum(['recorded', 'derived', 'live', 'substituted']),
  basis_why: z.string(),
  speech_onset_media_ms: at,
  speech_end_media_ms: at,
  paused_at_ms: at,
  decided_at_ms: at,
  resumed_at_ms: at,
  committed_at_ms: at,
  final_at_ms: at,
  endpoint_at_ms: at,
  first_token_at_ms: at,
  first_audio_sent_at_ms: at,
  first_audio_heard_at_ms: at,
})

const problem = z.strictObject({
  code: z.string(),
  message: z.string(),
  fix: z.string(),
  where: z.string().nullable(),
})

const fixture = z.strictObject({
  id: z.string(),
  path: z.string(),
  status: z.enum(['passed', 'failed', 'not judged', 'skipped']),
  call_ms: z.number(),
  wall_ms: z.number(),
  checks: z.array(check),
  turns: z.array(turn),
  problems: z.array(problem),
  updated: z.array(z.string()),
  remarks: z.array(z.string()),
})

const totals = z.strictObject({
  mode: z.enum(['judge', 'verify', 'sweep', 'trace']),
  exit_code: z.int(),
  interrupted: z.boolean(),
  passed: z.int(),
  /** Those that could not be judged included. */
  failed: z.int(),
  skipped: z.int(),
  not_judged: z.int(),
  call_ms: z.number(),
  wall_ms: z.number(),
})

const v = z.literal(1)

/** The one document of `--reporter json`. */
export const runSchema = z.strictObject({
  v,
  type: z.literal('replay'),
  ...totals.shape,
  fixtures: z.array(fixture),
})

/** A line of `--reporter jsonl`: one for each fixture, and one for the run at the end. */
export const lineSchema = z.discriminatedUnion('type', [
  z.strictObject({ v, type: z.literal('replay.fixture'), ...fixture.shape }),
  z.strictObject({ v, type: z.literal('replay.end'), ...totals.shape }),
])

export type RunJson = z.infer<typeof runSchema>
export type FixtureJson = z.infer<typeof fixture>
export type TurnJson = z.infer<typeof turn>
export type TotalsJson = z.infer<typeof totals>

/** `schema/replay-1.json`. */
export function runSchemaText(): string {
  const { $schema, ...rest } = z.toJSONSchema(runSchema)
  const description = 'what `voice-agent replay --json` prints'
  const text = JSON.stringify(
    { $schema, title: 'voice-agent.replay/1', description, ...rest },
    null,
    2,
  )
  return `${text}\n`
}
