/**
 * Twilio's REST API as far as it is used, over a real socket: basic auth, numbers listed, read and changed, calls ended and
 * redirected. Unknown fields, accounts and ids are refused as Twilio refuses them, so that a wrong request cannot pass.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RestAccount {
  readonly accountSid: string
  /** User names that may ask, with their passwords: the account's own, and API keys. */
  readonly logins: Readonly<Record<string, string>>
}

export interface RestNumber {
  readonly sid: string
  readonly phone_number: string
  voice_url: string
  voice_method: string
  voice_fallback_url: string
  voice_fallback_method: string
  status_callback: string
  status_callback_method: string
  voice_application_sid: string | null
  trunk_sid: string | null
}

/** One change of a call: `Status=completed`, or `Twiml=...`. */
export interface CallUpdate {
  readonly callSid: string
  readonly fields: Readonly<Record<string, string>>
}

export interface TwilioRest {
  readonly url: string
  readonly numbers: readonly RestNumber[]
  readonly callUpdates: readonly CallUpdate[]
  /** `METHOD path` of every request with valid credentials. */
  readonly requests: readonly string[]
  /** Calls that are there to be changed. */
  readonly liveCalls: Set<string>
  /** Answers this HTTP status to everything until it is undefined again. */
  failWith: number | undefined
  close(): Promise<void>
}

/** A number that nobody has set up; the numbers of the test kit have made-up SIDs. */
export function restNumber(phone: string, changes: Partial<RestNumber> = {}): RestNumber {
  const digits = phone.replace(/\D/g, '')
  return {
    sid: `PN${digits.padStart(32, '0')}`,
    phone_number: phone,
    ...{
      voice_url: '',
      voice_method: 'POST',
      voice_fallback_url: '',
      voice_fallback_method: 'POST',
    },
    ...{ status_callback: '', status_callback_method: 'POST' },
    ...{ voice_application_sid: null, trunk_sid: null },
    ...changes,
  }
}

export async function startTwilioRest(
  account: RestAccount,
  numbers: readonly RestNumber[] = [],
): Promise<TwilioRest> {
  const callUpdates: CallUpdate[] = []
  const requests: string[] = []
  const liveCalls = new Set<string>()
  const state = { failWith: undefined as number | undefined }
  const world: World = { account, numbers, callUpdates, requests, liveCalls, state }
  const server = createServer((request, response) => {
    void readBody(request).then((body) => answer(world, request, response, body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ...{ url: `http://127.0.0.1:${port}`, numbers, callUpdates, requests, liveCalls },
    get failWith() {
      return state.failWith
    },
    set failWith(status) {
      state.failWith = status
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface World {
  readonly account: RestAccount
  readonly numbers: readonly RestNumber[]
  readonly callUpdates: CallUpdate[]
  readonly requests: string[]
  readonly liveCalls: Set<string>
  readonly state: { failWith: number | undefined }
}

async function readBody(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'))
}

interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: URLSearchParams
}

type Answer = readonly [status: number, value: object]

function answer(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  body: URLSearchParams,
): void {
  const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://twilio')
  const asked = { method: request.method ?? '', path, query, body }
  const [status, value] = guarded(world, request.headers.authorization, asked)
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

const refusal = (status: number, code: number, message: string): Answer => [
  status,
  { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
]
const notFound = refusal(404, 20404, 'The requested resource was not found')

function guarded(world: World, authorization: string | undefined, asked: Asked): Answer {
  const { failWith } = world.state
  if (failWith !== undefined) return refusal(failWith, 20500, 'Internal error')
  if (!isKnown(world.account, authorization)) return refusal(401, 20003, 'Authenticate')
  world.requests.push(`${asked.method} ${asked.path}`)
  const base = `/2010-04-01/Accounts/${world.account.accountSid}/`
  if (!asked.path.startsWith(base)) return notFound
  const resource = /^(IncomingPhoneNumbers|Calls)(?:\/([A-Z]{2}[0-9a-f]{32}))?\.json$/
  const [, kind, sid] = resource.exec(asked.path.slice(base.length)) ?? []
  if (kind === 'Calls') return callAnswer(world, asked, sid)
  return kind === undefined ? notFound : numberAnswer(world, asked, sid)
}

function numberAnswer(world: World, { method, path, query, body }: Asked, sid?: string): Answer {
  if (sid === undefined) {
    return method === 'GET' ? [200, page(world, path, query.get('PhoneNumber'))] : notFound
  }
  const number = world.numbers.find((each) => each.sid === sid)
  if (number === undefined) return notFound
  const unknown = method === 'POST' ? change(number, body) : undefined
  return unknown ? refusal(400, 20001, `Unknown parameter ${unknown}`) : [200, number]
}

function callAnswer(world: World, { method, body }: Asked, sid = ''): Answer {
  if (method !== 'POST' || !world.liveCalls.has(sid)) return notFound
  world.callUpdates.push({ callSid: sid, fields: Object.fromEntries(body) })
  return [200, { sid, status: body.get('Status') ?? 'in-progress' }]
}

function isKnown({ logins }: RestAccount, header = ''): boolean {
  const given = Buffer.from(header.replace(/^Basic /, ''), 'base64').toString('utf8')
  return Object.entries(logins).some(([user, password]) => given === `${user}:${password}`)
}

function page({ numbers }: World, uri: string, phone: string | null): object {
  const found = numbers.filter(({ phone_number }) => phone === null || phone_number.includes(phone))
  const paging = { page: 0, page_size: 50, start: 0, end: Math.max(0, found.length - 1) }
  const links = { uri, first_page_uri: uri, next_page_uri: null, previous_page_uri: null }
  return { incoming_phone_numbers: found, ...paging, ...links }
}

const fields: Readonly<Record<string, keyof RestNumber>> = {
  VoiceUrl: 'voice_url',
  VoiceMethod: 'voice_method',
  VoiceFallbackUrl: 'voice_fallback_url',
  VoiceFallbackMethod: 'voice_fallback_method',
  StatusCallback: 'status_callback',
  StatusCallbackMethod: 'status_callback_method',
  VoiceApplicationSid: 'voice_application_sid',
}

/** Takes the changes over; the name of a field that does not exist, if there is one. */
function change(number: RestNumber, body: URLSearchParams): string | undefined {
  for (const [name, value] of body) {
    const field = fields[name]
    if (field === undefined) return name
    Object.assign(number, { [field]: value })
  }
  return undefined
}
