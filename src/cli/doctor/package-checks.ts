/** Packages that are not needed by everybody, loaded in a process of their own: a native one that does not fit ends it. */
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Check, Purpose } from './check.js'

interface OptionalPackage {
  readonly name: string
  readonly use: string
  /** Without it these run less well. */
  readonly affects: readonly Purpose[]
  /** The speech-to-text that cannot do without it. */
  readonly stt?: string
}

const packages: readonly OptionalPackage[] = [
  {
    name: 'naudiodon',
    use: 'microphone and speaker of talk; talk --text needs none',
    affects: ['talk'],
  },
  {
    name: 'sherpa-onnx-node',
    use: 'speech-to-text without a service (--stt sherpa)',
    affects: [],
    stt: 'sherpa',
  },
  { name: '@ngrok/ngrok', use: 'the tunnel of serve', affects: ['serve'] },
]

const root = fileURLToPath(new URL('../../..', import.meta.url))
const longestLoadMs = 20_000
const run = promisify(execFile)

/**
 * @param stt the speech-to-text of the run; the package it needs is not optional then
 * @param directory where they are looked for
 */
export function packageChecks(stt: string, directory = root): Promise<readonly Check[]> {
  return Promise.all(packages.map((one) => packageCheck(one, stt, directory)))
}

async function packageCheck(one: OptionalPackage, stt: string, directory: string): Promise<Check> {
  const { name, use } = one
  const isNeeded = one.stt === stt
  const affects: readonly Purpose[] = isNeeded ? ['talk', 'serve'] : one.affects
  const base = { group: 'packages', name, affects } as const
  const missing = isNeeded ? 'FAIL' : 'warn'
  if (!isInstalled(name, directory)) {
    const detail = `not installed: ${use}`
    const status = affects.length > 0 ? missing : 'skip'
    return { ...base, status, detail, fix: `npm install ${name}` }
  }
  const why = await whyNotLoaded(name, directory)
  if (why === undefined) return { ...base, status: 'ok', detail: `loads: ${use}` }
  const detail = `installed, but does not load: ${why} (${use})`
  const fix = `npm rebuild ${name} --ignore-scripts=false`
  return { ...base, status: missing, detail, fix }
}

function isInstalled(name: string, directory: string): boolean {
  try {
    createRequire(join(directory, 'package.json')).resolve(name)
    return true
  } catch {
    return false
  }
}

async function whyNotLoaded(name: string, directory: string): Promise<string | undefined> {
  const code = `try { require(${JSON.stringify(name)}); process.exit(0) } catch (error) { console.error('why: ' + error.message.split('\\n')[0]); process.exit(1) }`
  try {
    await run(process.execPath, ['-e', code], { cwd: directory, timeout: longestLoadMs })
    return undefined
  } catch (error) {
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
    const said = /^why: (.+)$/m.exec(stderr)?.[1]
    return said ?? 'it ended the process that loaded it'
  }
}
