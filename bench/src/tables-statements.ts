/** What a request says of its caller before its statement; `$1` the claims, `$2` the person. */
export const enter = `select set_config('request.jwt.claims', $1, true), set_config('app.user_id', $2, true),
  set_config('statement_timeout', '30000', true), set_config('role', 'authenticated', true)`

export const claimsOf = (user: string): string =>
  JSON.stringify({ sub: user, role: 'authenticated' })

/** The requests of the bench as somebody would write them by hand; one value each. */
export const statements = {
  list: `select coalesce(json_agg(r), '[]')::text from (
    select id, title, created_at from posts where status = $1
    order by created_at desc, id limit 10) r`,
  row: `select row_to_json(r)::text from (
    select id, owner, author_id, title, status, created_at from posts where id = $1) r`,
  embed: `select coalesce(json_agg(r), '[]')::text from (
    select p.id, p.title, (select row_to_json(a) from (
      select a.name, (select row_to_json(c) from (
        select c.name from countries c where c.id = a.country_id) c) as country
      from authors a where a.id = p.author_id) a) as author
    from posts p where p.status = $1 order by p.created_at desc, p.id limit 10) r`,
  insert: `with w as (insert into posts (title, status, author_id)
      select title, status, author_id from json_to_record($1) as b (title text, status text, author_id int)
      returning id, owner, author_id, title, status, created_at)
    select row_to_json(w)::text from w`,
} as const

export type StatementName = keyof typeof statements
