/** The machine: Node, the package itself, the port, the disk. */
import { existsSync, mkdtempSync, rmdirSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { messageOf } from '../../engine/errors.js'
import { loadSilero } from '../../engine/vad/silero.js'
import { inspectConfig } from '../../server/config/config.js'
import { readVersion } from '../version.js'
import { type Check, purposes } from './check.js'
import type { World } from './world.js'

/** As `engines` in package.json says. */
const leastNode = [20, 19] as const
/** A captured call takes about 1 MiB a minute. */
const leastFreeMiB = 200

export async function systemChecks(world: World): Promise<readonly Check[]> {
  return [nodeCheck(process.versions.node), engineCheck(), await portCheck(world), diskCheck(world)]
}

export function nodeCheck(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const enough = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1])
  const base = { group: 'system', name: 'node', detail: version, affects: purposes } as const
  if (enough) return { ...base, status: 'ok' }
  const detail = `${version} is too old; ${leastNode.join('.')} or later is needed`
  return { ...base, status: 'FAIL', detail, fix: 'nvm install 22' }
}

/** The detector is a program in the package: it loads only where the package is whole. */
function engineCheck(): Check {
  const base = { group: 'system', name: 'engine', affects: purposes } as const
  const built = import.meta.url.includes('/dist/') ? 'built' : 'from source'
  try {
    const detector = loadSilero().open()
    detector.score(new Uint8Array(512))
    detector.close()
    return {
      ...base,
      status: 'ok',
      detail: `voice-agent ${readVersion()}, ${built}, detector loads`,
    }
  } catch (error) {
    const detail = `the speech detector does not load: ${messageOf(error)}`
    return {
      ...base,
      status: 'FAIL',
      detail,
      fix: 'npm install voice-agent, or npm run build in a checkout',
    }
  }
}

async function portCheck({ sources }: World): Promise<Check> {
  const base = { group: 'system', name: 'port', affects: ['serve'] } as const
  const local = { ...sources, flags: { ...sources.flags, tunnel: 'none', host: '127.0.0.1' } }
  const { config } = inspectConfig(local, { webhook: false, insecureNoSignature: false })
  if (config === undefined)
    return { ...base, status: 'skip', detail: 'not tried: the settings cannot be read' }
  const { port, host } = config
  const trouble = await listenOnce(port, host)
  if (trouble === undefined) return { ...base, status: 'ok', detail: `${port} on ${host} is free` }
  const inUse = trouble === 'EADDRINUSE'
  const detail = inUse ? `${port} is in use` : `${port} cannot be used (${trouble})`
  const fix = 'voice-agent serve --port 0 takes any free one; or set PORT in .env'
  return { ...base, status: 'FAIL', detail, fix }
}

function listenOnce(port: number, host: string): Promise<string | undefined> {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
    server.listen(port, host, () => server.close(() => done(undefined)))
  })
}

function diskCheck({ cwd, sources }: World): Check {
  const base = { group: 'system', name: 'disk', affects: ['talk', 'serve'] } as const
  const { env, dotenv } = sources
  const wanted = env.VOICE_AGENT_STATE?.trim() || dotenv.VOICE_AGENT_STATE?.trim()
  const directory = resolve(cwd, wanted || '.voice-agent/state')
  const parent = nearestThere(directory)
  try {
    // Rights alone do not tell: a file system may be mounted to be read only.
    rmdirSync(mkdtempSync(join(parent, '.voice-agent-doctor-')))
    const { bavail, bsize } = statfsSync(parent)
    const freeMiB = Math.floor((bavail * bsize) / 2 ** 20)
    const detail = `${parent} can be written, ${freeMiB} MiB free`
    if (freeMiB >= leastFreeMiB) return { ...base, status: 'ok', detail }
    return { ...base, status: 'warn', detail, fix: 'make room before you capture calls' }
  } catch (error) {
    const detail = `${parent} cannot be written: ${messageOf(error)}`
    return {
      ...base,
      status: 'FAIL',
      detail,
      fix: 'set VOICE_AGENT_STATE in .env to a directory that can',
    }
  }
}

function nearestThere(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestThere(dirname(path))
}
