import { type Sql, sql } from '../../kernel/sql.ts'

/** Where a key stands: its owner, its mode, its hash. */
export interface Place {
  owner: string
  mode: 'live' | 'test'
  hash: Buffer
}

const isPlace = ({ owner, mode, hash }: Place): Sql =>
  sql`k.owner = ${owner} and k.mode = ${mode} and k.key_hash = ${hash}`

/**
 * Takes the key for this transaction, or says that somebody else is at it. Without the lock the
 * insert would wait for the other transaction's end; the lock ends with the transaction, however
 * that ends. Two integers: single bigints of this kind belong to the change log.
 */
export const claim = (place: Place, fingerprint: Buffer): Sql => sql`
  with turn as materialized (
    select pg_try_advisory_xact_lock(${lockOf(place, 0)}::int, ${lockOf(place, 4)}::int) as mine
  ), made as (
    insert into engine.idempotency_keys as k (owner, mode, key_hash, fingerprint)
    select ${place.owner}, ${place.mode}, ${place.hash}, ${fingerprint} from turn where mine
    on conflict (owner, mode, key_hash) do update
      set fingerprint = excluded.fingerprint, created_at = now(), sealed = null
      where k.created_at <= now() - interval '24 hours'
    returning 1
  )
  select mine, exists (select from made) as claimed from turn`

/** The hash covers the key alone; owner and mode must tell the locks apart, too. */
function lockOf({ owner, mode, hash }: Place, offset: number): number {
  let sum = hash.readInt32BE(offset)
  for (const char of `${mode}:${owner}`) sum = (Math.imul(sum, 31) + (char.codePointAt(0) ?? 0)) | 0
  return sum
}

export const selectKept = (place: Place): Sql => sql`
  select k.fingerprint, k.sealed from engine.idempotency_keys k
  where ${isPlace(place)} and k.created_at > now() - interval '24 hours'`

export const keep = (place: Place, sealed: string): Sql => sql`
  update engine.idempotency_keys k set sealed = ${sealed} where ${isPlace(place)}`

/** In small batches: no request waits for this. */
export const deleteExpired = (most: number): Sql => sql`
  delete from engine.idempotency_keys k using (
    select owner, mode, key_hash from engine.idempotency_keys
    where created_at <= now() - interval '24 hours' limit ${most} for update skip locked) old
  where (k.owner, k.mode, k.key_hash) = (old.owner, old.mode, old.key_hash)`
