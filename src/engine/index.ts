/**
 * The engine's public surface.
 */
export type { Agent, Decision, Directive, ToolSpec, Verdict } from './agent/agent.js'
export {
  type AgentDefinition,
  defineAgent,
  listOf,
  optional,
  text,
  texts,
} from './agent/definition.js'
export { answer, isOver, step } from './call/call.js'
export type { Command, Note } from './call/command.js'
export type { Message } from './call/conversation.js'
export type { CallEvent } from './call/event.js'
export { type CallPolicy, defaultPolicy, policyWith } from './call/policy.js'
export type { CallState } from './call/state.js'
export { nextDeadline } from './call/timers.js'
export { VoiceAgentError } from './errors.js'
export {
  defineProvider,
  type ProviderDefinition,
  type ProviderSource,
} from './providers/definition.js'
export type {
  CallTransport,
  LanguageModel,
  Providers,
  SpeechToText,
  TextToSpeech,
  VoiceActivity,
} from './providers/provider.js'
export { ProviderFailure } from './providers/provider.js'
export type { Clock } from './run/clock.js'
