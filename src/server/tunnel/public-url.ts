import type { Tunnel } from './tunnel.js'

/** An address that a proxy of the user's forwards here. It is taken as it is, and nothing has to be closed. */
export function fixedAddress(url: string): Tunnel {
  return { name: 'your address', open: async () => ({ url, close: async () => {} }) }
}
