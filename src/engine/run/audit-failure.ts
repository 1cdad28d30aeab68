/** The agent wanted a record kept, and it was not. A call must not go on without. */
export class AuditFailure extends Error {
  override readonly name = 'AuditFailure'
}
