/**
 * Connections of a call's providers, before and after it. A server warms them when the call is announced, the call itself when it begins.
 */
import type { Connected, Providers } from '../providers/provider.js'

/** Connects whatever connects ahead of time. Doing it twice is doing it once. */
export function warm(providers: Providers): void {
  for (const provider of connected(providers)) provider.warm?.()
}

/** Closes whatever is open. Also for a call that never came. */
export function close(providers: Providers): void {
  for (const provider of connected(providers)) provider.close?.()
}

const connected = ({ stt, llm, tts, backupTts }: Providers): ReadonlySet<Connected> =>
  new Set<Connected>([stt, llm, tts, backupTts])
