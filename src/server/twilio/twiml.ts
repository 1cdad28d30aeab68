/**
 * The TwiML we answer with. The official builder escapes every value.
 */
import twilio from 'twilio'
import type { DialStep } from '../after-stream.js'

export interface StreamAddresses {
  /** `wss:`, without a query: Twilio drops one. */
  readonly media: string
  readonly streamStatus: string
  /** Asked for what comes next when the stream has ended. */
  readonly afterStream: string
}

/** Connects the caller to our stream. The caller hears nothing of what follows unless `afterStream` cannot be reached. */
export function connectTwiml(
  addresses: StreamAddresses,
  parameters: Readonly<Record<string, string>>,
): string {
  const response = new twilio.twiml.VoiceResponse()
  const connect = response.connect({ action: addresses.afterStream, method: 'POST' })
  const stream = connect.stream({
    url: addresses.media,
    statusCallback: addresses.streamStatus,
    statusCallbackMethod: 'POST',
  })
  for (const [name, value] of Object.entries(parameters)) stream.parameter({ name, value })
  response.hangup()
  return response.toString()
}

/** Says a line with the carrier's own voice, and hangs up. */
export function sayAndHangUpTwiml(line: string): string {
  const response = new twilio.twiml.VoiceResponse()
  response.say(line)
  response.hangup()
  return response.toString()
}

export function hangUpTwiml(): string {
  const response = new twilio.twiml.VoiceResponse()
  response.hangup()
  return response.toString()
}

/** Rings so long before nobody answers, s. */
const ringSeconds = 25

/**
 * Connects the caller to another number, or to a `sip:` or `client:` address. `afterDial` is asked what comes next: when it was answered
 * the call is over, when not it comes back.
 */
export function dialTwiml({ to, callerId }: DialStep, afterDial: string): string {
  const response = new twilio.twiml.VoiceResponse()
  const dial = response.dial({
    ...{ timeout: ringSeconds, action: afterDial, method: 'POST' },
    // A number that is no number (a SIP address that was called) cannot be shown.
    ...(callerId?.startsWith('+') && { callerId }),
  })
  if (to.startsWith('sip:')) dial.sip(to)
  else if (to.startsWith('client:')) dial.client(to.slice('client:'.length))
  else dial.number(to)
  return response.toString()
}

/** A message may be so long, and ends after so much silence, s. */
const longestMessage = 120
const messageSilence = 5

export interface MessageAddresses {
  /** Asked what comes next when a message was left. */
  readonly afterMessage: string
  /** Told when its recording is there. */
  readonly recording: string
}

/** Takes a message: a line, a tone, and what the caller says after it. Without a word the call ends. */
export function voicemailTwiml(line: string, addresses: MessageAddresses): string {
  const response = new twilio.twiml.VoiceResponse()
  response.say(line)
  response.record({
    ...{ maxLength: longestMessage, timeout: messageSilence, finishOnKey: '#', playBeep: true },
    ...{ action: addresses.afterMessage, method: 'POST' },
    recordingStatusCallback: addresses.recording,
    recordingStatusCallbackMethod: 'POST',
    recordingStatusCallbackEvent: ['completed'],
  })
  response.hangup()
  return response.toString()
}

/** Nothing to do, the answer to a status callback. */
export function emptyTwiml(): string {
  return new twilio.twiml.VoiceResponse().toString()
}
