import '@xyflow/react/dist/style.css'
import {
  Background,
  Controls,
  type Edge,
  MarkerType,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react'
import { Download, Workflow } from 'lucide-react'
import { type CSSProperties, useEffect, useMemo } from 'react'
import { type Structure, useStructure } from '../../catalog/schema.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { saveFile } from '../../ui/download.ts'
import { Empty } from '../../ui/empty.tsx'
import { Select } from '../../ui/field.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchField } from '../../ui/toolbar.tsx'
import { drawingOf } from './drawing.ts'
import { layOut } from './layout.ts'
import { TableNode, type TableNodeType } from './table-node.tsx'

const nodeTypes = { table: TableNode }

const colours = {
  '--xy-controls-button-background-color': 'var(--raised)',
  '--xy-controls-button-background-color-hover': 'var(--sunken)',
  '--xy-controls-button-color': 'var(--ink)',
  '--xy-controls-button-border-color': 'var(--line)',
} as CSSProperties

/** Tables and how they point at each other. */
export default function Schema() {
  const structure = useStructure()
  return (
    <Page title="Schema" full>
      <Loaded query={structure}>
        {(found) =>
          found.tables.length === 0 ? (
            <Empty
              icon={Workflow}
              title="Nothing to draw yet"
              action={<PageLink to="/tables">Make a table</PageLink>}
            >
              Tables and their foreign keys are drawn here as soon as there are some.
            </Empty>
          ) : (
            <ReactFlowProvider>
              <Diagram structure={found} />
            </ReactFlowProvider>
          )
        }
      </Loaded>
    </Page>
  )
}

function Diagram({ structure }: { structure: Structure }) {
  const [{ q = '', schema = 'all' }, setAddress] = useAddress<{ q?: string; schema?: string }>()
  const { boxes, arrows } = useMemo(
    () => layOut(structure.tables.filter((table) => schema === 'all' || table.schema === schema)),
    [structure, schema],
  )
  const words = q.toLowerCase()
  const found = useMemo(
    () =>
      new Set(
        words
          ? boxes
              .filter(({ id, table }) =>
                `${id} ${table.columns.map(({ name }) => name).join(' ')}`
                  .toLowerCase()
                  .includes(words),
              )
              .map(({ id }) => id)
          : [],
      ),
    [boxes, words],
  )
  const nodes = useMemo(
    () =>
      boxes.map(
        ({ id, x, y, height, table }): TableNodeType => ({
          id,
          type: 'table',
          position: { x, y },
          width: 240,
          height,
          data: { table, isFound: found.has(id), isDim: words !== '' && !found.has(id) },
        }),
      ),
    [boxes, found, words],
  )
  const edges = useMemo(
    () =>
      arrows.map(
        ({ id, from, to }): Edge => ({
          id,
          source: from,
          target: to,
          type: 'smoothstep',
          style: { stroke: 'var(--faint)' },
          markerEnd: { type: MarkerType.ArrowClosed, color: 'var(--faint)' },
        }),
      ),
    [arrows],
  )
  const schemas = [...new Set(structure.tables.map((table) => table.schema))]
  return (
    <div className="flex h-full flex-col">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
        <SearchField label="Find a table or column" value={q} onChange={(q) => setAddress({ q })} />
        <Select
          aria-label="Schema"
          className="w-40"
          value={schema}
          options={[
            { value: 'all', label: 'All schemas' },
            ...schemas.map((name) => ({ value: name, label: name })),
          ]}
          onChange={(next) => setAddress({ schema: next === 'all' ? '' : next })}
        />
        <span className="grow" />
        <Button
          size="sm"
          icon={<Download />}
          onClick={() =>
            saveFile('schema.svg', new Blob([drawingOf(boxes, arrows)], { type: 'image/svg+xml' }))
          }
        >
          SVG
        </Button>
      </div>
      <div className="min-h-0 grow">
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          fitView
          style={colours}
          fitViewOptions={{ maxZoom: 1, padding: 0.15 }}
          minZoom={0.1}
          onlyRenderVisibleElements
          proOptions={{ hideAttribution: true }}
        >
          <Background color="var(--edge)" />
          <Controls showInteractive={false} />
          <Focus found={found} all={schema} />
        </ReactFlow>
      </div>
    </div>
  )
}

/** Brings what was found into sight. */
function Focus({ found, all }: { found: ReadonlySet<string>; all: string }) {
  const { fitView } = useReactFlow()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another schema is another picture
  useEffect(() => {
    const nodes = [...found].map((id) => ({ id }))
    void fitView({ ...(nodes.length > 0 && { nodes }), maxZoom: 1, padding: 0.15, duration: 200 })
  }, [found, fitView, all])
  return null
}
