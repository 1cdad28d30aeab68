/**
 * What the record of a call costs the event loop: 50 calls at once each write a record every so often, as they do while they speak. Printed:
 * how long one record takes (it is on the disk when it returns), and how late the loop was. `npx tsx bench/audit.ts [directory]`
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openAuditFile } from '../src/cli/audit/audit-file.js'

const calls = 50
const everyMs = 1500
const seconds = 20

const directory = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'audit-bench-'))
const took: number[] = []
const loop = monitorEventLoopDelay({ resolution: 1 })
const files = Array.from({ length: calls }, (_, i) => openAuditFile(directory, `CA${i}`))
const text = 'x'.repeat(300)
loop.enable()
const timers = files.map((file, i) => {
  const write = () => {
    const begun = performance.now()
    file.write({ kind: 'sentence', at: Math.round(begun), text })
    took.push(performance.now() - begun)
  }
  const begin = setTimeout(
    () => {
      write()
      timers.push(setInterval(write, everyMs))
    },
    (i * everyMs) / calls,
  )
  return begin
})

setTimeout(() => {
  for (const timer of timers) clearTimeout(timer)
  loop.disable()
  for (const file of files) file.close()
  rmSync(directory, { recursive: true })
  took.sort((a, b) => a - b)
  const at = (part: number) => (took[Math.floor(took.length * part)] ?? 0).toFixed(2)
  const late = (part: number) => (loop.percentile(part) / 1e6).toFixed(2)
  const lines = [
    `${took.length} records of ${calls} calls in ${seconds} s`,
    `a record       p50 ${at(0.5)} ms  p95 ${at(0.95)} ms  p99 ${at(0.99)} ms`,
    `the loop late  p50 ${late(50)} ms  p95 ${late(95)} ms  p99 ${late(99)} ms (1 ms of it is the timer)`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}, seconds * 1000)
