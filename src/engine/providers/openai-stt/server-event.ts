/** What the service says on a transcription session, as far as we listen to it. */
import { z } from 'zod'

const item = { item_id: z.string() }
const problem = z.object({
  code: z.string().nullish(),
  type: z.string().nullish(),
  message: z.string().nullish(),
  event_id: z.string().nullish(),
})
const session = z.object({
  expires_at: z.number().nullish(),
  audio: z
    .object({
      input: z
        .object({
          format: z.object({ type: z.string().optional(), rate: z.number().nullish() }).nullish(),
          transcription: z.object({ model: z.string().optional() }).nullish(),
          turn_detection: z.unknown(),
        })
        .optional(),
    })
    .optional(),
})

const form = z.discriminatedUnion('type', [
  z.object({ type: z.literal('session.created'), session }),
  z.object({ type: z.literal('session.updated'), session }),
  z.object({ type: z.literal('input_audio_buffer.cleared') }),
  z.object({
    type: z.literal('input_audio_buffer.committed'),
    previous_item_id: z.string().nullish(),
    ...item,
  }),
  z.object({
    type: z.literal('conversation.item.input_audio_transcription.delta'),
    delta: z.string().nullish(),
    ...item,
  }),
  z.object({
    type: z.literal('conversation.item.input_audio_transcription.completed'),
    transcript: z.string(),
    ...item,
  }),
  z.object({
    type: z.literal('conversation.item.input_audio_transcription.failed'),
    error: problem,
    ...item,
  }),
  z.object({ type: z.literal('error'), error: problem }),
])

export type ServerEvent = z.output<typeof form>
export type EchoedSession = z.output<typeof session>
export type ServiceProblem = z.output<typeof problem>

const known: ReadonlySet<unknown> = new Set(form.options.map(({ shape }) => shape.type.value))

/** `unknown`: a kind of message that is none of our business. `garbage`: nothing that makes sense. */
export function readServerEvent(text: string): ServerEvent | 'unknown' | 'garbage' {
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return 'garbage'
  }
  const type = typeof message === 'object' && message && 'type' in message && message.type
  if (typeof type !== 'string') return 'garbage'
  if (!known.has(type)) return 'unknown'
  const read = form.safeParse(message)
  return read.success ? read.data : 'garbage'
}
