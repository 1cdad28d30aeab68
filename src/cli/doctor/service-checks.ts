/** With `--live` each key is tried with the smallest request that only reads. Without it nothing leaves this machine. */
import { z } from 'zod'
import { messageOf, VoiceAgentError } from '../../engine/errors.js'
import { inspectConfig } from '../../server/config/config.js'
import { twilioNumbers } from '../../server/numbers/twilio-numbers.js'
import { accountOf } from '../serve/account.js'
import { chosenName } from '../stack/choose-stack.js'
import { ask } from './ask.js'
import type { Check, Purpose } from './check.js'
import { find, showSecret, type World } from './world.js'

type Verdict = Pick<Check, 'status' | 'detail'> & Partial<Pick<Check, 'fix' | 'ms'>>

interface Service {
  /** The variable with the key. */
  readonly key: string
  readonly affects: (world: World) => readonly Purpose[]
  /** One request; what it throws is told as it is. */
  readonly attempt: (key: string, world: World) => Promise<Verdict>
}

const usedBy =
  (names: RegExp) =>
  (world: World): readonly Purpose[] => {
    const used = (['stt', 'llm', 'tts'] as const).some((kind) =>
      names.test(chosenName(kind, world.sources)),
    )
    return used ? ['talk', 'serve'] : []
  }

const services: readonly Service[] = [
  { key: 'OPENAI_API_KEY', affects: usedBy(/^openai/), attempt: askOpenAi },
  { key: 'ELEVENLABS_API_KEY', affects: usedBy(/^elevenlabs/), attempt: askElevenLabs },
  { key: 'TWILIO_AUTH_TOKEN', affects: () => ['serve'], attempt: (_, world) => askTwilio(world) },
]

/** ngrok has no request that only reads; its token is tried by opening a tunnel. */
const untried = ['NGROK_AUTHTOKEN']

export async function serviceChecks(world: World, live: boolean): Promise<readonly Check[]> {
  const tried = await Promise.all(services.map((service) => serviceCheck(service, world, live)))
  return [...tried, ...untried.map((key) => keyCheck(key, world))]
}

async function serviceCheck(service: Service, world: World, live: boolean): Promise<Check> {
  const { key, affects, attempt } = service
  const found = find(key, world.sources)
  if (found === undefined || !live) return keyCheck(key, world)
  const base = { group: 'services', name: key, affects: affects(world) } as const
  const verdict = await attempt(found.text, world).catch(unreachable)
  // A service that this configuration does not use stops nothing.
  const status = verdict.status === 'FAIL' && base.affects.length === 0 ? 'warn' : verdict.status
  return { ...base, ...verdict, status, detail: `${showSecret(found)}: ${verdict.detail}` }
}

/** Where a key comes from. What is missing for a command is told among the settings. */
function keyCheck(key: string, { sources }: World): Check {
  const found = find(key, sources)
  const base = { group: 'services', name: key, affects: [] } as const
  if (found === undefined) return { ...base, status: 'skip', detail: 'not set' }
  return { ...base, status: 'ok', detail: `${showSecret(found)}; not tried` }
}

function unreachable(error: unknown): Verdict {
  const detail = messageOf(error)
  if (error instanceof VoiceAgentError) return { status: 'FAIL', detail, fix: error.fix }
  return {
    status: 'FAIL',
    detail,
    fix: 'check the network, a proxy, and the base URL if it is set',
  }
}

const modelList = z.object({ data: z.array(z.object({ id: z.string() })) })

async function askOpenAi(key: string, { sources }: World): Promise<Verdict> {
  const base = find('OPENAI_BASE_URL', sources)?.text ?? 'https://api.openai.com/v1'
  const url = `${base.replace(/\/+$/, '')}/models`
  const { ms, status, body } = await ask(url, { authorization: `Bearer ${key}` })
  if (status !== 200)
    return refused('OpenAI', status, ms, 'platform.openai.com/api-keys', 'OPENAI_API_KEY')
  const models = modelList.safeParse(body).data?.data.map(({ id }) => id) ?? []
  const model = find('OPENAI_MODEL', sources)?.text
  if (model !== undefined && models.length > 0 && !models.includes(model)) {
    const detail = `accepted, but ${model} is not among its ${models.length} models`
    return {
      status: 'warn',
      ms,
      detail,
      fix: 'set OPENAI_MODEL in .env to one that is, or leave it out',
    }
  }
  return { status: 'ok', ms, detail: `accepted, ${models.length} models` }
}

const elevenLabsUser = z.object({
  subscription: z.object({ character_count: z.number(), character_limit: z.number() }),
})

async function askElevenLabs(key: string, { sources }: World): Promise<Verdict> {
  const base = find('ELEVENLABS_BASE_URL', sources)?.text ?? 'https://api.elevenlabs.io'
  const url = `${base.replace(/^ws/, 'http').replace(/\/+$/, '')}/v1/user`
  const { ms, status, body } = await ask(url, { 'xi-api-key': key })
  if (status === 401 && JSON.stringify(body ?? '').includes('missing_permissions'))
    return {
      status: 'ok',
      ms,
      detail: 'accepted; it may not read the account, so credits are not known',
    }
  if (status !== 200)
    return refused(
      'ElevenLabs',
      status,
      ms,
      'elevenlabs.io/app/settings/api-keys',
      'ELEVENLABS_API_KEY',
    )
  const { data } = elevenLabsUser.safeParse(body)
  if (data === undefined) return { status: 'ok', ms, detail: 'accepted' }
  const left = data.subscription.character_limit - data.subscription.character_count
  if (left > 0) return { status: 'ok', ms, detail: `accepted, ${left} characters left` }
  return {
    status: 'FAIL',
    ms,
    detail: 'accepted, but no characters are left',
    fix: 'buy more at elevenlabs.io, or set TTS=offline in .env',
  }
}

function refused(service: string, status: number, ms: number, page: string, key: string): Verdict {
  if (status === 401 || status === 403) {
    const detail = `${service} does not accept it (HTTP ${status})`
    return {
      status: 'FAIL',
      ms,
      detail,
      fix: `make a key at ${page} and put it into .env: ${key}=...`,
    }
  }
  return {
    status: 'FAIL',
    ms,
    detail: `${service} answered HTTP ${status}`,
    fix: 'voice-agent doctor --live --only services, in a moment',
  }
}

/** The list of numbers, and not the account: an API key may not read that. */
async function askTwilio({ sources }: World): Promise<Verdict> {
  const local = { ...sources, flags: { ...sources.flags, tunnel: 'none', host: '127.0.0.1' } }
  const { config } = inspectConfig(local, { webhook: false, insecureNoSignature: false })
  const account = config && accountOf(config)
  if (account === undefined)
    return {
      status: 'skip',
      detail: 'not tried: TWILIO_ACCOUNT_SID is missing or settings are wrong',
    }
  const begun = performance.now()
  const owned = (await twilioNumbers(account).list()).map(({ phoneNumber }) => phoneNumber)
  const ms = Math.round(performance.now() - begun)
  const strange = config?.numbers.find((number) => !owned.includes(number))
  if (strange === undefined)
    return { status: 'ok', ms, detail: `accepted, ${owned.length} numbers` }
  const detail = `accepted, but the account has no number ${strange}`
  return {
    status: 'FAIL',
    ms,
    detail,
    fix: 'see its numbers with: voice-agent numbers; then set TWILIO_PHONE_NUMBER in .env',
  }
}
