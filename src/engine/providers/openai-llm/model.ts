/**
 * A language model behind OpenAI's Chat Completions, for one call. A request that fails before its first word is tried again where that can
 * help and the caller would still be waiting: with the second model, or when the service says that it is free again.
 */
import type { OpenAI } from 'openai'
import type { Millis } from '../../audio/frame.js'
import type { Clock } from '../../run/clock.js'
import type { Log } from '../../run/log.js'
import { PartQueue } from '../part-queue.js'
import type { LanguageModel, LanguageModelPart } from '../provider.js'
import { type ChatBody, type ChatRequestOptions, chatBody } from './chat-request.js'
import { type Connection, openConnection } from './connection.js'
import { type Sdk, type Trouble, trouble } from './failure.js'
import { type AnswerLimits, readAnswer } from './read-answer.js'

export interface ModelLimits extends AnswerLimits {
  readonly connectMs: Millis
  /** To the first token, if there is another model to ask after it. */
  readonly firstTokenMs: Millis
  /** To the first token over all attempts. Below the engine's own wait for a model (`reply.modelMs`), so that it hears the reason. */
  readonly patienceMs: Millis
  /** The shortest time in which another attempt has a chance. */
  readonly attemptMs: Millis
}

/** Published times to the first token: 0.2 to 0.75 s in the median, about 2.1 s at p99. */
const modelLimits: ModelLimits = {
  connectMs: 2000,
  firstTokenMs: 2400,
  patienceMs: 4200,
  attemptMs: 600,
  gapMs: 3000,
  tailMs: 300,
}

export interface OpenAiModelOptions {
  /** The package, and a client of it that sends through the given `fetch`. */
  readonly sdk: Promise<{ readonly sdk: Sdk; clientFor(fetch: Connection['fetch']): OpenAI }>
  readonly model: string
  readonly fallbackModel: string | undefined
  readonly request: ChatRequestOptions
  readonly clock: Clock
  readonly log: Log
  readonly limits?: ModelLimits
}

export function openAiModel(options: OpenAiModelOptions): LanguageModel {
  const { clock, limits = modelLimits } = options
  const connection = openConnection({ clock, connectMs: limits.connectMs })
  const ready = options.sdk.then(({ sdk, clientFor }) => ({
    ...{ sdk, client: clientFor(connection.fetch) },
  }))
  // Whoever asks hears of it; a call that never asks must not fail for it.
  ready.catch(() => {})
  const call: Call = { ...options, ready, limits, uniqueId: uniqueIds() }
  let warmed = false
  return {
    warm() {
      if (warmed) return
      warmed = true
      void ready.then(({ client }) => client.models.list()).catch(() => {})
    },
    generate(messages, { tools, signal }) {
      const out = new PartQueue<LanguageModelPart>(signal)
      void answer(call, chatBody(messages, tools, options.request), out, signal).then(
        () => out.end(),
        (error) => out.fail(error),
      )
      return out
    },
    close: () => connection.close(),
  }
}

interface Call extends OpenAiModelOptions {
  readonly ready: Promise<{ readonly sdk: Sdk; readonly client: OpenAI }>
  readonly limits: ModelLimits
  readonly uniqueId: (given: string) => string
}

async function answer(
  call: Call,
  body: ChatBody,
  out: PartQueue<LanguageModelPart>,
  signal: AbortSignal,
): Promise<void> {
  const { clock, limits, log, fallbackModel } = call
  const giveUpAt = clock.now() + limits.patienceMs
  let model = call.model
  let spare = fallbackModel
  for (;;) {
    const left = giveUpAt - clock.now()
    const firstTokenMs = spare === undefined ? left : Math.min(limits.firstTokenMs, left)
    const failed = await attempt(call, { ...body, model }, firstTokenMs, out, signal)
    if (failed === undefined || signal.aborted) return
    log.warn(
      { provider: 'openai', model, code: failed.failure.code, ...failed.fields },
      'the language model failed',
    )
    const next = nextAttempt(failed, spare, giveUpAt - clock.now() - limits.attemptMs)
    if (next === undefined) throw failed.failure
    if (next.model !== undefined) {
      model = next.model
      spare = undefined
    }
    await wait(clock, next.afterMs, signal)
    if (signal.aborted) return
  }
}

interface Failed extends Trouble {
  /** The caller may have heard of this answer already. */
  readonly given: boolean
}

async function attempt(
  { ready, clock, limits, uniqueId }: Call,
  body: ChatBody & { readonly model: string },
  firstTokenMs: Millis,
  out: PartQueue<LanguageModelPart>,
  signal: AbortSignal,
): Promise<Failed | undefined> {
  const { sdk, client } = await ready
  if (signal.aborted) return undefined
  let given = false
  const push = (part: LanguageModelPart) => {
    given = true
    out.push(part)
  }
  try {
    await readAnswer({ client, clock, limits, signal, uniqueId, push }, body, firstTokenMs)
    return undefined
  } catch (error) {
    return { ...trouble(sdk, error), given }
  }
}

interface NextAttempt {
  /** Undefined: the same again. */
  readonly model?: string
  readonly afterMs: Millis
}

/** @param spareMs how long an attempt may still wait before it begins; below 0 there is no time for one */
function nextAttempt(
  { given, otherModelMayHelp, retryAfterMs }: Failed,
  spare: string | undefined,
  spareMs: Millis,
): NextAttempt | undefined {
  if (given || spareMs < 0) return undefined
  if (spare !== undefined && otherModelMayHelp) return { model: spare, afterMs: 0 }
  if (retryAfterMs === undefined || retryAfterMs > spareMs) return undefined
  return { afterMs: retryAfterMs }
}

/** Ends early when the signal does. */
function wait(clock: Clock, ms: Millis, signal: AbortSignal): Promise<void> {
  if (ms === 0) return Promise.resolve()
  return new Promise((resolve) => {
    const over = () => {
      disarm()
      signal.removeEventListener('abort', over)
      resolve()
    }
    const disarm = clock.alarm(clock.now() + ms, over)
    signal.addEventListener('abort', over, { once: true })
  })
}

/** Ids as the service gave them, made different from all before them in the call. */
function uniqueIds(): (given: string) => string {
  const taken = new Set<string>()
  return (given) => {
    const id = given !== '' && !taken.has(given) ? given : `${given || 'call'}-${taken.size + 1}`
    taken.add(id)
    return id
  }
}
