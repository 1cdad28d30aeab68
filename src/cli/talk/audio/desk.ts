import type { AudioDevices, Duplex, DuplexListener, DuplexOptions } from './devices.js'

/** An open microphone and speaker whose listener can change: first the echo check, then the call. */
export interface Desk {
  readonly duplex: Duplex
  /** Hears everything from now on, in the place of whoever did. */
  listen(listener: DuplexListener): void
}

/** @throws VoiceAgentError as `AudioDevices.open` */
export async function openDesk(audio: AudioDevices, options: DuplexOptions): Promise<Desk> {
  let listener: DuplexListener = { audio() {} }
  const duplex = await audio.open(options, {
    audio: (frame) => listener.audio(frame),
    played: (playedMs) => listener.played?.(playedMs),
    news: (news) => listener.news?.(news),
  })
  return {
    duplex,
    listen(next) {
      listener = next
    },
  }
}
