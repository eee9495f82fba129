/** One thing that a change would do, as `?plan=true` answers it. */
export interface PlannedChange {
  action: string
  subject: { type: string; id: string; name?: string | null } | null
  before: Readonly<Record<string, unknown>> | null
  after: Readonly<Record<string, unknown>> | null
}
