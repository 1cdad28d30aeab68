import type { Tunnel } from './tunnel.js'

/** This machine only: the address is that of the port itself. */
export function localOnly(host: string): Tunnel {
  const shown = host.includes(':') ? `[${host}]` : host
  return {
    name: 'this machine only',
    open: async (port) => ({ url: `http://${shown}:${port}`, close: async () => {} }),
  }
}
