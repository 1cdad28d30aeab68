/**
 * What Twilio posts to us, as values.
 */
import { isCallSid } from './messages.js'
import type { Form } from './signature.js'
import type { StreamClaim } from './stream-token.js'

/** An incoming call as announced by its webhook; undefined when it names no call. */
export function readCall(form: Form): StreamClaim | undefined {
  const callSid = textOf(form, 'CallSid')
  if (!isCallSid(callSid)) return undefined
  return {
    callSid,
    from: textOf(form, 'From'),
    to: textOf(form, 'To'),
    direction: textOf(form, 'Direction') || 'inbound',
  }
}

/** How a call fared that was put through. */
export interface DialResult {
  readonly status: string
  /** The other side was spoken to, so nothing is left to do. */
  readonly answered: boolean
}

export function readDialResult(form: Form): DialResult {
  const status = textOf(form, 'DialCallStatus').slice(0, 20)
  return { status, answered: status === 'completed' || status === 'answered' }
}

/** A message that a caller left. What was said stays with the carrier, behind its login. */
export interface Recording {
  readonly callSid: string
  readonly recordingSid: string
  readonly seconds: number
}

export function readRecording(form: Form): Recording {
  return {
    callSid: textOf(form, 'CallSid'),
    recordingSid: textOf(form, 'RecordingSid').slice(0, 64),
    seconds: Number(textOf(form, 'RecordingDuration')) || 0,
  }
}

export interface StreamStatus {
  readonly callSid: string
  readonly streamSid: string
  readonly event: string
  /** Why a stream failed, in Twilio's words. */
  readonly error: string
}

export function readStreamStatus(form: Form): StreamStatus {
  return {
    callSid: textOf(form, 'CallSid'),
    streamSid: textOf(form, 'StreamSid'),
    event: textOf(form, 'StreamEvent'),
    error: textOf(form, 'StreamError').slice(0, 200),
  }
}

const terminal = ['completed', 'busy', 'failed', 'no-answer', 'canceled']

/** The call this status says is over, if it does. */
export function endedCall(form: Form): string | undefined {
  return terminal.includes(textOf(form, 'CallStatus')) ? textOf(form, 'CallSid') : undefined
}

function textOf(form: Form, name: string): string {
  const value = form[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}
