import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'

export interface ChartProps {
  /** Read out instead of the drawing. */
  label: string
  kind?: 'area' | 'bar'
  /** `at` is an ISO time or a name; every series a number under its key. */
  data: readonly Record<string, string | number>[]
  series: readonly { key: string; name: string; color?: 1 | 2 | 3 | 4 | 5 }[]
  /** How `at` is written under the axis. */
  tick?: (at: string) => string
  format?: (value: number) => string
  height?: number
  stacked?: boolean
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const axis = { tick: { fill: 'var(--faint)', fontSize: 11 }, tickLine: false, axisLine: false }

export default function ChartFrame({
  label,
  kind = 'area',
  data,
  series,
  tick,
  format,
  height = 192,
  stacked,
}: ChartProps) {
  const Frame = kind === 'bar' ? BarChart : AreaChart
  const write = format ?? ((value: number) => compact.format(value))
  return (
    <figure aria-label={label} className="[&_.recharts-surface]:outline-none">
      <ResponsiveContainer width="100%" height={height}>
        <Frame
          data={[...data]}
          margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="at"
            {...axis}
            tickFormatter={tick ?? String}
            minTickGap={40}
            tickMargin={6}
          />
          <YAxis
            {...axis}
            width={40}
            tickFormatter={write}
            allowDecimals={false}
            tickMargin={4}
            // As many as have room: left to itself it leaves some out, and the steps look uneven.
            tickCount={height < 160 ? 3 : 5}
            interval={0}
          />
          <Tooltip
            content={<Told write={write} tick={tick} />}
            cursor={{ stroke: 'var(--edge)', fill: 'var(--hover)' }}
          />
          {series.map(({ key, name, color = 1 }) => {
            const paint = `var(--chart-${color})`
            const shared = {
              key,
              dataKey: key,
              name,
              isAnimationActive: false,
              ...(stacked && { stackId: 'one' }),
            }
            return kind === 'bar' ? (
              <Bar {...shared} key={key} fill={paint} radius={[2, 2, 0, 0]} maxBarSize={28} />
            ) : (
              <Area
                {...shared}
                key={key}
                type="monotone"
                stroke={paint}
                strokeWidth={1.75}
                fill={paint}
                fillOpacity={0.12}
              />
            )
          })}
        </Frame>
      </ResponsiveContainer>
      <figcaption className="sr-only">{label}</figcaption>
    </figure>
  )
}

interface ToldProps {
  active?: boolean
  label?: string
  payload?: readonly {
    name?: string
    value?: number
    color?: string
    fill?: string
    dataKey?: string
  }[]
  write: (value: number) => string
  tick: ((at: string) => string) | undefined
}

function Told({ active, label, payload, write, tick }: ToldProps) {
  if (!active || !payload?.length) return null
  return (
    <div className="rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-md">
      <p className="mb-1 text-muted">{tick && label ? tick(label) : label}</p>
      {payload.map((one) => (
        <p key={one.dataKey} className="flex items-center gap-2">
          <span
            aria-hidden
            className="size-2 rounded-full"
            style={{ background: one.color ?? one.fill }}
          />
          {one.name}
          <b className="ml-auto pl-4 font-medium tabular-nums">{write(one.value ?? 0)}</b>
        </p>
      ))}
    </div>
  )
}
