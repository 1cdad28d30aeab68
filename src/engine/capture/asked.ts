/**
 * What was asked for in a call, and what failed.
 */
import type { Millis } from '../audio/frame.js'
import type { CallEvent, FailureCode, Part } from '../call/event.js'
import type { Entry } from '../report/entry.js'

export type Asked<Type extends string> = {
  readonly at: Millis
  readonly command: Extract<Entry['commands'][number], { readonly type: Type }>
}

/** Every command of a type, with its time. */
export function asked<Type extends Entry['commands'][number]['type']>(
  entries: readonly Entry[],
  type: Type,
): readonly Asked<Type>[] {
  return entries.flatMap(({ event, commands }) =>
    commands
      .filter((command): command is Asked<Type>['command'] => command.type === type)
      .map((command) => ({ at: event.at, command })),
  )
}

type Failed = Extract<CallEvent, { readonly type: 'provider.failed' }>

/** The first failure of a part that is about this. */
export function failureOf(
  entries: readonly Entry[],
  part: Part,
  about: (event: Failed) => boolean,
): { readonly at: Millis; readonly code: FailureCode } | undefined {
  for (const { event } of entries)
    if (event.type === 'provider.failed' && event.part === part && about(event)) return event
  return undefined
}
