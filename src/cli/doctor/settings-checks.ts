/** What the settings say: the services that were chosen and why, and what `serve` needs beside them. */
import { VoiceAgentError } from '../../engine/errors.js'
import { kindNames } from '../../engine/providers/catalog.js'
import type { ProviderKind } from '../../engine/providers/definition.js'
import { inspectConfig } from '../../server/config/config.js'
import { settings } from '../../server/config/settings.js'
import {
  askedName,
  chooseStack,
  chosenName,
  presetService,
  type ReadyProvider,
  type StackReading,
} from '../stack/choose-stack.js'
import { type Check, failed } from './check.js'
import { find, type World } from './world.js'

const kinds = ['stt', 'llm', 'tts'] as const
const calls = ['talk', 'serve'] as const
const silentLog = { warn: () => {} }

export async function settingsChecks(world: World): Promise<readonly Check[]> {
  const reading = await chooseStack(world.sources, world.cwd)
  return [...(await providerChecks(reading, world)), ...serveChecks(world)]
}

async function providerChecks(reading: StackReading, world: World): Promise<readonly Check[]> {
  if (reading.choice === undefined)
    return reading.problems.map((problem) => failed('settings', problem, calls))
  const { choice } = reading
  const checks: Check[] = []
  for (const kind of kinds) checks.push(await providerCheck(kind, choice[kind], world))
  return checks
}

/** Makes the service, which connects to nothing, and ends it again. */
async function providerCheck(
  kind: ProviderKind,
  ready: ReadyProvider,
  world: World,
): Promise<Check> {
  const { definition, argument, values } = ready
  const name = `--${kind}`
  try {
    const deps = { cwd: world.cwd, log: silentLog, ...(argument !== undefined && { argument }) }
    const source = definition.create(values, deps)
    await source.close?.()
    const detail = `${source.description}: ${whyChosen(kind, world)}`
    const base = { group: 'settings', name, detail, affects: calls } as const
    if (definition.name !== 'silent') return { ...base, status: 'ok' }
    const fix = 'set OPENAI_API_KEY in .env, or use --stt sherpa'
    const deaf = `silent, ${whyChosen(kind, world)}: it hears that a caller speaks, but no words`
    return { ...base, status: 'warn', detail: deaf, fix }
  } catch (error) {
    if (!(error instanceof VoiceAgentError)) throw error
    const problem = { what: error.message.replace(/\.$/, ''), fix: error.fix }
    return failed('settings', problem, calls, name)
  }
}

function whyChosen(kind: ProviderKind, { sources }: World): string {
  const { variable = '' } = settings[kind]
  if (askedName(kind, sources) !== undefined) {
    const place = find(variable, sources)?.from === 'shell' ? 'the shell' : '.env'
    return `${variable} in ${place} says so`
  }
  const service = presetService(kind)
  const chosen = chosenName(kind, sources)
  if (chosen !== service.name) return `the ${kindNames[kind]} without ${service.variable}`
  const place = find(service.variable, sources)?.from === 'shell' ? 'the shell' : '.env'
  return `there is ${service.variable} in ${place}`
}

function serveChecks({ sources }: World): readonly Check[] {
  const switches = { webhook: true, insecureNoSignature: false }
  const { config, problems } = inspectConfig(sources, switches)
  if (config === undefined)
    return problems.map((problem) => failed('settings', problem, ['serve'], subject(problem.what)))
  const { tunnel, numbers, publicUrl, ngrokDomain } = config
  const address = tunnel === 'ngrok' ? (ngrokDomain ?? 'an address of ngrok') : publicUrl
  const base = { group: 'settings', affects: ['serve'], status: 'ok' } as const
  return [
    { ...base, name: 'tunnel', detail: tunnel === 'none' ? 'none' : `${tunnel}, ${address}` },
    { ...base, name: 'numbers', detail: numbers.join(', ') || 'none' },
    { ...base, name: 'signatures', detail: config.checksSignatures ? 'checked' : 'not checked' },
  ]
}

const subject = (what: string) => (what.startsWith('a public address') ? 'tunnel' : undefined)
