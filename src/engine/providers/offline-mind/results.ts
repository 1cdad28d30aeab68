/** Results of tools as a person would be told of them. */
import { isRecord } from '../record.js'
import { asSentence } from './plain-words.js'

/** More than this is not read out. */
const mostFields = 6

export function tellResults(results: readonly string[]): string {
  return results.map(tellResult).join(' ')
}

function tellResult(output: string): string {
  const value = parsed(output)
  if (isRecord(value) && 'error' in value)
    return `I am sorry, that did not work: ${told(value.error)}.`
  const text = asSentence(told(value))
  return text === '' || text === '.' ? 'That is done.' : text
}

/** @returns a phrase without an end */
function told(value: unknown): string {
  if (typeof value === 'string') return value.trim().replace(/[.!?\s]+$/, '')
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.slice(0, mostFields).map(told).filter(isText).join(', ')
  if (!isRecord(value)) return ''
  const fields = Object.entries(value).slice(0, mostFields)
  return fields
    .map(([key, field]) => [spoken(key), told(field)])
    .filter(([, field]) => field !== '')
    .map(([key, field]) => `${key}: ${field}`)
    .join(', ')
}

const isText = (text: string) => text !== ''

function spoken(key: string): string {
  return key.replace(/[_-]+|(?<=\p{Ll})(?=\p{Lu})/gu, ' ').toLowerCase()
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output)
  } catch {
    return output
  }
}
