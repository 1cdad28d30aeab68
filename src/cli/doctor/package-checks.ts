/** Packages that are not needed by everybody, loaded in a process of their own: a native one that does not fit ends it. */
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Check, Purpose } from './check.js'

interface OptionalPackage {
  readonly name: string
  readonly use: string
  /** Without it these run less well. */
  readonly affects: readonly Purpose[]
}

const packages: readonly OptionalPackage[] = [
  {
    name: 'naudiodon',
    use: 'microphone and speaker of talk; talk --text needs none',
    affects: ['talk'],
  },
  { name: 'sherpa-onnx-node', use: 'speech-to-text without a service (--stt sherpa)', affects: [] },
  { name: '@ngrok/ngrok', use: 'the tunnel of serve', affects: ['serve'] },
]

const root = fileURLToPath(new URL('../../..', import.meta.url))
const longestLoadMs = 20_000
const run = promisify(execFile)

export function packageChecks(): Promise<readonly Check[]> {
  return Promise.all(packages.map(packageCheck))
}

async function packageCheck({ name, use, affects }: OptionalPackage): Promise<Check> {
  const base = { group: 'packages', name, affects } as const
  if (!isInstalled(name)) {
    const detail = `not installed: ${use}`
    return {
      ...base,
      status: affects.length > 0 ? 'warn' : 'skip',
      detail,
      fix: `npm install ${name}`,
    }
  }
  const why = await whyNotLoaded(name)
  if (why === undefined) return { ...base, status: 'ok', detail: `loads: ${use}` }
  const detail = `installed, but does not load: ${why} (${use})`
  const fix = `npm rebuild ${name} --ignore-scripts=false`
  return { ...base, status: 'warn', detail, fix }
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name)
    return true
  } catch {
    return false
  }
}

async function whyNotLoaded(name: string): Promise<string | undefined> {
  const code = `try { require(${JSON.stringify(name)}); process.exit(0) } catch (error) { console.error('why: ' + error.message.split('\\n')[0]); process.exit(1) }`
  try {
    await run(process.execPath, ['-e', code], { cwd: root, timeout: longestLoadMs })
    return undefined
  } catch (error) {
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
    const said = /^why: (.+)$/m.exec(stderr)?.[1]
    return said ?? 'it ended the process that loaded it'
  }
}
