/**
 * A token bucket for every address that sends what is not signed. What is signed never comes here: behind a tunnel all share one address.
 */
export interface RateLimit {
  /** Takes a token of this address; false when it has none left. */
  take(address: string): boolean
}

export interface Rate {
  readonly burst: number
  readonly perSecond: number
}

interface Bucket {
  tokens: number
  at: number
}

/** Addresses remembered; the one that was quiet the longest is forgotten, and starts full when it comes back. */
const maxAddresses = 4096

/** @param now monotonic time, ms */
export function rateLimit(
  { burst, perSecond }: Rate,
  now: () => number = () => performance.now(),
): RateLimit {
  const buckets = new Map<string, Bucket>()
  return {
    take(address) {
      const at = now()
      const before = buckets.get(address) ?? { tokens: burst, at }
      const tokens = Math.min(burst, before.tokens + ((at - before.at) * perSecond) / 1000)
      const allowed = tokens >= 1
      buckets.delete(address)
      buckets.set(address, { tokens: allowed ? tokens - 1 : tokens, at })
      const [oldest] = buckets.keys()
      if (buckets.size > maxAddresses && oldest !== undefined) buckets.delete(oldest)
      return allowed
    },
  }
}
