/** The clocks a time to call back may be read from: those of the account, and of the number. */
import { zonesOfNumber } from '../../../compliance/area-codes/area-code-zones.js'
import type { CollectionsState } from '../state.js'

const named: Readonly<Record<string, string>> = {
  ...{ eastern: 'America/New_York', central: 'America/Chicago' },
  ...{ mountain: 'America/Denver', pacific: 'America/Los_Angeles' },
}

/** The zone a caller names: "at three Eastern", "three o'clock Pacific time". */
export function zoneIn(text: string): string | undefined {
  const found =
    /\b(eastern|central|mountain|pacific)(?: (?:standard |daylight )?time)?\s*(?:$|[.,?!]|please\b|on\b|tomorrow\b)/i.exec(
      text,
    )
  return named[(found?.[1] ?? '').toLowerCase()]
}

/** Zones besides the account's; none where the consumer said where they are. */
export function otherZones({
  zone,
  zoneStated,
  account,
  phone,
}: CollectionsState): readonly string[] {
  const own = account?.zone ?? zone
  if (zoneStated || own === undefined) return []
  const all = [...(zone === undefined ? [] : [zone]), ...zonesOfNumber(phone)]
  return [...new Set(all)].filter((other) => other !== own)
}

/** What the account's clocks are called, where the consumer may be reading others. */
export function clockName(state: CollectionsState): string {
  if (otherZones(state).length === 0) return ''
  const zone = state.account?.zone ?? state.zone
  const found = Object.entries(named).find(([, value]) => value === zone)
  return found === undefined ? ' on the clocks of your address' : ` ${capital(found[0])} time`
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
