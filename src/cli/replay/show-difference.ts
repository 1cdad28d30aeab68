/** Shown of each line at the most. */
const width = 70

/**
 * Two long lines from shortly before the place where they differ: `-` is the first, `+` the second.
 *
 * @param before undefined: there is no such line
 */
export function showDifference(
  before: string | undefined,
  now: string | undefined,
): readonly string[] {
  const longest = Math.max(before?.length ?? 0, now?.length ?? 0)
  let same = 0
  while (same < longest && before?.[same] === now?.[same]) same++
  const from = Math.max(0, Math.min(same - 24, longest - width))
  const cut = (line: string | undefined) => {
    if (line === undefined) return 'nothing'
    const shown = line.slice(from, from + width)
    return `${from > 0 ? '...' : ''}${shown}${line.length > from + width ? '...' : ''}`
  }
  return [`- ${cut(before)}`, `+ ${cut(now)}`]
}
