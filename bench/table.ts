import { availableParallelism, loadavg } from 'node:os'
import type { Measured } from './row.js'

/** For people, 80 columns at the most. */
export function toTable(measured: readonly Measured[]): string {
  const { node, cores, load } = machine()
  const head = `node ${node}, ${cores} cores, load ${load.toFixed(1)}`
  const lines = measured.map(({ row, samples }) => {
    const numbers = Object.values(spread(samples)).map((n) => n.toFixed(row.decimals))
    return line([row.name, ...numbers, row.aim])
  })
  return [head, '', line(['', 'min', 'median', 'max', 'aim']), ...lines].join('\n')
}

/** For programs: numbers, and what they are numbers of. */
export function toJson(measured: readonly Measured[], passes: number): string {
  const rows = measured.map(({ row, samples }) => {
    const numbers = Object.entries(spread(samples)).map(
      ([name, n]) => [name, Number(n.toFixed(row.decimals + 1))] as const,
    )
    return { name: row.name, ...Object.fromEntries(numbers), samples: samples.length, aim: row.aim }
  })
  return JSON.stringify({ ...machine(), passes, rows }, null, 2)
}

function machine() {
  return { node: process.versions.node, cores: availableParallelism(), load: loadavg()[0] ?? 0 }
}

function spread(sorted: readonly number[]) {
  return {
    min: sorted[0] ?? Number.NaN,
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
  }
}

function line([name = '', min = '', median = '', max = '', aim = '']: readonly string[]): string {
  const columns = [name.padEnd(38), min.padStart(8), median.padStart(8), max.padStart(8)]
  return `${columns.join(' ')}   ${aim}`.trimEnd()
}
