import { z } from 'zod'
import { jsonText } from '../fixture/json-text.js'
import { jurisdictionSchema, policySchema } from './policy-schema.js'

/** The JSON Schemas of policies, by file name, for editors: what the reader accepts. */
export function policySchemas(): ReadonlyMap<string, string> {
  return new Map([
    ['policy-1.json', schemaText('policy', 'policies/*.json: what an agent may do', policySchema)],
    [
      'jurisdiction-1.json',
      schemaText(
        'jurisdiction',
        'jurisdictions/*.json: what a place sees differently',
        jurisdictionSchema,
      ),
    ],
  ])
}

function schemaText(name: string, description: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' })
  return jsonText({ $schema, title: `voice-agent.${name}/1`, description, ...rest })
}
