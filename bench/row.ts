/** One line of the table: a number that is measured again and again. */
export interface Row {
  /** What is measured, and in what unit. */
  readonly name: string
  /** What it should be. */
  readonly aim: string
  readonly decimals: number
  /** Samples taken in one pass, 1 if not said: more for what is small against its noise. */
  readonly perPass?: number
  /** Measured in a process of its own: warming up this one would not help. */
  readonly ownProcess?: boolean
  sample(): number | Promise<number>
}

/** A row with its samples, from small to large. */
export interface Measured {
  readonly row: Row
  readonly samples: readonly number[]
}

/**
 * Samples all rows in every pass, so that a slow minute of the machine falls on all of them. One sample of each before that does not
 * count: it warms up what is compiled while it runs.
 */
export async function measure(
  rows: readonly Row[],
  passes: number,
  progress: (text: string) => void,
): Promise<readonly Measured[]> {
  for (const row of rows) {
    progress(`warming up: ${row.name}`)
    if (row.ownProcess !== true) await row.sample()
  }
  const measured = rows.map((row) => ({ row, samples: [] as number[] }))
  for (let pass = 1; pass <= passes; pass++) {
    for (const { row, samples } of measured) {
      progress(`pass ${pass} of ${passes}: ${row.name}`)
      for (let n = 0; n < (row.perPass ?? 1); n++) samples.push(await row.sample())
    }
  }
  for (const { samples } of measured) samples.sort((a, b) => a - b)
  return measured
}

/** CPU time the process needs for the work, all its threads together, ms. */
export async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
