/**
 * A call as log lines: what the engine decided, with the turn and the reply it belongs to. No line holds a word or a number of the caller.
 */
import type { Note } from '../engine/call/command.js'
import type { Observer } from '../engine/report/entry.js'
import type { ServerLog } from './server-log.js'

/** Fields of a note that say what happened and never what was said. */
const safeFields = [
  'segment',
  'by',
  'why',
  'cause',
  'evidence',
  'complete',
  'line',
  'part',
  'code',
  'did',
  'patienceMs',
  'heardMs',
  'voicedMs',
] as const

/** An observer that writes a line for every decision. `log` carries the call already. */
export function callLog(log: ServerLog): Observer {
  let turn: number | undefined
  let reply: number | undefined
  return ({ event, commands, fault }) => {
    for (const command of commands) {
      if (command.type !== 'note') continue
      const { note } = command
      if ('turn' in note && note.turn !== undefined) turn = note.turn
      if ('reply' in note && note.reply !== undefined) reply = note.reply
      log.info({ at: Math.round(event.at), turn, reply, ...safe(note) }, note.kind)
    }
    if (fault !== undefined) log.error({ at: Math.round(event.at), turn, reply, fault }, 'a bug')
  }
}

function safe(note: Note): Record<string, unknown> {
  const fields: Readonly<Record<string, unknown>> = { ...note }
  return Object.fromEntries(
    safeFields.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
  )
}
