/**
 * The language model `openai`: OpenAI's service, or any server that speaks its Chat Completions (Ollama, vLLM, llama.cpp).
 */
import { z } from 'zod'
import { VoiceAgentError } from '../../errors.js'
import { defineProvider } from '../definition.js'
import { openAiAddress } from '../openai-address.js'
import type { ReasoningEffort } from './chat-request.js'
import type { Connection } from './connection.js'
import { openAiModel } from './model.js'
import { rehearse } from './rehearse.js'

const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const
const tiers = ['auto', 'default', 'flex', 'scale', 'priority'] as const

const settings = {
  apiKey: {
    variable: 'OPENAI_API_KEY',
    secret: true,
    hint: 'make one at platform.openai.com/api-keys; a server of your own may need none',
    form: z.string().min(1).optional(),
  },
  baseUrl: {
    variable: 'OPENAI_BASE_URL',
    hint: 'use the address before /chat/completions, e.g. http://127.0.0.1:11434/v1 for Ollama',
    form: openAiAddress,
  },
  model: {
    variable: 'OPENAI_MODEL',
    hint: 'use the name of a chat model that the service offers, e.g. gpt-5.6-luna',
    // The cheapest and quickest of its family that takes tools without reasoning.
    form: z.string().min(1).default('gpt-5.6-luna'),
  },
  fallbackModel: {
    variable: 'OPENAI_FALLBACK_MODEL',
    hint: 'name a second model of the same service, e.g. gpt-5.4-mini',
    form: z.string().min(1).optional(),
  },
  reasoningEffort: {
    variable: 'OPENAI_REASONING_EFFORT',
    hint: `use ${efforts.join(', ')}, or omit for a model or server that does not know the field`,
    // Whatever a model thinks before it speaks is silence on the line.
    form: z.enum([...efforts, 'omit'], 'is not a reasoning effort').default('none'),
  },
  serviceTier: {
    variable: 'OPENAI_SERVICE_TIER',
    hint: `use ${tiers.join(', ')}; priority costs more and answers sooner`,
    form: z.enum(tiers, 'is not a service tier').optional(),
  },
  maxTokens: {
    variable: 'OPENAI_MAX_TOKENS',
    hint: 'use a whole number from 16; an answer of 800 tokens takes about four minutes to say',
    form: z
      .string()
      .regex(/^\d{2,6}$/, 'is not a whole number from 16')
      .transform(Number)
      .refine((tokens) => tokens >= 16, 'is not a whole number from 16')
      .default(800),
  },
} as const

/** The SDK's own limit; ours are shorter, and this one only ends what ours somehow did not. */
const sdkTimeoutMs = 60_000

export const openAiLlm = defineProvider({
  kind: 'llm',
  name: 'openai',
  settings,
  create(values) {
    const { apiKey, baseUrl, model, fallbackModel, maxTokens, serviceTier } = values
    const official = isOfficial(baseUrl)
    if (official && apiKey === undefined)
      throw new VoiceAgentError(
        'E_CONFIG',
        'OPENAI_API_KEY is missing, and api.openai.com answers nobody without a key.',
        `set it (${settings.apiKey.hint}), or set OPENAI_BASE_URL to a server that needs none`,
      )
    const { reasoningEffort: effort } = values
    const reasoningEffort: ReasoningEffort | undefined = effort === 'omit' ? undefined : effort
    const request = { official, reasoningEffort, serviceTier, maxTokens }
    const sdk = loadSdk(apiKey, baseUrl)
    return {
      description: `openai ${model}${official ? '' : ` at ${new URL(baseUrl).host}`}`,
      ready: (clock) => sdk.then(({ clientFor }) => rehearse(clientFor, clock)).catch(noResult),
      forCall: ({ clock, log }) => openAiModel({ sdk, model, fallbackModel, request, clock, log }),
    }
  },
})

const noResult = () => {}

/** OpenAI's own addresses, those of a region among them. */
function isOfficial(baseUrl: string): boolean {
  return /(^|\.)api\.openai\.com$/.test(new URL(baseUrl).hostname)
}

/** Loaded when the process starts, because it takes a tenth of a second that no call shall pay. */
async function loadSdk(apiKey: string | undefined, baseURL: string) {
  const sdk = await import('openai')
  const shared = new sdk.OpenAI({
    ...{ baseURL, apiKey: apiKey ?? 'none', maxRetries: 0, timeout: sdkTimeoutMs, logLevel: 'off' },
    // Only what our settings say counts, and not what else the environment holds.
    ...{ adminAPIKey: null, organization: null, project: null, webhookSecret: null },
    ...(apiKey === undefined && { defaultHeaders: { authorization: null } }),
  })
  const clientFor = (fetch: Connection['fetch']) => shared.withOptions({ fetch })
  return { sdk, clientFor }
}
