/** Whether it is an hour at which the consumer may be called, wherever they may be. */
import { zonesOfNumber } from '../../../compliance/area-codes/area-code-zones.js'
import { localTime } from '../../../compliance/wall-time.js'
import type { Draft } from '../draft.js'
import type { CollectionsState } from '../state.js'

/** A zone the consumer stated overrides everything else. Without the dialler's word nobody knows, whatever the number says. */
function zonesOf({ zone, zoneStated, phone, account }: CollectionsState): readonly string[] {
  if (zone === undefined || zoneStated) return [zone ?? '']
  const ofAccount = account === undefined ? [] : [account.zone]
  return [zone, ...ofAccount, ...zonesOfNumber(phone)]
}

/** For calls we place. What is not known counts as outside, and so does one zone of several. */
export function isOutsideHours({ state, at }: Draft): boolean {
  const { startedAt, settings, callbackUntil } = state
  const moment = (startedAt ?? Number.NaN) + at
  const locals = zonesOf(state).map((zone) => localTime(moment, zone))
  if (locals.includes(undefined)) return true
  const consented = settings.outside_hours_callback === 'allow_consented'
  if (consented && callbackUntil !== undefined && moment < callbackUntil) return false
  const [from, to] = [String(settings.call_from), String(settings.hang_up_by)]
  return locals.some((local) => local === undefined || local.time <= from || local.time >= to)
}
