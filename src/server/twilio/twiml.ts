/**
 * The TwiML we answer with. The official builder escapes every value.
 */
import twilio from 'twilio'

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

/** Connects the caller to another number, or to a `sip:` or `client:` address. When that call ends, so does this one. */
export function dialTwiml(to: string): string {
  const response = new twilio.twiml.VoiceResponse()
  const dial = response.dial({})
  if (to.startsWith('sip:')) dial.sip(to)
  else if (to.startsWith('client:')) dial.client(to.slice('client:'.length))
  else dial.number(to)
  response.hangup()
  return response.toString()
}

/** Nothing to do, the answer to a status callback. */
export function emptyTwiml(): string {
  return new twilio.twiml.VoiceResponse().toString()
}
