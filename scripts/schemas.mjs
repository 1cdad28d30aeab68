/** Writes the JSON Schemas of the fixture formats, of policies, and of what `replay --json` and `talk --json` print to `schema/`. Run by `npm run schemas` after a change of a format. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runSchemaText } from '../src/cli/reporters/run-schema.ts'
import { talkSchemaText } from '../src/cli/talk/event-schema.ts'
import { jsonSchemas } from '../src/engine/fixture/json-schemas.ts'
import { policySchemas } from '../src/engine/policy/json-schemas.ts'

const directory = new URL('../schema/', import.meta.url)
mkdirSync(directory, { recursive: true })
for (const [name, text] of [
  ...jsonSchemas(),
  ...policySchemas(),
  ['replay-1.json', runSchemaText()],
  ['talk-1.json', talkSchemaText()],
]) {
  writeFileSync(new URL(name, directory), text)
  console.log(fileURLToPath(new URL(name, directory)))
}
