import { Box } from 'ink'
import type { ReactNode } from 'react'
import { plainText, type Row, span } from '../../draw/paint.ts'
import { type DrawnRow, Rows, useSize } from '../../draw/surface.tsx'
import type { Screen, ScreenDefinition, ScreenTools } from '../../frame/screen.ts'
import { useStore } from '../../store.ts'
import { pulseBindings } from './bindings.ts'
import { type PulseBlock, pulseBlocks } from './pulse-blocks.ts'
import { type PulseControls, usePulse } from './use-pulse.ts'

const leastColumn = 38
const mostColumns = 3

/** The overview that moves: traffic, queue, quota, jobs, machine. */
export const pulseScreen: ScreenDefinition = {
  name: 'pulse',
  aliases: ['home', 'stats'],
  about: 'how the server is doing, live',
  open: (tools) => openPulse(tools, usePulse(tools)),
}

function openPulse(tools: ScreenTools, controls: PulseControls): Screen {
  const bindings = pulseBindings(tools, controls)
  return {
    name: 'pulse',
    title: () => 'pulse',
    bindings: () => bindings,
    stores: [controls.state],
    note: () => [`${controls.state.get().events.toLocaleString('en')} events`],
    text: () => {
      const { pulse } = controls.state.get()
      if (pulse === null) return []
      return pulseBlocks(controls.state.get(), pulse, 76, tools.now()).flatMap(({ title, rows }) => [
        title,
        ...rows.map((row) => `  ${plainText(row)}`),
      ])
    },
    refresh: () => void controls.refresh(),
    hear: controls.hear,
    close: controls.close,
    View: function PulseView(): ReactNode {
      const { columns, rows } = useSize()
      const state = useStore(controls.state)
      const { pulse, problem, top } = state
      if (pulse === null) {
        const said: Row = problem === null ? [span('  loading…', 'muted')] : [span(`  ${problem}`, 'danger')]
        return <Rows lines={[{ row: said }]} columns={columns} rows={rows} />
      }
      const count = Math.min(mostColumns, Math.max(1, Math.floor(columns / leastColumn)))
      const width = Math.floor(columns / count)
      const stacks = layOut(pulseBlocks(state, pulse, width - 3, tools.now()), count)
      return (
        <Box width={columns} height={rows}>
          {stacks.map((lines, index) => (
            <Rows
              key={index}
              lines={lines.slice(Math.min(top, Math.max(0, lines.length - rows)))}
              columns={width}
              rows={rows}
            />
          ))}
        </Box>
      )
    },
  }
}

/** Puts each block under the shortest column so far. */
function layOut(blocks: readonly PulseBlock[], count: number): DrawnRow[][] {
  const stacks: DrawnRow[][] = Array.from({ length: count }, () => [])
  for (const { title, rows } of blocks) {
    if (rows.length === 0) continue
    const shortest = stacks.reduce((one, other) => (other.length < one.length ? other : one))
    shortest.push({ row: [' ', span(title, 'accent')] })
    shortest.push(...rows.map((row): DrawnRow => ({ row: ['  ', ...row] })), { row: [] })
  }
  return stacks
}
