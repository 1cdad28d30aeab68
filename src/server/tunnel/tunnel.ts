/**
 * How calls reach this machine: a tunnel of ngrok's, an address somebody else forwards from, or not at all.
 */

export interface TunnelEvents {
  /** The address is another one now; whoever was told the old one must be told. */
  readonly moved: (url: string) => void
  /** Nothing arrives until `moved` or `back`. */
  readonly lost: () => void
  /** The connection is there again, at the same address. */
  readonly back: () => void
}

export interface Tunnel {
  /** What it is, for the person who started it: `ngrok, your reserved domain`. */
  readonly name: string
  /**
   * Starts to forward to a port of this machine.
   *
   * @throws VoiceAgentError when it cannot
   */
  open(port: number, events: TunnelEvents): Promise<OpenTunnel>
}

export interface OpenTunnel {
  /** Origin, without a slash at the end. */
  readonly url: string
  /** Ends it; the second time does nothing. */
  close(): Promise<void>
}
