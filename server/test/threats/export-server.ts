import { startTables } from '../tables.ts'

/** A server of its own process, run as `npm start` runs it, with a table of a million rows. */
const { server, token } = await startTables(`
  create table many (id int primary key, a text, b numeric, c timestamptz);
  alter table many enable row level security; grant select on many to authenticated; create policy o on many using (true);
  insert into many select g, 'row number ' || g, g * 1.5, now() from generate_series(1, 1000000) g`)
const base = await server.app.http.listen({ port: 0, host: '127.0.0.1' })

process.send?.({ base, token })
process.on('message', (message) => {
  if (message === 'memory') process.send?.({ rss: process.memoryUsage().rss })
  else void server.stop().then(() => process.exit(0))
})
