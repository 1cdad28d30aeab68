import { useSyncExternalStore } from 'react'
import type { CallStore, Picture } from './call-store.js'

/** The call as it is to be drawn now. */
export function useCall({ subscribe, picture }: CallStore): Picture {
  return useSyncExternalStore(subscribe, picture)
}
