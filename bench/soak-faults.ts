/**
 * Many short calls over sockets while speech-to-text, model and voice fail at random: how long callers wait, and what the calls leave behind.
 * Exit 1 when something is left, a call broke or heard no answer, or a caller waited longer for the first sound than the policy allows
 * (2.5 s, and 0.3 s for a loaded machine).
 *
 *   npm run soak:faults -- [calls] [--at-once 20] [--seed 1]        default: 500 calls
 */
import { parseArgs } from 'node:util'
import { longestMs, type Silence, soak } from '../src/cli/stack/fault-soak.test-kit.js'

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
const at = (p: number) => report.silences[Math.floor((report.silences.length - 1) * p)]?.ms
const told = ({ ms, call, fault, failures, fallbacks }: Silence) =>
  `    ${ms} ms  call ${call}, ${fault}; told ${failures.join(', ') || 'nothing'}; did ${fallbacks.join(', ') || 'nothing'}`
const listed = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, n]) => `    ${name.padEnd(34)} ${String(n).padStart(5)}`)
const lines = [
  `${report.held} calls in ${((performance.now() - began) / 1000).toFixed(0)} s, seed ${values.seed}`,
  `  with something wrong   ${report.faulty}`,
  `  caller hung up early   ${report.hungUp}`,
  `  heard no answer        ${report.mute.length} ${report.mute[0] ?? ''}`,
  `  crashed                ${report.crashed.length} ${report.crashed[0] ?? ''}`,
  `  end of turn to sound   median ${at(0.5)} ms  p95 ${at(0.95)} ms  most ${at(1)} ms`,
  `  longer than ${longestMs} ms    ${report.tooLong.length}`,
  ...['  the longest silences', ...report.silences.slice(-5).toReversed().map(told)],
  `  this process stood still for ${report.stallMs} ms at the most`,
  `  broken wire rules      ${report.violations.length} ${report.violations[0] ?? ''}`,
  `  left behind            ${JSON.stringify(report.left)}`,
  `  heap, after the first tenth of the calls  ${(report.heapGrowth / 1024).toFixed(0)} KiB more`,
  ...['  failures the engine was told of', ...listed(report.failures)],
  ...['  what was done', ...listed(report.fallbacks)],
]
console.log(lines.join('\n'))
const wrong = [
  report.mute,
  report.crashed,
  report.tooLong,
  report.violations,
  Object.keys(report.left),
]
process.exitCode = wrong.every((each) => each.length === 0) ? 0 : 1
