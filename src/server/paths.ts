/** Where the carrier finds us, below the public address. */
export const paths = {
  voice: '/voice',
  media: '/media',
  streamStatus: '/stream-status',
  callStatus: '/call-status',
  afterStream: '/after-stream',
  afterDial: '/after-dial',
  afterMessage: '/after-message',
  recording: '/recording',
} as const
