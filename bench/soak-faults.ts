/**
 * Many short calls over sockets while speech-to-text, model and voice fail at random, and what they leave behind.
 *
 *   npm run soak:faults -- [calls] [--at-once 20] [--seed 1]        default: 500 calls
 */
import { parseArgs } from 'node:util'
import { soak } from '../src/cli/stack/fault-soak.test-kit.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'at-once': { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
})
const began = performance.now()
const report = await soak({
  calls: Number(positionals[0] ?? 500),
  atOnce: Number(values['at-once']),
  seed: Number(values.seed),
})
const at = (p: number) =>
  report.silences[Math.floor((report.silences.length - 1) * p)] ?? Number.NaN
const listed = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, n]) => `    ${name.padEnd(34)} ${String(n).padStart(5)}`)
const lines = [
  `${report.held} calls in ${((performance.now() - began) / 1000).toFixed(0)} s, seed ${values.seed}`,
  `  with something wrong   ${report.faulty}`,
  `  caller hung up early   ${report.hungUp}`,
  `  heard nothing          ${report.mute}`,
  `  crashed                ${report.crashed.length} ${report.crashed[0] ?? ''}`,
  `  end of turn to sound   median ${at(0.5)} ms  p95 ${at(0.95)} ms  most ${at(1)} ms`,
  `  broken wire rules      ${report.violations.length} ${report.violations[0] ?? ''}`,
  `  left behind            ${JSON.stringify(report.left)}`,
  `  heap, after the first tenth of the calls  ${(report.heapGrowth / 1024).toFixed(0)} KiB more`,
  ...['  failures the engine was told of', ...listed(report.failures)],
  ...['  what was done', ...listed(report.fallbacks)],
]
console.log(lines.join('\n'))
const isClean =
  report.mute === 0 && report.crashed.length === 0 && Object.keys(report.left).length === 0
process.exitCode = isClean ? 0 : 1
