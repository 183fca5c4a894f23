/** One thing that was looked at. */
export interface Finding {
  readonly check: string
  readonly ok: boolean
  readonly detail: string
  /** The command or act that mends it. */
  readonly fix?: string
}
