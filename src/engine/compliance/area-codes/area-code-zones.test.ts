import { describe, expect, it } from 'vitest'
import { localTime } from '../wall-time.js'
import { areaCodeOf, zonesOfNumber } from './area-code-zones.js'
import { generatedZones } from './generated-zones.js'

const zonesOf = (code: string) => zonesOfNumber(`+1${code}5550101`).map(short)
const short = (zone: string) => zone.replace('America/', '')

describe('the zones of an area code', () => {
  it.each([
    ...['212 New_York', '917 New_York', '305 New_York', '404 New_York', '313 New_York'],
    ...['312 Chicago', '713 Chicago', '615 Chicago', '205 Chicago', '432 Chicago'],
    ...['303 Denver', '801 Denver', '505 Denver', '406 Denver', '915 Denver'],
    ...['213 Los_Angeles', '206 Los_Angeles', '702 Los_Angeles', '503 Los_Angeles'],
    ...['602 Phoenix', '520 Phoenix', '808 Pacific/Honolulu', '787 Puerto_Rico'],
    ...['340 St_Thomas', '671 Pacific/Guam', '684 Pacific/Pago_Pago', '670 Pacific/Saipan'],
    // The youngest, from the codes whose area they share.
    ...['679 New_York', '861 Chicago', '621 Chicago', '837 Los_Angeles', '465 New_York'],
    ...['728 New_York', '748 Denver', '975 Chicago', '369 Los_Angeles', '557 Chicago'],
  ])('is one for %s', (line) => {
    const [code = '', zone] = line.split(' ')
    expect(zonesOf(code)).toEqual([zone])
  })

  it.each([
    ['850', 'Chicago New_York'],
    ['448', 'Chicago New_York'],
    ['812', 'Chicago New_York'],
    ['930', 'Chicago New_York'],
    ['219', 'Chicago New_York'],
    ['574', 'Chicago New_York'],
    ['270', 'Chicago New_York'],
    ['364', 'Chicago New_York'],
    ['423', 'Chicago New_York'],
    ['906', 'Chicago New_York'],
    ['208', 'Boise Denver Los_Angeles'],
    ['986', 'Boise Denver Los_Angeles'],
    ['775', 'Boise Denver Los_Angeles'],
    ['541', 'Denver Los_Angeles'],
    ['458', 'Denver Los_Angeles'],
    ['928', 'Denver Phoenix'],
    ['308', 'Chicago Denver'],
    ['620', 'Chicago Denver'],
    ['785', 'Chicago Denver'],
    ['605', 'Chicago Denver North_Dakota/Center'],
    ['701', 'Chicago Denver North_Dakota/Center'],
    ['907', 'Adak Anchorage Juneau Pacific/Honolulu'],
  ])('are several for %s, which spans %s', (code, zones) => {
    expect(zonesOf(code)).toEqual(zones.split(' '))
  })

  it.each(['800', '888', '877', '866', '855', '844', '833', '900', '700', '710', '500'])(
    'are none for %s, which is of no place',
    (code) => expect(zonesOf(code)).toEqual([]),
  )

  it.each(['416', '514', '604', '709', '867', '876', '809', '242', '441', '868'])(
    'are none for %s, which is of another country',
    (code) => expect(zonesOf(code)).toEqual([]),
  )

  it('are zones whose clocks are known, and no code is listed twice', () => {
    const codes = generatedZones.flatMap(([, all]) => all.split(' '))
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.filter((code) => !/^[2-9]\d{2}$/.test(code))).toEqual([])
    const zones = generatedZones.flatMap(([all]) => all.split(' '))
    expect(zones.filter((zone) => localTime(0, zone) === undefined)).toEqual([])
  })
})

describe('the area code of a number', () => {
  it.each(['+12175550101', '12175550101', '2175550101', '(217) 555-0101', '+1 217.555.0101'])(
    'is found in %s',
    (number) => expect(areaCodeOf(number)).toBe('217'),
  )

  it.each([
    '+15550100',
    '+442071234567',
    '+2175550101',
    '217555010',
    'sip:anna',
    '',
    '+11175550101',
  ])('is not found in %j', (number) => expect(areaCodeOf(number)).toBeUndefined())
})
