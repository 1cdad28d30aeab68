/**
 * The engine's public surface.
 */
export type { Agent, Decision, Directive, ToolSpec, Verdict } from './agent/agent.js'
export {
  type AgentDefinition,
  defineAgent,
  listOf,
  type OptionRule,
  optional,
  type ToolDeps,
  text,
  texts,
  toolSpecs,
} from './agent/definition.js'
export { collectionsAgent } from './agents/collections/agent.js'
export type { CollectionsOptions } from './agents/collections/options.js'
export { answer, isOver, step } from './call/call.js'
export type { Command, Note } from './call/command.js'
export type { Message } from './call/conversation.js'
export type { CallEvent } from './call/event.js'
export { type CallPolicy, defaultPolicy, policyWith } from './call/policy.js'
export type { CallState } from './call/state.js'
export { nextDeadline } from './call/timers.js'
export type { Account } from './compliance/account.js'
export { postCall } from './compliance/post-call.js'
export type { PreCallContext } from './compliance/pre-call/context.js'
export { preCall } from './compliance/pre-call.js'
export { VoiceAgentError } from './errors.js'
export { loadPolicy } from './policy/load-policy.js'
export {
  type CallDeps,
  defineProvider,
  type ProviderDefinition,
  type ProviderKind,
  type ProviderSetting,
  type ProviderSource,
  type SourceDeps,
} from './providers/definition.js'
export type {
  CallTransport,
  LanguageModel,
  LanguageModelPart,
  Providers,
  SpeechPart,
  SpeechStream,
  SpeechToText,
  SpeechToTextPart,
  SpeechToTextStream,
  TextToSpeech,
  ToolRunner,
  VoiceActivity,
} from './providers/provider.js'
export { ProviderFailure } from './providers/provider.js'
export type { Clock } from './run/clock.js'
