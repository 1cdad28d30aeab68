/**
 * What a number does with a call.
 */

/** As Twilio keeps it; blank for what is not set. */
export interface VoiceSettings {
  readonly voiceUrl: string
  readonly voiceMethod: string
  readonly voiceFallbackUrl: string
  readonly voiceFallbackMethod: string
  readonly statusCallback: string
  readonly statusCallbackMethod: string
  /** While one is set, the URLs are not used. */
  readonly voiceApplicationSid: string
}

export interface VoiceNumber {
  readonly sid: string
  /** E.164. */
  readonly phoneNumber: string
  readonly settings: VoiceSettings
  /** A SIP trunk takes the calls, whatever the settings are. */
  readonly trunkSid: string
}

/** Written by Twilio into every new number; nobody means it. */
const demoUrl = /^https?:\/\/demo\.twilio\.com\//

/** Who answers the number's calls now; undefined when nobody does. */
export function usedBy({ settings, trunkSid }: VoiceNumber): string | undefined {
  if (trunkSid !== '') return `the SIP trunk ${trunkSid}`
  if (settings.voiceApplicationSid !== '') return `the TwiML app ${settings.voiceApplicationSid}`
  if (settings.voiceUrl === '' || demoUrl.test(settings.voiceUrl)) return undefined
  return settings.voiceUrl
}

/** The settings that bring calls to this server. The fallback stays what it was. */
export function pointedHere(before: VoiceSettings, publicUrl: string): VoiceSettings {
  return {
    ...before,
    ...{ voiceUrl: `${publicUrl}/voice`, voiceMethod: 'POST', voiceApplicationSid: '' },
    ...{ statusCallback: `${publicUrl}/call-status`, statusCallbackMethod: 'POST' },
  }
}

/** The same in every setting. Methods of blank URLs say nothing. */
export function sameSettings(a: VoiceSettings, b: VoiceSettings): boolean {
  const method = (url: string, value: string) => (url === '' ? '' : value.toUpperCase())
  const row = (s: VoiceSettings) => [
    ...[s.voiceUrl, method(s.voiceUrl, s.voiceMethod)],
    ...[s.voiceFallbackUrl, method(s.voiceFallbackUrl, s.voiceFallbackMethod)],
    ...[s.statusCallback, method(s.statusCallback, s.statusCallbackMethod), s.voiceApplicationSid],
  ]
  return JSON.stringify(row(a)) === JSON.stringify(row(b))
}

/** For a person: `https://...`, a TwiML app, or nothing. */
export function describeSettings({ voiceUrl, voiceApplicationSid }: VoiceSettings): string {
  if (voiceApplicationSid !== '') return `the TwiML app ${voiceApplicationSid}`
  return voiceUrl === '' ? 'nothing' : voiceUrl
}
