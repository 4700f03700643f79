import { PostgreSQL, type SQLNamespace, sql } from '@codemirror/lang-sql'
import { syntaxTree } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import type { Structure } from '../../catalog/schema.ts'

/** PostgreSQL's words, and the names of this database. */
export function languageOf(structure: Structure | undefined): Extension {
  const schemas: Record<string, Record<string, string[]>> = {}
  for (const { schema, name, columns } of structure?.tables ?? []) {
    schemas[schema] ??= {}
    const tables = schemas[schema]
    if (tables) tables[name] = columns.map((column) => column.name)
  }
  return sql({
    dialect: PostgreSQL,
    upperCaseKeywords: false,
    schema: schemas as SQLNamespace,
    defaultSchema: 'public',
  })
}

export interface Piece {
  text: string
  /** Where it begins in the whole. */
  from: number
}

/** What is selected, else the statement in which the cursor stands. */
export function pieceAt({ state }: EditorView): Piece {
  const { from, to, head, empty } = state.selection.main
  if (!empty) return { text: state.sliceDoc(from, to), from }
  const statements = syntaxTree(state).topNode.getChildren('Statement')
  const here = statements.find((node) => head <= node.to) ?? statements.at(-1)
  return here
    ? { text: state.sliceDoc(here.from, here.to), from: here.from }
    : { text: state.doc.toString(), from: 0 }
}
