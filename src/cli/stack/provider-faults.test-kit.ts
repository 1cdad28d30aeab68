/** What can go wrong with each service in a call, by name: for one call each, and at random for many. */
import { refusals } from '../../engine/providers/openai-llm/chat-faults.test-kit.js'
import type { LocalServices } from './local-services.test-kit.js'

/** Sets the services up to fail: from then on, or for what they are asked next. */
export type SetFault = (services: LocalServices) => void

/** Every request to the model. */
const model =
  (fault: LocalServices['chat']['faults']['always']): SetFault =>
  ({ chat }) => {
    chat.faults.always = fault
  }

/** Only the next one. */
const modelOnce =
  (fault: LocalServices['chat']['faults']['always']): SetFault =>
  ({ chat }) =>
    chat.faults.next(fault)

const voice =
  (fault: LocalServices['voice']['faults']['everySocket']): SetFault =>
  ({ voice: { faults } }) => {
    faults.everySocket = fault
  }

const voiceOnce =
  (fault: LocalServices['voice']['faults']['everySocket']): SetFault =>
  ({ voice: { faults } }) =>
    void faults.sockets.push(fault)

const both =
  (...faults: readonly SetFault[]): SetFault =>
  (services) => {
    for (const fault of faults) fault(services)
  }

const voiceRequests =
  (fault: LocalServices['voice']['faults']['everyRequest']): SetFault =>
  ({ voice: { faults } }) => {
    faults.everyRequest = fault
  }

const many = <Fault>(fault: Fault): readonly Fault[] => Array<Fault>(50).fill(fault)

const busy = {
  detail: { status: 'too_many_concurrent_requests', message: 'Too many concurrent requests' },
}

/** By the service that fails. */
export const providerFaults = {
  none: () => {},
  'llm 401': model(refusals.invalidKey()),
  'llm 429 quota': model(refusals.quota()),
  'llm 429 rate, once': modelOnce(refusals.rateLimit(0.2)),
  'llm 429 rate, for long': model(refusals.rateLimit(30)),
  'llm 503, once': modelOnce(refusals.overloaded()),
  'llm 503, always': model(refusals.overloaded()),
  'llm stall before headers, once': modelOnce('stall-before-headers'),
  'llm stall after headers, once': modelOnce('stall-after-headers'),
  'llm close before headers, once': modelOnce('close-before-headers'),
  'llm close in mid-stream': modelOnce('close-half'),
  'llm stall in mid-stream': modelOnce('stall-half'),
  'llm no answer at all': model('empty'),
  'llm refusal': model('refusal'),
  'llm 403': model(refusals.forbidden()),
  'llm 429 slow down, once': modelOnce(refusals.slowDown(0.2)),
  'llm 500, once': modelOnce(refusals.serverError()),
  'llm garbage, once': modelOnce('garbage'),
  'llm web page, once': modelOnce('web-page'),
  'llm error in the stream, once': modelOnce('error-in-stream'),
  'llm half-open, once': modelOnce('half-open'),
  'llm filtered in mid-sentence': modelOnce('content-filter'),
  'llm truncated tool, once': modelOnce('truncated-tool'),
  'llm no costs': model('no-usage'),
  'llm no end of the response': model('no-end'),
  'stt 1008 after handshake': ({ stt }) =>
    void stt.faults.handshake.push(...many('policy' as const)),
  'stt 503 at the handshake, once': ({ stt }) => void stt.faults.handshake.push('overloaded'),
  'stt no session': ({ stt }) => void stt.faults.handshake.push(...many('no-answer' as const)),
  'stt never a transcript': ({ stt }) => void stt.faults.commit.push(...many('never' as const)),
  'stt never a transcript, nor over HTTP': ({ stt }) => {
    stt.faults.commit.push(...many('never' as const))
    stt.faults.http.push(...many('overloaded' as const))
  },
  'stt duplicate finals': ({ stt }) => void stt.faults.commit.push(...many('thrice' as const)),
  'stt words before the commit': ({ stt }) => void stt.faults.commit.push('words-first'),
  'stt words out of order': ({ stt }) => void stt.faults.commit.push('after-next'),
  'stt commits out of order': ({ stt }) => void stt.faults.commit.push('committed-after-next'),
  'stt failed item': ({ stt }) => void stt.faults.commit.push('failed'),
  'stt session expired': ({ stt }) => void stt.faults.audio.push('expired'),
  'stt wrong format': ({ stt }) => void stt.faults.handshake.push(...many('wrong-format' as const)),
  'stt half-open': ({ stt }) => void stt.faults.audio.push('half-open'),
  'stt gone in mid-speech': ({ stt }) => void stt.faults.audio.push('gone'),
  'stt gone after the commit': ({ stt }) => void stt.faults.commit.push('gone'),
  'tts 1008 on the first text, once': voiceOnce({ refuseText: { error: 'quota_exceeded' } }),
  'tts 401 everywhere': both(
    voice({ refuse: { status: 401, body: { detail: { status: 'invalid_api_key' } } } }),
    voiceRequests({ status: 401, body: { detail: { status: 'invalid_api_key' } } }),
  ),
  'tts 429 everywhere': both(
    voice({ refuse: { status: 429, body: busy } }),
    voiceRequests({ status: 429, body: busy }),
  ),
  'tts no audio, on the socket': voice({ zeroAudio: true }),
  'tts no audio, everywhere': both(voice({ zeroAudio: true }), voiceRequests({ zeroAudio: true })),
  'tts stall before the first audio': both(
    voice({ stallAfter: 0 }),
    voiceRequests({ stallAfter: 0 }),
  ),
  'tts stall in mid-sentence': both(voice({ stallAfter: 3 }), voiceRequests({ stallAfter: 3 })),
  'tts close in mid-sentence, once': voiceOnce({ breakAfter: 3 }),
  'tts no end of a context': voice({ noFinal: true }),
  'tts closed at once, once': voiceOnce({ closeAtOnce: { code: 1008, error: 'policy_violation' } }),
  'tts no handshake, once': voiceOnce({ noHandshake: true }),
  'tts garbage': voice({ garbage: 3 }),
} as const satisfies Readonly<Record<string, SetFault>>

export type ProviderFault = keyof typeof providerFaults

export interface PassingFault {
  /** Service and what goes wrong, e.g. `tts zeroAudio`. */
  readonly name: string
  readonly set: SetFault
}

const refusalOf = {
  401: refusals.invalidKey(),
  quota: refusals.quota(),
  503: refusals.overloaded(),
}

/** Each goes wrong once, for whichever call comes next. */
export const passingFaults: readonly PassingFault[] = [
  ...[...Object.entries(refusalOf), ['429', refusals.rateLimit(0.2)] as const].map(
    ([name, refusal]) => ({ name: `llm ${name}`, set: modelOnce(refusal) }),
  ),
  ...(
    [
      ...(['stall-before-headers', 'stall-half', 'close-half', 'garbage', 'empty'] as const),
      ...(['half-open', 'close-after', 'no-end', 'error-in-stream'] as const),
    ] as const
  ).map((fault) => ({ name: `llm ${fault}`, set: modelOnce(fault) })),
  ...(['policy', 'overloaded', 'no-answer', 'no-created', 'gone', 'wrong-format'] as const).map(
    (fault) => ({
      name: `stt handshake ${fault}`,
      set: ({ stt }: LocalServices) => void stt.faults.handshake.push(fault),
    }),
  ),
  ...(['gone', 'half-open', 'garbage', 'expired', 'error'] as const).map((fault) => ({
    name: `stt audio ${fault}`,
    set: ({ stt }: LocalServices) => void stt.faults.audio.push(fault),
  })),
  ...(['never', 'gone', 'failed', 'empty', 'thrice', 'after-next', 'words-first'] as const).map(
    (fault) => ({
      name: `stt commit ${fault}`,
      set: ({ stt }: LocalServices) => void stt.faults.commit.push(fault),
    }),
  ),
  ...[
    { refuse: { status: 429, body: busy } },
    { refuseText: { error: 'quota_exceeded' } },
    { closeAtOnce: { code: 1008, error: 'policy_violation' } },
    { noHandshake: true as const },
    { zeroAudio: true as const },
    { stallAfter: 0 },
    { stallAfter: 3 },
    { breakAfter: 3 },
    { noFinal: true as const },
    { garbage: 3 },
  ].map((fault) => ({ name: `tts ${nameOf(fault)}`, set: voiceOnce(fault) })),
]

function nameOf(fault: object): string {
  return Object.entries(fault)
    .map(([name, value]) => (typeof value === 'number' ? `${name} ${value}` : name))
    .join(' ')
}
