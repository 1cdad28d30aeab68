/** Where a phone number of the USA may be, by its area code alone. Phones move with their owners: this adds places, it rules out none. */
import { generatedZones } from './generated-zones.js'

const zonesOf: ReadonlyMap<string, readonly string[]> = new Map(
  generatedZones.flatMap(([zones, codes]) =>
    codes.split(' ').map((code) => [code, zones.split(' ')] as const),
  ),
)

/** A country code of 1, area code, exchange, line; however they are set apart. */
const americanNumber = /^(?:\+?1)?([2-9]\d{2})[2-9]\d{6}$/

/**
 * The area code of a number: three digits. `undefined` for what is no number of the North American plan.
 *
 * @param number `+12175550101`, `(217) 555-0101`
 */
export function areaCodeOf(number: string): string | undefined {
  return americanNumber.exec(number.replace(/[\s().-]/g, ''))?.[1]
}

/**
 * All IANA zones its area code spans. None: it is no number of the USA, or of no place (toll-free), or its code is newer than the table,
 * and then nobody knows.
 */
export function zonesOfNumber(number: string): readonly string[] {
  return zonesOf.get(areaCodeOf(number) ?? '') ?? []
}
