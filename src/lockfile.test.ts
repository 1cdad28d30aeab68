import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface LockedPackage {
  readonly resolved?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>
}

describe('package-lock.json', () => {
  it('holds no download addresses, so that it installs from any registry', () => {
    const addressed = Object.entries(lock.packages).filter(([, locked]) => locked.resolved)
    expect(addressed.map(([path]) => path)).toEqual([])
  })

  it('holds every optional dependency, or `npm ci` refuses it on another platform', () => {
    const paths = Object.keys(lock.packages)
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !paths.some((other) => other.endsWith(`node_modules/${name}`)))
        .map((name) => `${path} wants ${name}`),
    )
    expect(missing).toEqual([])
  })
})
