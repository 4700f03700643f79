-- Whose changes are told is part of the picture of the schema: another table that is watched is news.

create function changes.note_watched() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into auth.revocations (subject, subject_id)
  select 'schema', 'changed'
  where not exists (select from auth.revocations r
    where r.subject = 'schema' and r.at = pg_catalog.now());
  return null;
end $$;

create trigger note after insert or update or delete on changes.watched
  for each row execute function changes.note_watched();

revoke execute on function changes.note_watched() from public;
