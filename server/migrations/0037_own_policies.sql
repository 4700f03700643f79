-- Policies of the server itself on tables that others write policies on, too: the mark tells which of
-- them nobody should drop. A migration that adds one adds its mark.
-- Only their tables' owner may.
set local role flumen_storage;
do $$
declare
  own record;
begin
  for own in
    select * from (values
      ('buckets', 'tenant'), ('buckets', 'administrators'), ('buckets', 'public_buckets'),
      ('objects', 'tenant'), ('objects', 'administrators'), ('objects', 'owners'),
      ('objects', 'public_buckets'), ('objects', 'shared'), ('objects', 'shared_update'),
      ('objects', 'shared_delete')) as t (tbl, name)
    -- An operator may have dropped one.
    where exists (
      select from pg_policies p
      where p.schemaname = 'storage' and p.tablename = t.tbl and p.policyname = t.name)
  loop
    execute format('comment on policy %I on storage.%I is %L', own.name, own.tbl, '@server');
  end loop;
end $$;
reset role;
