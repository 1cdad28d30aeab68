/**
 * Questions that only the service itself can answer, asked through the adapters that calls use. Each costs a few words.
 */
import { MULAW_BYTES_PER_MS } from '../../engine/audio/frame.js'
import { RealClock } from '../../engine/run/real-clock.js'
import { chooseStack, type ReadyProvider, type StackChoice } from '../stack/choose-stack.js'
import type { Check } from './check.js'
import { finals } from './final-probe.js'
import { log, measured, median, skipped, sourceOf } from './measured.js'
import type { World } from './world.js'

export const probeNames = [
  'stt-final',
  'llm-first-token',
  'reasoning-effort',
  'tts-first-audio',
] as const

export type ProbeName = (typeof probeNames)[number]

/** The first request also pays for the connection. */
const rounds = 3

const probes: Readonly<Record<ProbeName, (choice: StackChoice, cwd: string) => Promise<Check[]>>> =
  {
    'stt-final': finals,
    'llm-first-token': firstTokens,
    'reasoning-effort': efforts,
    'tts-first-audio': firstAudio,
  }

export async function probeChecks(
  names: readonly ProbeName[],
  world: World,
): Promise<readonly Check[]> {
  const { choice } = await chooseStack(world.sources, world.cwd)
  const checks: Check[] = []
  for (const name of names) {
    if (choice) checks.push(...(await probes[name](choice, world.cwd)))
    else checks.push(skipped(name, 'not tried: a service cannot be chosen, see settings'))
  }
  return checks
}

const tool = {
  name: 'find_booking',
  description: 'Finds a booking by its number.',
  effect: 'read',
  schema: {
    type: 'object',
    properties: { number: { type: 'string' } },
    required: ['number'],
    additionalProperties: false,
  },
} as const

/** From the request, with a tool in it as in calls, to the first word or tool call. */
async function firstTokens({ llm }: StackChoice, cwd: string): Promise<Check[]> {
  const name = 'llm-first-token'
  const fix =
    'try another OPENAI_MODEL, or OPENAI_REASONING_EFFORT=omit if it does not know the field'
  return [
    await measured(name, fix, async (signal) => {
      const { description, times } = await askModel(llm, {}, cwd, signal, rounds)
      const ms = median(times)
      return { ms, detail: `${description}: median of ${times.join(', ')} ms` }
    }),
  ]
}

/** Which efforts the model takes together with tools. */
async function efforts({ llm }: StackChoice, cwd: string): Promise<Check[]> {
  const name = 'reasoning-effort'
  if (llm.definition.name !== 'openai')
    return [skipped(name, `${llm.definition.name} has no reasoning effort`)]
  const checks: Check[] = []
  for (const reasoningEffort of ['none', 'minimal', 'low']) {
    const fix = `do not set OPENAI_REASONING_EFFORT=${reasoningEffort} for this model`
    const check = await measured(name, fix, async (signal) => {
      const changed = { reasoningEffort, fallbackModel: undefined }
      const { times } = await askModel(llm, changed, cwd, signal, 1)
      return { ms: median(times), detail: `${reasoningEffort}: accepted` }
    })
    checks.push(
      check.status === 'ok' ? check : { ...check, detail: `${reasoningEffort}: ${check.detail}` },
    )
  }
  return checks
}

async function askModel(
  ready: ReadyProvider<'llm'>,
  changed: Readonly<Record<string, unknown>>,
  cwd: string,
  signal: AbortSignal,
  times: number,
) {
  const source = sourceOf(ready, changed, cwd)
  const clock = new RealClock()
  const model = source.forCall({ clock, log })
  const messages = [{ role: 'user', text: 'Say hello in three words.' }] as const
  const found: number[] = []
  try {
    while (found.length < times) {
      const begun = clock.now()
      let first: number | undefined
      for await (const part of model.generate(messages, { tools: [tool], signal })) {
        if (part.type !== 'ended') first ??= Math.round(clock.now() - begun)
      }
      signal.throwIfAborted()
      if (first === undefined) throw new Error('it ended without a word')
      found.push(first)
    }
  } finally {
    model.close?.()
    await source.close?.()
  }
  return { description: source.description, times: found }
}

/** From the text to the first sound, in the format that is set and in the one that others use. */
async function firstAudio({ tts }: StackChoice, cwd: string): Promise<Check[]> {
  const name = 'tts-first-audio'
  const { format } = tts.values
  const formats = format === undefined ? [undefined] : [...new Set([String(format), 'pcm_16000'])]
  const checks: Check[] = []
  for (const each of formats) {
    const fix = each
      ? `set ELEVENLABS_OUTPUT_FORMAT to another format than ${each}`
      : 'try another --tts'
    checks.push(
      await measured(name, fix, async (signal) => {
        const { description, firstMs, audioMs } = await speak(tts, each, cwd, signal)
        const detail = `${description}${each ? ` as ${each}` : ''}: ${audioMs} ms of speech`
        return { ms: firstMs, detail }
      }),
    )
  }
  return checks
}

async function speak(
  ready: ReadyProvider<'tts'>,
  format: string | undefined,
  cwd: string,
  signal: AbortSignal,
) {
  const source = sourceOf(ready, format === undefined ? {} : { format }, cwd)
  const clock = new RealClock()
  const voice = source.forCall({ clock, log })
  try {
    const begun = clock.now()
    const speech = voice.open({ signal })
    speech.write(1, 'Hello, this is a test.')
    speech.end()
    let firstMs: number | undefined
    let bytes = 0
    for await (const part of speech) {
      if (part.type !== 'audio' || part.mulaw.length === 0) continue
      firstMs ??= Math.round(clock.now() - begun)
      bytes += part.mulaw.length
    }
    signal.throwIfAborted()
    if (firstMs === undefined) throw new Error('it ended without a sound')
    return { description: source.description, firstMs, audioMs: bytes / MULAW_BYTES_PER_MS }
  } finally {
    voice.close?.()
    await source.close?.()
  }
}
