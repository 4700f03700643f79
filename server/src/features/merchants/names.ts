/** A tenant as the registry names it. */
export const merchantId = (tenantId: string): string => `merch_${tenantId.replaceAll('-', '')}`
