import { api } from '../../api/client.ts'
import type { Data } from '../../api/data.ts'
import { query } from '../../api/query.ts'

export type Feature = Data<'/api/v1/features'>['data'][number]
export type Meter = Data<'/api/v1/meters/{id}'>
export type MeterEvent = Data<'/api/v1/meters/{id}/events'>['data'][number]
export type Customer = Data<'/api/v1/customers/{id}'>
export type Quota = Data<'/api/v1/customers/{id}/quotas'>['data'][number]
export type OrganizationKey = Data<'/api/v1/api-keys'>['data'][number]
/** Live and test have customers and events of their own. */
export type Mode = 'live' | 'test'

const all = { page: 1, page_size: 100 }

export const organizationQuery = query(['organization'], (signal) =>
  api.GET('/api/v1/organization', { signal }),
)
export const featuresQuery = query(['features'], (signal) =>
  api.GET('/api/v1/features', { params: { query: all }, signal }),
)
export const metersQuery = query(['meters'], (signal) =>
  api.GET('/api/v1/meters', { params: { query: all }, signal }),
)
export const customersQuery = (mode: Mode) =>
  query(['customers', mode, '', 'names'], (signal) =>
    api.GET('/api/v1/customers', { params: { query: { ...all, mode } }, signal }),
  )

const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 9 })

/** All its digits: what comes as text was never a float. */
export const amount = (value: number | string): string => exact.format(value as number)
