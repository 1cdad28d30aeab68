import { readFileSync } from 'node:fs'

/** The version in the package's own `package.json`, two folders above both `src/cli` and `dist/cli`. */
export function readVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const { version } = JSON.parse(manifest) as { readonly version: string }
  return version
}
