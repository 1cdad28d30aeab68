/** The same value with each text in it changed, however deep it lies; sound stays as it is. */
export function inTexts<Value>(value: Value, change: (text: string) => string): Value {
  return changed(value, change) as Value
}

function changed(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  if (Array.isArray(value)) return value.map((one) => changed(one, change))
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, changed(one, change)]))
}
