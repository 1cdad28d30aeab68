import type { AudioCounters } from './devices.js'

/** What a person should know of the sound of a call that is over; undefined after a good one. */
export function soundLosses(counters: AudioCounters): string | undefined {
  const { droppedMs, underruns, stalls, reopened } = counters
  const parts = [
    underruns > 0 && `the speaker ran dry ${times(underruns)}`,
    stalls > 0 && `the microphone stood still ${times(stalls)}`,
    droppedMs > 0 && `${(droppedMs / 1000).toFixed(2)} s of it came too late and was dropped`,
    reopened > 0 && `the devices were opened anew ${times(reopened)}`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? undefined : `sound: ${parts.join('; ')}`
}

const times = (n: number) => (n === 1 ? 'once' : `${n} times`)
