/**
 * `npm run bench [-- --json] [-- --passes N]`: what calls cost on this machine. It measures and judges nothing: tests say what is right.
 *
 * Every row is sampled once or more in each of several passes over all rows; min, median and max are of all its samples. The row of
 * fixed arithmetic shows what the machine's noise alone does to a number. Times are CPU time of all threads, which a busy machine
 * bends less than the time on the wall. What is measured is the compiled code in `dist`, as users run it.
 *
 *   replay ... times real    seconds of call one CPU second simulates; nothing is read, judged or printed in it
 *   replay ... known scores  the same without voice activity detection: its scores were kept from a run before
 *   step                     the pure core, an event of the ten-minute call
 *   voice activity           one detector window; the plain version is what the fast one is tested against
 *   memory per call          what each further call in progress adds, in the middle of ten minutes
 *   node, --help, replay     whole processes from start to end, through `bin/`
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { findFixtures, readFixture } from './built.js'
import { calibration } from './calibration.js'
import { detectorRows } from './detector.js'
import { memoryRow } from './memory.js'
import { replayRows } from './replay-speed.js'
import { measure } from './row.js'
import { startUpRows } from './start-up.js'
import { stepRow } from './step-cost.js'
import { toJson, toTable } from './table.js'

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, passes: { type: 'string', default: '5' } },
})
const passes = Number(values.passes)
if (!Number.isInteger(passes) || passes < 1) throw new Error('--passes needs a number from 1')

const cwd = fileURLToPath(new URL('..', import.meta.url))
const all = findFixtures([], { home: 'fixtures', cwd }).map(({ path }) => {
  const { value, problems } = readFixture(path)
  if (value === undefined) throw new Error(`${path} cannot be read: ${problems[0]?.message}`)
  return value
})
const longCall = all.find(({ manifest }) => manifest.id === 'ten-minute-call')
if (longCall === undefined) throw new Error('fixtures/ten-minute-call.call is missing')

const rows = [
  calibration,
  ...replayRows(longCall, all),
  await stepRow(longCall),
  ...detectorRows(longCall.callerAudio),
  await memoryRow(longCall),
  ...startUpRows,
]
const live = process.stderr.isTTY
const measured = await measure(rows, passes, (text) => {
  if (live) process.stderr.write(`\r\x1b[K${text}`)
})
if (live) process.stderr.write('\r\x1b[K')
console.log(values.json ? toJson(measured, passes) : toTable(measured))
