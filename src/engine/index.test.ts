import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as engine from './index.js'
import * as testing from './testing/testing.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const documents = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)]

const surfaces: Readonly<Record<string, object>> = {
  'voice-agent': engine,
  'voice-agent/testing': testing,
}

/** Every name that an example takes from this package. */
function importsIn(
  document: string,
): readonly (readonly [where: string, from: string, name: string])[] {
  const text = readFileSync(join(root, document), 'utf8')
  return [...text.matchAll(/^import \{([^}]+)\} from '(voice-agent[^']*)'/gm)].flatMap(
    ([, names = '', from = '']) =>
      names.split(',').map((name) => [document, from, name.trim()] as const),
  )
}

describe('what the documents import', () => {
  const imports = documents.filter((name) => name.endsWith('.md')).flatMap(importsIn)

  it('is something', () => {
    expect(imports.map(([, , name]) => name)).toEqual(
      expect.arrayContaining(['defineAgent', 'defineProvider', 'conformance']),
    )
  })

  it.each(imports)('in %s is exported from %s: %s', (_, from, name) => {
    expect(surfaces[from]).toHaveProperty(name)
  })
})
