/**
 * The official REST client, with an address that can be changed for tests and proxies.
 */
import twilio from 'twilio'
import type RequestClient from 'twilio/lib/base/RequestClient.js'

/** Who we are to Twilio. */
export interface TwilioAccount {
  readonly accountSid: string
  /** The account SID with the auth token, or an API key's SID with its secret. */
  readonly username: string
  readonly password: string
  /** Instead of `https://api.twilio.com`, e.g. `http://127.0.0.1:4010`. */
  readonly baseUrl?: string
}

/** A request to Twilio takes well below a second; a hung one must not hold up the end of a call. */
const timeoutMs = 10_000

export function restClient(account: TwilioAccount): twilio.Twilio {
  const { accountSid, username, password, baseUrl } = account
  const httpClient = baseUrl === undefined ? undefined : new ElsewhereClient(baseUrl)
  return twilio(username, password, {
    accountSid,
    timeout: timeoutMs,
    ...(httpClient && { httpClient }),
  })
}

/** Sends to another origin what was meant for Twilio's; a path in the base URL comes before Twilio's. */
class ElsewhereClient extends twilio.RequestClient {
  readonly #baseUrl: string

  constructor(baseUrl: string) {
    super({ timeout: timeoutMs })
    this.#baseUrl = baseUrl.replace(/\/+$/, '')
  }

  override request<Data>(options: RequestClient.RequestOptions<Data>) {
    const { pathname, search } = new URL(options.uri)
    return super.request<Data>({ ...options, uri: `${this.#baseUrl}${pathname}${search}` })
  }
}
