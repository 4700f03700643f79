-- What was answered to a request that carries an Idempotency-Key, for when it is sent again.

create table engine.idempotency_keys (
  -- Whose key it is; keys of different owners never meet.
  owner text not null,
  mode text not null check (mode in ('live', 'test')),
  -- SHA-256: a key may be long, and what clients put into it is theirs.
  key_hash bytea not null,
  -- SHA-256 of the method, the path and the canonical body it was first used for.
  fingerprint bytea not null,
  -- Status, headers and body of the answer, encrypted: answers may show a secret. Null only inside
  -- the transaction that claimed the key.
  sealed text,
  created_at timestamptz not null default now(),
  primary key (owner, mode, key_hash)
);

create index idempotency_keys_created_at on engine.idempotency_keys (created_at);

comment on table engine.idempotency_keys is
  'Written in the transaction of the effect: after a crash there is both, or neither. Kept 24 hours.';
