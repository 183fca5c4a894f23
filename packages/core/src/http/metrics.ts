import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Backlog } from '../events/index.ts'

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] as const

interface Series {
  readonly counts: number[]
  sum: number
  total: number
}

export interface Metrics {
  /** Counts one answered request. Seconds; the route is its pattern, so that the number of series stays bounded. */
  observe(request: {
    readonly method: string
    readonly route: string
    readonly status: number
    readonly seconds: number
  }): void
  /** The Prometheus text exposition format, version 0.0.4. Deliveries that failed are left out when nobody knows how many there are. */
  render(backlog?: Backlog): string
}

export function createMetrics(): Metrics {
  const series = new Map<string, Series>()
  const lag = monitorEventLoopDelay({ resolution: 20 })
  lag.enable()
  return {
    observe({ method, route, status, seconds }) {
      const key = `method="${method}",route="${route.replaceAll('"', '')}",status="${status}"`
      let found = series.get(key)
      if (found === undefined) {
        found = { counts: BUCKETS.map(() => 0), sum: 0, total: 0 }
        series.set(key, found)
      }
      const at = BUCKETS.findIndex((bound) => seconds <= bound)
      if (at >= 0) found.counts[at] = (found.counts[at] ?? 0) + 1
      found.sum += seconds
      found.total += 1
    },
    render: (backlog) =>
      [...requestLines(series), ...processLines(lag), ...backlogLines(backlog)].join('\n').concat('\n'),
  }
}

function requestLines(series: ReadonlyMap<string, Series>): string[] {
  const lines = [
    '# HELP vitrine_http_request_seconds Time to answer a request.',
    '# TYPE vitrine_http_request_seconds histogram',
  ]
  for (const [labels, { counts, sum, total }] of series) {
    let below = 0
    BUCKETS.forEach((bound, at) => {
      below += counts[at] ?? 0
      lines.push(`vitrine_http_request_seconds_bucket{${labels},le="${bound}"} ${below}`)
    })
    lines.push(
      `vitrine_http_request_seconds_bucket{${labels},le="+Inf"} ${total}`,
      `vitrine_http_request_seconds_sum{${labels}} ${sum}`,
      `vitrine_http_request_seconds_count{${labels}} ${total}`,
    )
  }
  return lines
}

const gauge = (name: string, help: string, value: number) => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} gauge`,
  `${name} ${value}`,
]

function backlogLines(backlog: Backlog | undefined): string[] {
  if (backlog === undefined) return []
  return [
    ...gauge('vitrine_dead_letters', 'Events that a consumer gave up on; above 0 somebody has to look.', backlog.dead),
    ...gauge('vitrine_events_waiting', 'Deliveries that failed and are tried again.', backlog.waiting),
  ]
}

function processLines(lag: ReturnType<typeof monitorEventLoopDelay>): string[] {
  const memory = process.memoryUsage()
  return [
    ...gauge('process_resident_memory_bytes', 'Resident memory.', memory.rss),
    ...gauge('nodejs_heap_size_used_bytes', 'Used heap.', memory.heapUsed),
    ...gauge(
      'nodejs_eventloop_lag_p99_seconds',
      'Delay of the event loop, 99th percentile since start.',
      lag.percentile(99) / 1e9,
    ),
    ...gauge('process_uptime_seconds', 'Seconds since start.', process.uptime()),
  ]
}
