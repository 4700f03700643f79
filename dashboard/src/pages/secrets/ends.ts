/** When a secret ends, as the day that a date field holds. */
export const dayOf = (at: string | null | undefined): string => at?.slice(0, 10) ?? ''

/** A secret works through the whole of its last day. */
export const endOfDay = (day: string): string => `${day}T23:59:59Z`
