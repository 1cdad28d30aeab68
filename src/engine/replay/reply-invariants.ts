/**
 * Who may speak: one reply at a time, in one epoch, and nobody who was stopped.
 */
import type { Command } from '../call/command.js'
import type { ReplyId } from '../call/event.js'
import type { Rule } from './invariants.js'

export function noOldEpoch(): Rule {
  let latest = -1
  let cleared = -1
  return ({ commands }) => {
    let seen: string | undefined
    for (const command of commands) {
      if (command.type === 'clear') cleared = latest
      if (command.type !== 'play') continue
      const { epoch, endMs } = command.mark
      if (epoch <= cleared) seen ??= `play of epoch ${epoch} to ${endMs} ms after it was cleared`
      latest = Math.max(latest, epoch)
    }
    return seen
  }
}

export function nothingAfterCancel(): Rule {
  const cancelled = new Set<ReplyId>()
  return ({ commands }) => {
    let seen: string | undefined
    for (const command of commands) {
      if (command.type === 'cancel') cancelled.add(command.reply)
      else if (works(command) && cancelled.has(command.reply))
        seen ??= `${command.type} for reply ${command.reply} after it was cancelled`
    }
    return seen
  }
}

export function oneReply(): Rule {
  let latest: ReplyId | undefined
  return ({ commands }) => {
    let seen: string | undefined
    for (const command of commands) {
      if (command.type === 'note' && command.note.kind === 'reply.started')
        latest = command.note.reply
      if (works(command) && command.reply !== latest && !isAhead(command, commands))
        seen ??= `${command.type} for reply ${command.reply} while reply ${latest} is the one under way`
    }
    return seen
  }
}

/** A request made before its turn was over belongs to the next reply. It is no sound: that needs the reply. */
function isAhead(command: Working, commands: readonly Command[]): boolean {
  return (
    command.type === 'generate' &&
    commands.some(
      (other) =>
        other.type === 'note' &&
        other.note.kind === 'speculation' &&
        other.note.did === 'started' &&
        other.note.request === command.request,
    )
  )
}

type Working = Extract<Command, { readonly type: 'generate' | 'synthesize' | 'play' }>

/** Does something that the caller may hear. */
function works(command: Command): command is Working {
  return command.type === 'generate' || command.type === 'synthesize' || command.type === 'play'
}
