/** Writes the JSON Schemas of the fixture formats to `schema/`. Run by `npm run schemas` after a change of a format. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { jsonSchemas } from '../src/engine/fixture/json-schemas.ts'

const directory = new URL('../schema/', import.meta.url)
mkdirSync(directory, { recursive: true })
for (const [name, text] of jsonSchemas()) {
  writeFileSync(new URL(name, directory), text)
  console.log(fileURLToPath(new URL(name, directory)))
}
