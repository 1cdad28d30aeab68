/** How a fixed line is written down, and how numbers are put into one. */
import { showCents } from '../../../compliance/slots.js'
import type { CollectionsOptions } from '../options.js'
import type { CollectionsState } from '../state.js'

export interface Words {
  readonly version: number
  readonly text: (state: CollectionsState, options: CollectionsOptions) => string
}

export const fixed = (text: string): Words => ({ version: 1, text: () => text })

export const money = (cents: number | undefined): string =>
  cents === undefined ? '' : showCents(cents)

/** Digits apart, as a phone number is read out. */
export const spell = (number: string): string =>
  number.replace(/\D/g, '').slice(-10).split('').join(' ')
