/**
 * The smallest value that at least `share` of all values do not exceed (nearest rank). It is always one of the values, so a time
 * that is printed is a time that was measured.
 *
 * @param share 0 to 1
 */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}
