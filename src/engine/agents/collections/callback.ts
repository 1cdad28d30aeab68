/** A better time: asked for once, held to the hours in which calls may be placed, and said back. */
import { detectors } from '../../compliance/detectors.js'
import {
  type Appointment,
  localNow,
  nearestAllowed,
  nextSuch,
  type Wish,
  wishIn,
} from './callback-time.js'
import { audit, type Draft, finish, put, say, task, taskBy } from './draft.js'
import { yesOrNo } from './payment.js'
import { type Answer, type Said, wordsOf } from './said.js'

/** The caller wants another time, and may have said which. */
export function beginCallback(d: Draft, said: Said): Draft {
  const stopped = put(d, { stage: 'callback', lines: [] })
  const wish = wishOf(d, said)
  if (wish?.time !== undefined) return decide(stopped, said, wish)
  if (wish?.date === undefined) return say(stopped, 'callback')
  return say(put(stopped, { callback: { wishedDay: wish.date } }), 'callback_hour')
}

export const callback: Answer = (d, said) => {
  const { offered, wishedDay } = d.state.callback
  if (offered !== undefined) {
    const answer = yesOrNo(said.text, said.digits)
    const other = wishOf(d, said)
    if (answer === 'yes' && other?.time === undefined) return agreed(d, said, offered)
    if (other?.time === undefined) return unclear(d, said)
    return decide(d, said, { date: offered.date, ...other })
  }
  const wish = wishOf(d, said)
  if (wish === undefined || (wish.date === undefined && wish.time === undefined))
    return unclear(d, said)
  if (wish.time === undefined)
    return wishedDay === undefined && wish.date !== undefined
      ? say(put(d, { callback: { wishedDay: wish.date } }), 'callback_hour')
      : unclear(d, said)
  return decide(d, said, { ...(wishedDay !== undefined && { date: wishedDay }), ...wish })
}

const zoneOf = ({ state }: Draft): string => state.account?.zone ?? state.zone ?? ''

const nowOf = (d: Draft) => localNow(d.state.startedAt, d.at, zoneOf(d))

function wishOf(d: Draft, { text }: Said): Wish | undefined {
  const now = nowOf(d)
  return now === undefined ? undefined : wishIn(text, now, detectors)
}

/** Takes the time, or offers the nearest one there may be. */
function decide(d: Draft, said: Said, wish: Wish): Draft {
  const now = nowOf(d)
  if (now === undefined || wish.time === undefined) return unclear(d, said)
  const wanted = nextSuch({ ...wish, time: wish.time }, now)
  const { call_from: from, call_to: to } = d.state.settings
  const near = nearestAllowed(wanted, now, { from: String(from), to: String(to) })
  if (near === undefined) return unclear(d, said)
  if (near.date === wanted.date && near.time === wanted.time) return agreed(d, said, near)
  const asked = d.state.callback.offered
  if (asked?.date === near.date && asked.time === near.time) return unclear(d, said)
  const noted = audit(d, 'callback.outside_hours', {
    ...wanted,
    zone: zoneOf(d),
    offered: `${near.date} ${near.time}`,
  })
  return say(put(noted, { callback: { offered: near } }), 'callback_offer')
}

/** The caller's own wish is the consent to be called then (12 CFR 1006.6(b)(4), 1006.14(b)(3)(i)). */
function agreed(d: Draft, said: Said, { date, time }: Appointment): Draft {
  const noted = audit(d, 'callback', { date, time, zone: zoneOf(d), words: wordsOf(said) })
  const due = taskBy(noted, 'call_back_when_asked', date, `${time} ${zoneOf(d)}`)
  return finish(put(due, { callback: { offered: { date, time } } }), 'callback_agreed', 'callback')
}

/** It is asked once: what was said is kept for a person. */
function unclear(d: Draft, said: Said): Draft {
  const noted = audit(d, 'callback', { words: wordsOf(said) })
  return finish(task(noted, 'call_back_when_asked', 1), 'noted', 'callback')
}
