import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Row } from './row.js'

const probe = fileURLToPath(new URL('./cpu-probe.cjs', import.meta.url))
const program = fileURLToPath(new URL('../bin/voice-agent.js', import.meta.url))
const project = fileURLToPath(new URL('..', import.meta.url))

const rows: readonly Row[] = [
  {
    ...{ name: 'node -e 0, CPU ms', aim: 'the floor', decimals: 0, perPass: 3 },
    sample: () => childCpuMs('-e', '0'),
  },
  {
    ...{ name: '--help above it, CPU ms', aim: '<= 60', decimals: 0, perPass: 3 },
    sample: () => childCpuMs(program, '--help') - childCpuMs('-e', '0'),
  },
  {
    ...{ name: 'replay greeting-and-one-turn, CPU ms', aim: '', decimals: 0, perPass: 2 },
    sample: () => childCpuMs(program, 'replay', 'greeting-and-one-turn'),
  },
  {
    ...{ name: 'replay ten-minute-call, CPU s', aim: '< 2.5', decimals: 2 },
    sample: () => childCpuMs(program, 'replay', 'ten-minute-call') / 1000,
  },
]

/** CPU time of whole processes, started as a user starts them. */
export const startUpRows: readonly Row[] = rows.map((row) => ({ ...row, ownProcess: true }))

function childCpuMs(...args: readonly string[]): number {
  const { output, status } = spawnSync(process.execPath, ['--require', probe, ...args], {
    cwd: project,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed:\n${output[2]}`)
  return Number(output[3]) / 1000
}
