import type { ToolSpec } from '../../agent/agent.js'
import { reportSpec } from './report-event.js'

const keyed = 'The same key is the same agreement: write it once, and answer as the first time.'

/** All but the last are run by the agent's code alone. */
export const collectionsTools: readonly ToolSpec[] = [
  {
    name: 'find_account',
    description: 'Finds the account of a phone number or a reference number.',
    schema: {
      type: 'object',
      properties: { phone: { type: 'string' }, reference: { type: 'string' } },
    },
    effect: 'read',
    line: 'One moment, please.',
    limitMs: 5000,
  },
  {
    name: 'record_promise',
    description: 'Writes down one payment a caller has agreed to.',
    schema: {
      type: 'object',
      properties: {
        key: { type: 'string', description: keyed },
        account: { type: 'string' },
        cents: { type: 'integer' },
        date: { type: 'string', format: 'date' },
      },
      required: ['key', 'account', 'cents', 'date'],
    },
    effect: 'write',
    line: 'One moment, I am writing that down.',
    limitMs: 5000,
  },
  {
    name: 'record_plan',
    description: 'Writes down a payment in parts a caller has agreed to.',
    schema: {
      type: 'object',
      properties: {
        key: { type: 'string', description: keyed },
        account: { type: 'string' },
        every: { type: 'string', enum: ['week', 'two_weeks', 'month'] },
        instalments: {
          type: 'array',
          items: {
            type: 'object',
            properties: { cents: { type: 'integer' }, date: { type: 'string', format: 'date' } },
            required: ['cents', 'date'],
          },
        },
      },
      required: ['key', 'account', 'every', 'instalments'],
    },
    effect: 'write',
    line: 'One moment, I am writing that down.',
    limitMs: 5000,
  },
  reportSpec,
]
