/**
 * Where the carrier finds us, as whole addresses below the public one.
 */
import type { AfterStep } from './after-stream.js'
import type { ServerLines } from './deps.js'
import { paths } from './paths.js'
import { webSocketUrl, webUrl } from './twilio/signature.js'
import { dialTwiml, sayAndHangUpTwiml, voicemailTwiml } from './twilio/twiml.js'

export function addresses(publicUrl = '') {
  return {
    media: webSocketUrl(publicUrl, paths.media),
    streamStatus: webUrl(publicUrl, paths.streamStatus),
    afterStream: webUrl(publicUrl, paths.afterStream),
    afterMessage: webUrl(publicUrl, paths.afterMessage),
    recording: webUrl(publicUrl, paths.recording),
    /** @param transfers how often the call will have been put through */
    afterDial: (transfers: number) =>
      webUrl(publicUrl, `${paths.afterDial}?${transfersKey}=${transfers}`),
  }
}

const transfersKey = 'n'

/** The number in an address that `afterDial` gave; the carrier signs it with the rest. */
export function transfersIn(target: string): number {
  const [, query = ''] = target.split('?', 2)
  const transfers = Number(new URLSearchParams(query).get(transfersKey))
  return Number.isInteger(transfers) && transfers > 0 ? transfers : 1
}

/** What follows a stream, in the carrier's words. */
export function stepTwiml(
  step: AfterStep,
  publicUrl: string | undefined,
  lines: ServerLines,
): string {
  const { afterDial, ...known } = addresses(publicUrl)
  switch (step.type) {
    case 'dial':
      return dialTwiml(step, afterDial((step.before ?? 0) + 1))
    case 'voicemail':
      return voicemailTwiml(lines.voicemail, known)
    case 'say':
      return sayAndHangUpTwiml(step.line)
  }
}
