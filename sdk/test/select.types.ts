import type { Client } from '../src/index.ts'
import type { Database, Json } from './database.ts'

/** What the compiler must know of rows; nothing here is run. */

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Fails to compile where the two are not the same. */
const is = <_ extends true>(): void => {}

type RowsOf<Q> = Q extends PromiseLike<(infer Row)[]> ? { [K in keyof Row]: Row[K] } : never

export async function questions(client: Client<Database>): Promise<void> {
  const posts = client.from('posts')
  type Post = Database['public']['Tables']['posts']['Row']

  const all = posts.select()
  is<Same<RowsOf<typeof all>, Post>>()
  const some = posts.select('id, label:title, price::text, data->a->>b')
  is<
    Same<RowsOf<typeof some>, { id: number; label: string | null; price: string; b: string | null }>
  >()
  const path = posts.select('deep:data->a')
  is<Same<RowsOf<typeof path>, { deep: Json }>>()

  const toOne = posts.select('id,author(name)')
  is<Same<RowsOf<typeof toOne>, { id: number; author: { name: string } | null }>>()
  const byHint = posts.select('id,authors!editor_id(name)')
  is<Same<RowsOf<typeof byHint>, { id: number; authors: { name: string } | null }>>()
  const inner = posts.select('writer:authors!posts_author_id_fkey!inner(name)')
  is<Same<RowsOf<typeof inner>, { writer: { name: string } }>>()
  const toMany = client.from('authors').select('name,posts!author_id(title,tags(label))')
  is<
    Same<
      RowsOf<typeof toMany>,
      { name: string; posts: { title: string | null; tags: { label: string | null }[] }[] }
    >
  >()
  const spread = posts.select('id,...author(writer:name)')
  is<Same<RowsOf<typeof spread>, { id: number; writer: string | null }>>()
  const view = client.from('recent').select('title,author(name)')
  is<Same<RowsOf<typeof view>, { title: string | null; author: { name: string } | null }>>()

  const counted = client.from('authors').select('name,posts!author_id(count)')
  is<Same<RowsOf<typeof counted>, { name: string; posts: { count: number }[] }>>()
  const sums = client.from('sales').select('cat,price.sum(),count()')
  is<Same<RowsOf<typeof sums>, { cat: string | null; sum: number; count: number }>>()
  const old = client.from('sales').select('sum(price)')
  is<Same<RowsOf<typeof old>, { sum_price: number }>>()

  const one = await posts.select('title').eq('id', 1).single()
  is<Same<typeof one.title, string | null>>()
  const maybe = await posts.select('title').maybeSingle()
  maybe?.title?.length
  const dynamic = await posts.select(String(1))
  is<Same<(typeof dynamic)[number], Record<string, unknown>>>()
  const said = await posts.select('whatever').returns<{ whatever: Date }>()
  is<Same<(typeof said)[number]['whatever'], Date>>()

  // @ts-expect-error no such table
  client.from('nothing')
  // @ts-expect-error no such column
  posts.select().eq('nothing', 1)
  // @ts-expect-error another type
  posts.select().eq('id', 'one')
  // @ts-expect-error null is asked for by `is`
  posts.select().eq('title', null)
  posts.select().eq('data->>b', '5').eq('author.name', 'Ada')
  const wrong = (await posts.select('nothing').single()).nothing
  // @ts-expect-error no such column
  wrong.length
}

export async function changes(client: Client<Database>): Promise<void> {
  const count: number = await client.from('people').insert({ id: 1, name: null })
  const made = await client.from('people').insert({ id: 1 }).select('id').single()
  is<Same<typeof made.id, number>>()
  // @ts-expect-error a column is missing
  client.from('people').insert({ name: 'Ada' })
  // @ts-expect-error written by the database alone
  client.from('authors').insert({ id: 1, name: 'Ada' })
  // @ts-expect-error no such column
  client.from('people').update({ nothing: 1 })
  // @ts-expect-error a view that nobody writes
  client.from('recent').insert({ title: 'x' })
  await client.from('people').update({ age: null }).eq('id', count).select('age')
  await client.batch([
    { op: 'insert', table: 'people', values: { id: 9 } },
    { op: 'update', table: 'people', values: { age: { $ref: '0.id' } }, filter: { id: 9 } },
    // @ts-expect-error no such table
    { op: 'delete', table: 'nothing', filter: 'id=eq.1' },
  ])
}

export async function untyped(client: Client): Promise<void> {
  const rows: Record<string, unknown>[] = await client.from('any').select('a,b(c)').eq('a', 1)
  await client.from('any').insert({ a: 1, b: rows })
}
