import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client/core'
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql'
import { GraphQLClient } from 'graphql-request'
import { startTables } from './tables.ts'

/** Clients that people use, unmodified, over a socket. */
const { server, token } = await startTables()
const api = await server.app.http.listen({ port: 0, host: '127.0.0.1' })
const url = `${api}/api/v1/graphql`
const headers = { authorization: `Bearer ${token}` }

describe('graphql-request', () => {
  const client = new GraphQLClient(url, { headers })

  test('introspects, and knows the tables', async () => {
    const schema = buildClientSchema(
      await client.request<IntrospectionQuery>(getIntrospectionQuery()),
    )
    assert.ok(schema.getQueryType()?.getFields().posts)
  })

  test('queries with variables, mutates, and throws what is wrong', async () => {
    const found = await client.request(
      'query ($id: Int!) { post(id: $id) { title author { name } } }',
      { id: 1 },
    )
    assert.deepEqual(found, { post: { title: 'one', author: { name: 'Ada' } } })
    const made = await client.request('mutation { insertTag(data: { id: 50 }) { id } }')
    assert.deepEqual(made, { insertTag: { id: 50 } })
    await assert.rejects(client.request('{ nope }'), /Cannot query field/)
    await assert.rejects(
      client.request('mutation { insertTag(data: { id: 50 }) { id } }'),
      /exists already/,
    )
  })
})

describe('Apollo Client', () => {
  const client = new ApolloClient({
    link: new HttpLink({ uri: url, headers }),
    cache: new InMemoryCache(),
  })

  test('introspects', async () => {
    const { data } = await client.query<IntrospectionQuery>({ query: gql(getIntrospectionQuery()) })
    assert.ok(data && buildClientSchema(data).getType('Posts'))
  })

  test('queries, and keeps what a mutation changed by its type and id', async () => {
    const query = gql`query ($id: Int!) { tag(id: $id) { id label } }`
    const { data } = await client.query<{ tag: object }>({ query, variables: { id: 1 } })
    assert.deepEqual(data?.tag, { __typename: 'Tags', id: 1, label: 'red' })
    await client.mutate({
      mutation: gql`mutation { updateTags(id: 1, data: { label: "crimson" }) { id label } }`,
    })
    const cached = client.readQuery<{ tag: { label: string } }>({ query, variables: { id: 1 } })
    assert.equal(cached?.tag.label, 'crimson')
  })

  test('says what is wrong', async () => {
    await assert.rejects(
      client.query({ query: gql`{ nope }` }),
      /Cannot query field|status code 400/,
    )
  })
})
