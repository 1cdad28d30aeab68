/** Where the engine says what a host should know: a fact as fields, and a sentence. Structured loggers have this shape. */
export interface Log {
  warn(fields: object, message: string): void
}
