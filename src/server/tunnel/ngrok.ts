/**
 * A tunnel through ngrok. The library is a native program that is loaded only when it is wanted; it reconnects by itself, and without a
 * reserved domain it may come back under another address.
 */
import type { Config } from '@ngrok/ngrok'
import { messageOf, VoiceAgentError } from '../../engine/errors.js'
import type { OpenTunnel, Tunnel, TunnelEvents } from './tunnel.js'

/** The part of `@ngrok/ngrok` that is used. Its options are in snake case; one it does not know is ignored without a word. */
export interface NgrokLibrary {
  forward(options: NgrokConfig): Promise<NgrokListener>
  disconnect(url?: string): Promise<void>
}

/** Named from the library's own types, so that a name it does not have does not compile. */
type NgrokConfig = Readonly<
  Required<Pick<Config, 'addr' | 'authtoken' | 'onStatusChange'>> & Pick<Config, 'domain'>
>

export interface NgrokListener {
  url(): string | null
  close(): Promise<void>
}

export interface NgrokOptions {
  readonly authtoken: string
  readonly domain?: string
  /** Longest wait for the first connection, ms. */
  readonly timeoutMs?: number
}

/** A tunnel is up within 2 s, or something is in its way. Default of ours. */
const openMs = 15_000
/** A listener that does not close in time goes with the process. */
const closeMs = 2000

export function ngrokTunnel(options: NgrokOptions, library = loadNgrok): Tunnel {
  const { domain } = options
  return {
    name: domain === undefined ? 'ngrok' : `ngrok, your domain ${domain}`,
    open: async (port, events) => {
      const ngrok = await library()
      return follow(ngrok, events, (onStatusChange) =>
        connect(ngrok, port, options, onStatusChange),
      )
    },
  }
}

async function loadNgrok(): Promise<NgrokLibrary> {
  try {
    const { default: ngrok } = await import('@ngrok/ngrok')
    return ngrok
  } catch (error) {
    const message = `ngrok has no program for this system (${messageOf(error)})`
    throw new VoiceAgentError('E_TUNNEL', message, 'use --public-url with a tunnel of your own')
  }
}

/** Listens; a listener that comes after the wait is over is closed, so that no session is left behind. */
async function connect(
  ngrok: NgrokLibrary,
  port: number,
  { authtoken, domain, timeoutMs = openMs }: NgrokOptions,
  onStatusChange: (status: string) => void,
): Promise<NgrokListener> {
  const address = { addr: `127.0.0.1:${port}`, authtoken, onStatusChange } satisfies NgrokConfig
  const opening = ngrok.forward(domain === undefined ? address : { ...address, domain })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no connection within ${timeoutMs / 1000} s`)),
      timeoutMs,
    )
  })
  try {
    return await Promise.race([opening, late])
  } catch (error) {
    void opening.then((listener) => listener.close()).catch(() => {})
    throw tunnelError(error)
  } finally {
    clearTimeout(timer)
  }
}

async function follow(
  ngrok: NgrokLibrary,
  events: TunnelEvents,
  start: (onStatusChange: (status: string) => void) => Promise<NgrokListener>,
): Promise<OpenTunnel> {
  let current: { readonly listener: NgrokListener; url: string } | undefined
  let closing: Promise<void> | undefined
  const listener = await start((status) => {
    if (current === undefined || closing !== undefined) return
    if (status === 'closed') events.lost()
    if (status === 'connected') arrived(current, events)
  })
  const url = listener.url()
  if (url === null) {
    await listener.close()
    throw new VoiceAgentError('E_TUNNEL', 'ngrok gave no address', 'try again, or use --public-url')
  }
  const opened = { listener, url: trimmed(url) }
  current = opened
  return {
    get url() {
      return opened.url
    },
    close: () => {
      closing ??= closeAll(ngrok, listener)
      return closing
    },
  }
}

function arrived(current: { readonly listener: NgrokListener; url: string }, events: TunnelEvents) {
  const url = current.listener.url()
  if (url === null || trimmed(url) === current.url) return events.back()
  current.url = trimmed(url)
  events.moved(current.url)
}

const trimmed = (url: string) => url.replace(/\/+$/, '')

async function closeAll(ngrok: NgrokLibrary, listener: NgrokListener): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, closeMs)
  })
  const closed = listener
    .close()
    .then(() => ngrok.disconnect())
    .catch(() => {})
  await Promise.race([closed, enough])
  clearTimeout(timer)
}

interface Cause {
  readonly pattern: RegExp
  readonly code: 'E_TUNNEL' | 'E_TUNNEL_TOKEN'
  readonly message: string
  readonly fix: string
}

/** What ngrok says (codes from ngrok.com/docs/errors), in our words. */
const causes: readonly Cause[] = [
  {
    pattern: /ERR_NGROK_(105|106|107|4018)\b|authentication failed|authtoken/i,
    code: 'E_TUNNEL_TOKEN',
    message: 'ngrok does not accept NGROK_AUTHTOKEN',
    fix: 'copy it again from dashboard.ngrok.com/get-started/your-authtoken',
  },
  {
    pattern: /ERR_NGROK_(108|324)\b|simultaneous|session limit/i,
    code: 'E_TUNNEL',
    message: 'your ngrok account has no session left: another agent uses it',
    fix: 'end it at dashboard.ngrok.com/agents, or use --public-url',
  },
  {
    pattern: /ERR_NGROK_(319|320|326|9007|15002)\b|not reserved|reserve/i,
    code: 'E_TUNNEL',
    message: 'NGROK_DOMAIN is not a domain of your ngrok account',
    fix: 'copy it from dashboard.ngrok.com/domains, or leave it out',
  },
  {
    pattern: /ERR_NGROK_(334|3200)\b|already online/i,
    code: 'E_TUNNEL',
    message: 'the ngrok domain is in use by another agent',
    fix: 'stop that one, or leave NGROK_DOMAIN out',
  },
  {
    pattern: /ERR_NGROK_(727|734|725)\b|limit/i,
    code: 'E_TUNNEL',
    message: 'a limit of your ngrok plan is reached',
    fix: 'wait, raise the plan, or use --public-url',
  },
  {
    pattern: /tcp connection|dns|resolve|timed? ?out|no connection|network|unreachable/i,
    code: 'E_TUNNEL',
    message: 'ngrok could not be reached',
    fix: 'check that this machine may connect to connect.ngrok-agent.com:443, or use --public-url',
  },
]

export function tunnelError(error: unknown): VoiceAgentError {
  const said = messageOf(error)
  const cause = causes.find(({ pattern }) => pattern.test(said))
  const code = /ERR_NGROK_\d+/.exec(said)?.[0]
  const detail = code ?? said.split('\n')[0]?.slice(0, 200)
  if (cause === undefined) {
    return new VoiceAgentError(
      'E_TUNNEL',
      `the tunnel failed: ${detail}`,
      'use --public-url, or try again',
    )
  }
  return new VoiceAgentError(cause.code, `${cause.message} (${detail})`, cause.fix)
}
