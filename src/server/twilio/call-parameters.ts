/**
 * What is told of a call besides its numbers: the query of its webhook's address, and how it came back from a transfer. It travels as
 * parameters of the stream, because webhook and stream may reach different machines.
 */
type Parameters = Readonly<Record<string, string>>

/** How the transfer ended that the call comes back from: `busy`, `no-answer`, `failed` or `canceled`. */
const returnedParameter = 'returned'
/** How often it was put through and came back. */
export const transfersParameter = 'transfers'
export const tokenParameter = 'token'

const reserved: ReadonlySet<string> = new Set([
  ...[returnedParameter, transfersParameter, tokenParameter],
])

/** Limits of ours; Twilio takes names and values of less than 500 characters together. */
const maxParameters = 10
const namePattern = /^[A-Za-z]\w{0,31}$/
const maxValue = 200

/** @param target path and query as they were asked for */
export function queryParameters(target: string): Parameters {
  const [, query = ''] = target.split('?', 2)
  const wanted = [...new URLSearchParams(query)].filter(
    ([name, value]) => namePattern.test(name) && !reserved.has(name) && value.length <= maxValue,
  )
  return Object.fromEntries(wanted.slice(0, maxParameters))
}

export function returnParameters(dialStatus: string, transfers: number): Parameters {
  return { [returnedParameter]: dialStatus, [transfersParameter]: String(transfers) }
}

/** What the engine is told: all but our token. */
export function withoutToken({ [tokenParameter]: _, ...parameters }: Parameters): Parameters {
  return parameters
}
