/** The steps from settings to Ready. Each says in a line that it went well, and leaves behind what takes it down again. */
import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { messageOf, VoiceAgentError } from '../../engine/errors.js'
import { effectiveLimit, providerLimits } from '../../server/admission.js'
import { buildServer, type Server } from '../../server/app.js'
import { capturing } from '../../server/capture-calls.js'
import type { ServeConfig } from '../../server/config/config.js'
import { readRoutes } from '../../server/config/routes.js'
import type { LiveCalls } from '../../server/live-calls.js'
import {
  type NumberDesk,
  type PointedNumber,
  pointNumber,
} from '../../server/numbers/point-number.js'
import type { VoiceNumber } from '../../server/numbers/voice-settings.js'
import { type ProbeResult, probePublicUrl } from '../../server/probe-public-url.js'
import type { RouteCall } from '../../server/route.js'
import { ngrokTunnel } from '../../server/tunnel/ngrok.js'
import { localOnly } from '../../server/tunnel/none.js'
import { fixedAddress } from '../../server/tunnel/public-url.js'
import type { OpenTunnel, Tunnel } from '../../server/tunnel/tunnel.js'
import { callControl } from '../../server/twilio/call-control.js'
import { openStack, type Stack } from '../stack/open-stack.js'
import { accountOf, deskOf } from './account.js'
import { agentOf } from './agent-of.js'
import { callRoute } from './call-route.js'
import { captureDirectory } from './capture-directory.js'
import { finishCalls } from './finish-calls.js'
import { sayRestored } from './lines.js'
import type { ReadyFacts } from './ready.js'
import { routeNumbers } from './route-numbers.js'
import type { Run } from './run.js'
import { within } from './stop-signals.js'
import { agreedNumbers, putBackLeftovers } from './take-numbers.js'

/** Where calls come from at the moment; a tunnel changes it. */
interface Address {
  url: string | undefined
  lost: boolean
}

/** A tunnel may need a while until its address is known everywhere; a proxy of the user's is there or not, ms. */
const newTunnelMs = 10_000
const ownAddressMs = 2000
/** After a second Ctrl-C, putting a number back may take so long, ms. */
const hurriedRestoreMs = 3000

/** @param way how calls reach this machine; what the settings say, unless another is given */
export async function startServing(run: Run, way = tunnelOf(run.config)): Promise<ReadyFacts> {
  const { config, lines, stop } = run
  const account = accountOf(config)
  const desk = account && deskOf(config, account, run.context.cwd)
  if (desk) await putBackLeftovers(desk, run)
  const agreed = desk && config.pointsNumbers ? await agreedNumbers(desk, run) : []
  const stack = openStack(run.stack, { cwd: run.context.cwd, log: run.log })
  run.atEnd(() => stack.close())
  const builtIn = stack.embedded ? ' (no provider keys: built-in parts)' : ''
  await stack.ready()
  const loaded = await agentOf(run)
  lines.ok('agent', `${loaded.agent.name}; ${stack.description}${builtIn}`)
  const auditDirectory = resolve(run.context.cwd, config.auditDir)
  const route = await routeOf(
    run,
    stack,
    await callRoute({ loaded, stack, log: run.log, auditDirectory }),
  )
  sayLimit(run, stack)
  const address: Address = { url: undefined, lost: false }
  const server = assemble(run, { route, sources: stack.sources }, address)
  const port = await listen(run, server)
  run.atEnd(() => server.app.close())
  saySignatures(run)
  const pointed: PointedNumber[] = []
  const tunnel = await openTunnel(run, way, port, { address, pointed })
  const probe = await checkAddress(run, server, tunnel.url)
  stop.first.throwIfAborted()
  run.atEnd(() => windDown(run, server.calls, pointed))
  for (const number of agreed) if (desk) await point(run, desk, number, tunnel, pointed)
  return {
    ...{ url: tunnel.url, port, probe, webhookSet: pointed.length > 0 },
    numbers: pointed.map(({ number, previous }) => ({ number: number.phoneNumber, previous })),
    checksSignatures: config.checksSignatures,
    local: config.tunnel === 'none',
  }
}

/** The calls as the settings want them: by the number called, and captured. */
async function routeOf(
  { config, context, lines, log }: Run,
  stack: Stack,
  route: RouteCall,
): Promise<RouteCall> {
  const { routes: file, captureDir } = config
  const routes = file === undefined ? [] : readRoutes(file, context.cwd)
  const byNumber =
    file === undefined
      ? route
      : await routeNumbers(route, routes, { file: resolve(context.cwd, file), stack })
  for (const { to, agent = 'as all others', language } of routes)
    lines.ok('route', `${to}: ${agent}${language === undefined ? '' : `, ${language}`}`)
  if (captureDir === undefined) return byNumber
  const directory = captureDirectory(captureDir, context.cwd)
  lines.warn('capture', `every call is written to ${directory}: voices and words of callers`)
  return capturing(byNumber, directory, log)
}

function sayLimit({ config, lines }: Run, { sources }: Stack): void {
  const { maxCalls, by } = effectiveLimit(config.maxCalls, providerLimits(sources))
  lines.ok('calls', `${maxCalls} at once${by === undefined ? '' : ` (${by} takes no more)`}`)
}

function assemble(
  { config, log }: Run,
  { route, sources }: { readonly route: RouteCall; readonly sources: Stack['sources'] },
  address: Address,
): Server {
  const account = accountOf(config)
  return buildServer({
    publicUrl: () => address.url,
    ...(config.checksSignatures &&
      config.authToken !== undefined && { authToken: config.authToken }),
    streamSecret: config.streamSecret ?? randomBytes(32).toString('base64url'),
    route,
    ...(account && config.tunnel !== 'none' && { control: callControl(account) }),
    isReady: () => !address.lost,
    providers: providerLimits(sources),
    isLocal: config.tunnel === 'none',
    log,
    limits: { maxCalls: config.maxCalls },
  })
}

async function listen({ config, lines }: Run, { app }: Server): Promise<number> {
  try {
    await app.listen({ port: config.port, host: config.host })
  } catch (error) {
    throw portError(config, error)
  }
  const { port } = app.server.address() as AddressInfo
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  lines.ok('server', `http://${host}:${port}`)
  return port
}

function portError({ port, host }: ServeConfig, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const message: Readonly<Record<string, readonly [string, string]>> = {
    EADDRINUSE: [
      `port ${port} is in use`,
      'stop what uses it, or choose another with --port (0: any free one)',
    ],
    EACCES: [`port ${port} needs more rights`, 'use a port from 1024'],
    EADDRNOTAVAIL: [`${host} is not an address of this machine`, 'use --host 127.0.0.1'],
    ENOTFOUND: [`${host} is not an address of this machine`, 'use --host 127.0.0.1'],
  }
  const [what, fix] = message[String(code)] ?? []
  return what === undefined || fix === undefined ? error : new VoiceAgentError('E_PORT', what, fix)
}

function saySignatures({ config, flags, lines }: Run): void {
  if (config.checksSignatures) return
  const why = flags.insecureNoSignature ? '--insecure-no-signature' : 'no TWILIO_AUTH_TOKEN'
  const reach =
    config.tunnel === 'none'
      ? 'only this machine can call'
      : 'anybody who knows the address can call'
  lines.warn('signature', `not checked (${why}): ${reach}`)
}

function tunnelOf(config: ServeConfig): Tunnel {
  const { ngrokToken, ngrokDomain, publicUrl } = config
  if (config.tunnel === 'public-url' && publicUrl !== undefined) return fixedAddress(publicUrl)
  if (config.tunnel === 'none' || ngrokToken === undefined) return localOnly(config.host)
  return ngrokTunnel({
    authtoken: ngrokToken,
    ...(ngrokDomain !== undefined && { domain: ngrokDomain }),
  })
}

async function openTunnel(
  run: Run,
  tunnel: Tunnel,
  port: number,
  { address, pointed }: { readonly address: Address; readonly pointed: readonly PointedNumber[] },
): Promise<OpenTunnel> {
  const { config, lines, printer } = run
  const opened = await tunnel.open(port, {
    lost: () => {
      address.lost = true
      lines.warn('tunnel', 'lost; calls cannot come until it is back')
    },
    back: () => {
      address.lost = false
      lines.ok('tunnel', `back at ${address.url}`)
    },
    moved: (url) => {
      Object.assign(address, { url, lost: false })
      lines.warn('tunnel', `back at another address: ${url}`)
      if (printer.mode === 'json') printer.out(JSON.stringify({ v: 1, type: 'moved', url }))
      for (const number of pointed) void follow(run, number, url)
    },
  })
  address.url = opened.url
  run.atEnd(async () => {
    await opened.close()
    if (config.tunnel === 'ngrok') lines.ok('tunnel', 'closed')
  })
  lines.ok('tunnel', `${opened.url}  (${tunnel.name})`)
  return opened
}

async function follow({ lines }: Run, pointed: PointedNumber, url: string): Promise<void> {
  const { phoneNumber } = pointed.number
  try {
    await pointed.moveTo(url)
    lines.ok('webhook', `${phoneNumber} follows to ${url}`)
  } catch (error) {
    lines.warn(
      'webhook',
      `${phoneNumber} does not follow: ${error instanceof Error ? error.message : error}`,
    )
  }
}

async function checkAddress(
  run: Run,
  { probes }: Server,
  publicUrl: string,
): Promise<ProbeResult | undefined> {
  const { flags, lines, stop } = run
  if (!flags.probe) {
    lines.warn('probe', `${publicUrl} was not asked whether it leads here (--no-probe)`)
    return undefined
  }
  const patienceMs = run.config.tunnel === 'ngrok' ? newTunnelMs : ownAddressMs
  const issue = probes.issue
  const result = await probePublicUrl({ publicUrl, issue, patienceMs, signal: stop.first })
  const [http, socket] = publicUrl.startsWith('https') ? ['HTTPS', 'WSS'] : ['HTTP', 'WS']
  lines.ok(
    'probe',
    `leads back here: ${http} in ${result.httpMs} ms, ${socket} in ${result.socketMs} ms`,
  )
  return result
}

async function point(
  run: Run,
  desk: NumberDesk,
  number: VoiceNumber,
  tunnel: OpenTunnel,
  pointed: PointedNumber[],
): Promise<void> {
  const { url } = tunnel
  const change = await pointNumber(desk, number, url)
  pointed.push(change)
  // It may have moved in the very moment.
  if (tunnel.url !== url) await follow(run, change, tunnel.url)
  const { phoneNumber } = number
  run.lines.ok(
    'webhook',
    `${phoneNumber} points here; it was on ${change.previous}, kept in ${change.journalPath}`,
  )
}

/** Calls finish while the numbers go back, so that new callers are with whoever had them before at once. */
async function windDown(
  run: Run,
  calls: LiveCalls,
  pointed: readonly PointedNumber[],
): Promise<boolean> {
  const [, ...isBack] = await Promise.all([
    finishCalls(run, calls),
    ...pointed.map((change) => putBack(run, change)),
  ])
  return isBack.every((back) => back)
}

/** False when the number may still point here. */
async function putBack({ lines, stop }: Run, change: PointedNumber): Promise<boolean> {
  const keeps = `the next start puts ${change.number.phoneNumber} back, from ${change.journalPath}`
  try {
    const restored = await within(change.restore(), stop.second, hurriedRestoreMs)
    if (restored !== undefined) {
      sayRestored(lines, restored)
      return true
    }
    lines.warn('webhook', `not put back within ${hurriedRestoreMs / 1000} s; ${keeps}`)
  } catch (error) {
    lines.warn('webhook', `${messageOf(error)}\n${keeps}`)
  }
  return false
}
