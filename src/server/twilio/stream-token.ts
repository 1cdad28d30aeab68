/**
 * A statement that lets one stream in: "this call was announced to us by a signed webhook a moment ago".
 *
 * It travels in the TwiML and comes back with the stream's `start`. It is signed with a secret that all our machines share, so webhook and
 * stream may reach different ones; it names the call and the number called, it ends after a minute, and it is good once.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** What the webhook said about the call. */
export interface StreamClaim {
  readonly callSid: string
  readonly from: string
  readonly to: string
  readonly direction: string
}

export type TokenRefusal = 'malformed' | 'forged' | 'expired' | 'used' | 'other-call'

export type TokenVerdict =
  | { readonly ok: true; readonly claim: StreamClaim }
  | { readonly ok: false; readonly why: TokenRefusal }

export interface StreamTokens {
  issue(claim: StreamClaim): string
  /** Uses the token up when it is good. `callSid` is what the stream says it is. */
  redeem(token: string, callSid: string): TokenVerdict
}

/** A stream comes within seconds of its webhook. */
const lifeMs = 60_000

/** A stream parameter with its name must stay below 500 characters (Twilio's `<Parameter>`). */
const maxField = 64

interface Statement extends StreamClaim {
  readonly expires: number
  readonly nonce: string
}

/** @param now wall-clock time, ms since the epoch: machines must agree on it */
export function streamTokens(secret: string, now: () => number = Date.now): StreamTokens {
  const used = usedNonces(now)
  return {
    issue({ callSid, from, to, direction }) {
      const nonce = randomBytes(12).toString('base64url')
      const short = [callSid, from, to, direction].map((field) => field.slice(0, maxField))
      const body = Buffer.from(JSON.stringify([...short, now() + lifeMs, nonce])).toString(
        'base64url',
      )
      return `${body}.${sign(secret, body)}`
    },
    redeem(token, callSid) {
      const [body, signature, ...rest] = token.split('.')
      if (!body || !signature || rest.length > 0) return refused('malformed')
      if (!isSame(signature, sign(secret, body))) return refused('forged')
      const statement = read(body)
      if (statement === undefined) return refused('malformed')
      const { expires, nonce, ...claim } = statement
      if (expires <= now()) return refused('expired')
      if (!isSame(claim.callSid, callSid)) return refused('other-call')
      if (!used.take(nonce, expires)) return refused('used')
      return { ok: true, claim }
    },
  }
}

const refused = (why: TokenRefusal): TokenVerdict => ({ ok: false, why })

function sign(secret: string, body: string): string {
  return createHmac('sha256', secret).update(`media-stream.${body}`).digest('base64url')
}

/** Takes the same time wherever the two differ. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Only what we signed gets here, so this fails on a statement of another version and nothing else. */
function read(body: string): Statement | undefined {
  try {
    const fields: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))
    if (!Array.isArray(fields) || fields.length !== 6) return undefined
    const [callSid, from, to, direction, expires, nonce] = fields
    if (typeof expires !== 'number') return undefined
    if (![callSid, from, to, direction, nonce].every((field) => typeof field === 'string')) {
      return undefined
    }
    return { callSid, from, to, direction, expires, nonce }
  } catch {
    return undefined
  }
}

/** Remembers nonces until their statements have expired anyway. */
function usedNonces(now: () => number) {
  const expiries = new Map<string, number>()
  return {
    take(nonce: string, expires: number): boolean {
      // In order of insertion and all alive equally long: the old ones are in front.
      for (const [old, until] of expiries) {
        if (until > now()) break
        expiries.delete(old)
      }
      if (expiries.has(nonce)) return false
      expiries.set(nonce, expires)
      return true
    },
  }
}
