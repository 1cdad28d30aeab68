import type { NoteExpectation } from '../../fixture/expect.js'
import { normaliseText } from '../../fixture/normalise-text.js'
import type { TimedNote } from '../call-facts.js'
import { type Check, clockTime, judged } from './check.js'
import type { SectionCheck } from './evidence.js'

/** `notes`: decisions that must be in the log, each item a note of its own, and decisions that must not. */
export const noteChecks: SectionCheck = ({ expectations, facts }) => {
  const left = [...facts.notes]
  const present = (expectations.notes?.present ?? []).map((wanted): Check => {
    const index = left.findIndex((note) => matches(note, wanted))
    const [found] = index < 0 ? [] : left.splice(index, 1)
    return found === undefined
      ? judged(subject('note', wanted), false, {
          wanted: show(wanted),
          got: nearest(facts.notes, wanted),
        })
      : judged(subject('note', wanted), true, foundAs(found, show(wanted)))
  })
  const absent = (expectations.notes?.absent ?? []).map((wanted): Check => {
    const found = facts.notes.find((note) => matches(note, wanted))
    return found === undefined
      ? judged(subject('no note', wanted), true, { wanted: `no ${show(wanted)}`, got: 'none' })
      : judged(subject('no note', wanted), false, foundAs(found, `no ${show(wanted)}`))
  })
  return [...present, ...absent]
}

const subject = (word: string, { kind, line }: NoteExpectation) => ({
  name: `${word} ${kind}`,
  line,
})

function foundAs(note: TimedNote, wanted: string) {
  return { wanted, got: `${note.kind} at ${clockTime(note.at)}`, at: note.at }
}

function matches(note: TimedNote, wanted: NoteExpectation): boolean {
  const fields: Readonly<Record<string, unknown>> = { ...note }
  return fieldsOf(wanted).every(([key, value]) =>
    key === 'text' ? sameText(fields[key], value) : Object.is(fields[key], value),
  )
}

/** Texts are compared as they sound. */
function sameText(got: unknown, wanted: unknown): boolean {
  return typeof got === 'string' && normaliseText(got) === normaliseText(String(wanted))
}

function fieldsOf(wanted: NoteExpectation): readonly (readonly [string, unknown])[] {
  return Object.entries(wanted).filter(([key, value]) => key !== 'line' && value !== undefined)
}

function show(wanted: NoteExpectation): string {
  const fields = fieldsOf(wanted).filter(([key]) => key !== 'kind')
  return [wanted.kind, ...fields.map(([key, value]) => `${key}=${String(value)}`)].join(' ')
}

function nearest(notes: readonly TimedNote[], wanted: NoteExpectation): string {
  const kin = notes.filter(({ kind }) => kind === wanted.kind)
  if (kin.length === 0) return `no ${wanted.kind} in the log`
  const keys = fieldsOf(wanted).map(([key]) => key)
  const shown = kin.slice(0, 4).map((note) => {
    const fields: Readonly<Record<string, unknown>> = { ...note }
    const some = keys.filter((key) => key !== 'kind').map((key) => `${key}=${String(fields[key])}`)
    return [...some, `at ${clockTime(note.at)}`].join(' ')
  })
  return `${kin.length} of the kind: ${shown.join('; ')}`
}
