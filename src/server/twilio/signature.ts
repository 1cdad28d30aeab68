/**
 * Is this request from Twilio? The official check, without its traps.
 *
 * Twilio signs the URL it was given, so the URL is built from the configured public address and never from the request's own Host, which
 * a proxy changes and an attacker chooses. The upgrade of a media stream is signed with its `wss:` URL and no parameters, sometimes with
 * a slash at the end. The official check throws on what it cannot parse, and tries the wrong default port for `wss:`.
 */
import twilio from 'twilio'

/** A form as it was posted; a name that came several times has several values. */
export type Form = Readonly<Record<string, string | readonly string[]>>

export interface SignedRequest {
  /** The `X-Twilio-Signature` header. */
  readonly signature: string | undefined
  /** Path and query as they stand in the request line, untouched. */
  readonly target: string
}

export interface Signing {
  readonly authToken: string
  /** The public address, e.g. `https://voice.example.com:8443`. */
  readonly publicUrl: string
}

/** Checks a webhook: the `https:` URL and all parameters of its form. */
export function isSignedWebhook(request: SignedRequest, form: Form, signing: Signing): boolean {
  const url = `${withoutSlash(signing.publicUrl)}${request.target}`
  return isValid(request, [url, otherSlash(url)], form, signing)
}

/** Checks the upgrade of a media stream: the `wss:` URL, no parameters, no query. */
export function isSignedUpgrade(request: SignedRequest, signing: Signing): boolean {
  if (request.target.includes('?')) return false
  const url = webSocketUrl(signing.publicUrl, request.target)
  const urls = [url, withDefaultPort(url)].flatMap((each) => [each, otherSlash(each)])
  return isValid(request, urls, {}, signing)
}

/** A path below the public address, for a WebSocket. */
export function webSocketUrl(publicUrl: string, path: string): string {
  return `${withoutSlash(publicUrl).replace(/^http/, 'ws')}${path}`
}

/** A path below the public address. */
export function webUrl(publicUrl: string, path: string): string {
  return `${withoutSlash(publicUrl)}${path}`
}

function isValid(
  { signature }: SignedRequest,
  urls: readonly string[],
  form: Form,
  { authToken }: Signing,
): boolean {
  if (signature === undefined || signature === '') return false
  return urls.some((url) => {
    try {
      return twilio.validateRequest(authToken, signature, url, { ...form })
    } catch {
      return false
    }
  })
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}

/** The same path with a slash at its end if it has none, without if it has one. */
function otherSlash(url: string): string {
  const [path = '', query] = url.split('?', 2)
  const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`
  return query === undefined ? other : `${other}?${query}`
}

function withDefaultPort(url: string): string {
  return url.replace(/^(wss:\/\/[^/:]+)(?=\/)/, '$1:443')
}
