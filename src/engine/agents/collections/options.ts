/** What the collections agent may be told. */
export interface CollectionsOptions {
  /** The registered name, which must not tell of a debt. */
  readonly company: string
  /** A number that is answered by people, in digits. */
  readonly callback: string
  /** Where disputes are sent to. */
  readonly address: string
  /** A policy of the package by name, or a file. */
  readonly policy?: string
  /** Where a caller who wants a person is sent; without it a message is taken. */
  readonly handoff?: string
  /** Where a caller who speaks Spanish is sent. */
  readonly handoffSpanish?: string
  /** A person of the company whose name may be left on a machine, where the policy allows a message. */
  readonly messageContact?: string
  /** `yes`: the voice speaks Spanish, and somebody who does has read the lines in `spanish-lines.ts`. */
  readonly spanishVoice?: 'yes' | 'no'
  /** How the model should sound. */
  readonly persona?: string
  /** The JSON file accounts are looked up in; read by the agent's tools. */
  readonly accounts?: string
  /** Appended to by the tools that keep promises and plans. */
  readonly promises?: string
}
