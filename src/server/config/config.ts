/**
 * The settings of one run: flags before the shell's environment before `.env`, all through one schema, and everything that is wrong
 * or missing reported at once.
 */
import { z } from 'zod'
import { VoiceAgentError } from '../../engine/errors.js'
import { forms, type Setting, type SettingName, settings } from './settings.js'

const schema = z.object(forms)

type Values = Readonly<z.output<typeof schema>>

/** Where calls reach this server. */
export type TunnelKind = 'ngrok' | 'public-url' | 'none'

export interface ServeConfig extends Omit<Values, 'tunnel'> {
  readonly tunnel: TunnelKind
  /** Whether signatures are checked. Without it only loopback is listened on. */
  readonly checksSignatures: boolean
  /** Whether the numbers are pointed here. */
  readonly pointsNumbers: boolean
}

/** What was written where. Blank text counts as not written. */
export interface Sources {
  readonly flags: Readonly<Partial<Record<SettingName, string>>>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly dotenv: Readonly<Record<string, string | undefined>>
}

/** What the command line says that has no variable, because it is meant for one run. */
export interface Switches {
  readonly webhook: boolean
  readonly insecureNoSignature: boolean
}

interface Written {
  readonly text: string
  /** As the person would look for it: `--port`, `PORT` or `PORT in .env`. */
  readonly origin: string
}

/** A setting that is missing or wrong, and what to do. */
export interface Problem {
  readonly what: string
  readonly fix: string
  /** Nothing was written at all. */
  readonly missing?: true
}

/** The settings, or everything that is wrong with them. */
export type ConfigReading =
  | { readonly config: ServeConfig; readonly problems: readonly [] }
  | { readonly config?: undefined; readonly problems: readonly Problem[] }

/**
 * @param others what is wrong elsewhere, told in the same breath
 * @throws VoiceAgentError E_CONFIG with every problem
 */
export function readConfig(
  sources: Sources,
  switches: Switches,
  others: readonly Problem[] = [],
): ServeConfig {
  const { config, problems } = inspectConfig(sources, switches, others)
  if (config === undefined)
    throw configError(problems, '; `voice-agent serve --tunnel none` needs none')
  return config
}

/** The same for who wants to look at each problem. */
export function inspectConfig(
  sources: Sources,
  switches: Switches,
  others: readonly Problem[] = [],
): ConfigReading {
  const written = writtenSettings(sources)
  const texts = Object.fromEntries([...written].map(([name, { text }]) => [name, text]))
  const parsed = schema.safeParse(texts)
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => wrongValue(issue, written))
  const tunnel = tunnelOf(written)
  const needed = missing(written, tunnel, switches)
  const problems = [...wrong, ...needed, ...others]
  if (!parsed.success || problems.length > 0) return { problems }
  const values: Values = parsed.data
  const contradictions = contradictory(values, written, tunnel ?? 'none', switches)
  if (contradictions.length > 0) return { problems: contradictions }
  const kind = tunnel ?? 'none'
  const checksSignatures = values.authToken !== undefined && !switches.insecureNoSignature
  const pointsNumbers = kind !== 'none' && switches.webhook
  return { config: { ...values, tunnel: kind, checksSignatures, pointsNumbers }, problems: [] }
}

/** The account settings alone, for the commands that only look at numbers. */
export function readAccountConfig(sources: Sources): ServeConfig {
  const flags = { ...sources.flags, tunnel: 'none', host: '127.0.0.1' }
  const written = writtenSettings({ ...sources, flags })
  const problems = accountProblems(written)
  if (problems.length > 0) throw configError(problems)
  return readConfig({ ...sources, flags }, { webhook: true, insecureNoSignature: false })
}

function writtenSettings({ flags, env, dotenv }: Sources): ReadonlyMap<SettingName, Written> {
  const found = new Map<SettingName, Written>()
  for (const name of Object.keys(settings) as SettingName[]) {
    const { variable, flag } = settings[name]
    const places = [
      [flags[name], flag],
      [variable && env[variable], variable],
      [variable && dotenv[variable], `${variable} in .env`],
    ] as const
    const place = places.find(([text]) => text !== undefined && text.trim() !== '')
    if (place?.[0] !== undefined)
      found.set(name, { text: place[0].trim(), origin: place[1] ?? name })
  }
  return found
}

function tunnelOf(written: ReadonlyMap<SettingName, Written>): TunnelKind | undefined {
  const asked = written.get('tunnel')?.text
  if (asked === 'ngrok') return 'ngrok'
  if (written.get('publicUrl')?.origin === settings.publicUrl.flag) return 'public-url'
  if (asked === 'none') return 'none'
  if (written.has('publicUrl')) return 'public-url'
  return written.has('ngrokToken') ? 'ngrok' : undefined
}

function wrongValue(issue: z.core.$ZodIssue, written: ReadonlyMap<SettingName, Written>): Problem {
  const name = issue.path[0] as SettingName
  const place = written.get(name)
  const shown = settings[name].secret ? mask(place?.text ?? '') : JSON.stringify(place?.text ?? '')
  return {
    what: `${place?.origin ?? name} is ${shown}, which ${issue.message}`,
    fix: settings[name].hint,
  }
}

/** Enough to recognise a secret by, never enough to use it. */
export function mask(secret: string): string {
  return secret.length < 12 ? '***' : `${secret.slice(0, 2)}***${secret.slice(-2)}`
}

function missing(
  written: ReadonlyMap<SettingName, Written>,
  tunnel: TunnelKind | undefined,
  { webhook, insecureNoSignature }: Switches,
): readonly Problem[] {
  if (tunnel === 'none') return []
  const problems: Problem[] = []
  if (tunnel === undefined) {
    const fix = `set NGROK_AUTHTOKEN for a tunnel (${settings.ngrokToken.hint}), or --public-url if you have an address, or --tunnel none to serve this machine only`
    problems.push({ what: 'a public address: calls cannot reach this machine', fix })
  }
  if (tunnel === 'ngrok' && !written.has('ngrokToken')) problems.push(absent('ngrokToken'))
  if (!insecureNoSignature && !written.has('authToken')) problems.push(absent('authToken'))
  if (!webhook) return problems
  if (!written.has('numbers')) {
    const fix = `${settings.numbers.hint}; or --no-webhook to set the number's webhook yourself`
    problems.push({ ...absent('numbers'), fix })
  }
  return [
    ...problems,
    ...accountProblems(written).filter(({ what }) => !problems.some((p) => p.what === what)),
  ]
}

function accountProblems(written: ReadonlyMap<SettingName, Written>): readonly Problem[] {
  const names: SettingName[] = ['accountSid']
  if (written.has('apiKey')) names.push('apiSecret')
  else names.push('authToken')
  return names.filter((name) => !written.has(name)).map(absent)
}

function absent(name: SettingName): Problem {
  const { variable, flag, hint }: Setting = settings[name]
  return { what: `${variable}${flag ? ` (or ${flag})` : ''} is not set`, fix: hint }
}

const loopback = /^(127(\.\d{1,3}){3}|localhost|::1)$/

function contradictory(
  values: Values,
  written: ReadonlyMap<SettingName, Written>,
  tunnel: TunnelKind,
  { insecureNoSignature }: Switches,
): readonly Problem[] {
  const problems: Problem[] = []
  const unchecked = insecureNoSignature || values.authToken === undefined
  if (unchecked && !loopback.test(values.host)) {
    const why = insecureNoSignature ? '--insecure-no-signature' : 'no TWILIO_AUTH_TOKEN'
    problems.push({
      what: `${written.get('host')?.origin} is ${values.host} with ${why}: anybody could make calls`,
      fix: 'set TWILIO_AUTH_TOKEN, or listen on 127.0.0.1',
    })
  }
  if (tunnel === 'none' && written.get('numbers')?.origin === '--number') {
    const what = '--number with --tunnel none: the number cannot reach this machine'
    problems.push({ what, fix: 'leave one of them out, or add --public-url' })
  }
  if (
    written.get('tunnel')?.text === 'ngrok' &&
    written.get('publicUrl')?.origin === '--public-url'
  ) {
    problems.push({ what: '--tunnel ngrok with --public-url: two addresses', fix: 'choose one' })
  }
  return problems
}

/** @param wayOut what can be run without these settings */
export function configError(problems: readonly Problem[], wayOut = ''): VoiceAgentError {
  const [only] = problems
  if (problems.length === 1 && only) return new VoiceAgentError('E_CONFIG', only.what, only.fix)
  const lines = problems.map(({ what, fix }) => `  - ${what}\n    fix: ${fix}`)
  const message = `${problems.length} settings are missing or wrong\n${lines.join('\n')}`
  const fix = `put them into .env (see .env.example)${wayOut}`
  return new VoiceAgentError('E_CONFIG', message, fix)
}
