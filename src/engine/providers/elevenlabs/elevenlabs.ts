/** ElevenLabs as the voice of calls: over a socket for each call, or by requests. */
import { loadResampling } from '../../audio/resample.js'
import type { Clock } from '../../run/clock.js'
import { cachedVoice } from '../cached-voice.js'
import { type CallDeps, defineProvider, type ProviderSource } from '../definition.js'
import { LineCache } from '../line-cache.js'
import type { ProviderFailure, TextToSpeech } from '../provider.js'
import { connectSocket } from './connect-socket.js'
import { loadSdk, speechRequest } from './http-request.js'
import { rehearse } from './rehearse.js'
import { openReply, type Route } from './reply-stream.js'
import {
  type ElevenlabsValues,
  elevenlabsSettings,
  requestUrl,
  socketUrl,
  soundOf,
  voiceSettings,
} from './settings.js'
import { speakOverHttp } from './speak-over-http.js'
import { speakOverSocket } from './speak-over-socket.js'
import { type ConnectVoice, VoiceLink } from './voice-link.js'
import { openWireAudio, type WireAudio } from './wire-audio.js'

/** Audio kept of lines that were said in full: eight minutes and a half. */
const cacheBytes = 4 * 1024 * 1024

/**
 * Calls held for each request that the plan allows at once. A socket counts only while it generates, an agent speaks for less than half of a
 * call, and Flash makes speech several times as fast as it is heard; what is over the limit waits in a queue first. The vendor's rule of
 * thumb is 20.
 */
const callsPerSlot = 10

interface Shared {
  readonly values: ElevenlabsValues
  /** Resolves when the package for requests is loaded, or cannot be. */
  readonly ready: () => Promise<void>
  readonly cache: LineCache
  readonly openAudio: () => Promise<WireAudio>
  readonly httpRoute: (deps: CallDeps) => Route
}

function share(values: ElevenlabsValues): Shared {
  const { apiKey, format } = values
  const resampling = format === 'ulaw_8000' ? undefined : loadResampling()
  const sdk = preload()
  const request = speechRequest({ ...values, apiKey, baseUrl: requestUrl(values) }, sdk)
  const openAudio = async () => openWireAudio(format, await resampling)
  return {
    values,
    ready: () => sdk.then(noResult, noResult),
    cache: new LineCache(cacheBytes),
    openAudio,
    httpRoute: ({ clock }) => {
      const route = { request, clock, openAudio, stallMs: Math.max(values.stallMs, leastHttpMs) }
      return (script, signal) => speakOverHttp(route, script, signal)
    },
  }
}

const noResult = () => {}

/** A request has to connect first. */
const leastHttpMs = 3000

function preload(): ReturnType<typeof loadSdk> {
  const sdk = loadSdk()
  // Told to whoever needs it.
  sdk.catch(() => {})
  return sdk
}

function source(
  shared: Shared,
  how: string,
  voiceOf: (deps: CallDeps) => TextToSpeech,
): ProviderSource<'tts'> {
  const { values, cache, ready } = shared
  const { concurrency, model } = values
  return {
    description: `elevenlabs ${model}${how}`,
    ready,
    ...(concurrency !== undefined && { maxCalls: concurrency * callsPerSlot }),
    forCall: voiceOf,
    before: (voice) => cachedVoice(voice, cache, soundOf(values)),
    close: async () => cache.clear(),
  }
}

/** The voice over a socket that is kept for the call. */
export const elevenlabs = defineProvider({
  kind: 'tts',
  name: 'elevenlabs',
  settings: elevenlabsSettings,
  create(values) {
    const shared = share(values)
    const made = source(shared, '', (deps) => socketVoice(shared, deps))
    const ready = async (clock: Clock) => {
      await shared.ready()
      const voiceOn = (connect: ConnectVoice, deps: CallDeps) =>
        cachedVoice(socketVoice(shared, deps, connect), new LineCache(cacheBytes), '')
      await rehearse(voiceOn, clock).catch(noResult)
    }
    return { ...made, ready }
  },
})

/** The voice by one request a sentence: slower to begin, and nothing to keep open. */
export const elevenlabsHttp = defineProvider({
  kind: 'tts',
  name: 'elevenlabs-http',
  settings: elevenlabsSettings,
  create(values) {
    const shared = share(values)
    return source(shared, ' (requests)', (deps) =>
      voiceWith([shared.httpRoute(deps)], deps, { warm() {}, close() {} }),
    )
  },
})

function socketVoice(
  shared: Shared,
  deps: CallDeps,
  connect = connectWith(shared.values, deps),
): TextToSpeech {
  const { values, openAudio, httpRoute } = shared
  const { clock } = deps
  const { stallMs } = values
  const link = new VoiceLink({
    clock,
    voiceSettings: voiceSettings(values),
    inactivityMs: values.inactivitySeconds * 1000,
    connect,
  })
  const socket: Route = (script, signal) =>
    speakOverSocket({ link, clock, stallMs, openAudio }, script, signal)
  return voiceWith([socket, socket, httpRoute(deps)], deps, link)
}

function connectWith(values: ElevenlabsValues, { clock }: CallDeps): ConnectVoice {
  const url = socketUrl(values)
  const { apiKey, stallMs: withinMs } = values
  return (signal, opened) => connectSocket({ url, apiKey, clock, withinMs, signal }, opened)
}

/** A voice that tries these ways; closing it ends all that it says. */
function voiceWith(
  routes: readonly Route[],
  { log }: CallDeps,
  link: Pick<VoiceLink, 'warm' | 'close'>,
): TextToSpeech {
  const closing = new AbortController()
  const detour = ({ code }: ProviderFailure) =>
    log.warn({ code }, 'the voice takes another way to ElevenLabs')
  return {
    open: ({ signal }) => openReply({ routes, detour }, AbortSignal.any([signal, closing.signal])),
    warm: () => link.warm(),
    close: () => {
      closing.abort()
      link.close()
    },
  }
}
