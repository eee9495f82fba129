import { readdirSync, readFileSync } from 'node:fs'

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function stat(pid: number): { parent: number; ticks: number } | undefined {
  const text = read(`/proc/${pid}/stat`)
  if (text === '') return undefined
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }
}

/** The process and everything it started. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const found = stat(Number(name))
    if (found) children.set(found.parent, [...(children.get(found.parent) ?? []), Number(name)])
  }
  const tree: number[] = []
  const walk = (pid: number): void => {
    tree.push(pid)
    for (const child of children.get(pid) ?? []) walk(child)
  }
  walk(root)
  return tree
}

/** Processor time of these processes so far, user and system, in ms (Linux counts hundredths of a second). */
export function cpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (stat(pid)?.ticks ?? 0) * 10, 0)
}

/** Memory of these processes with shared pages counted once, in MiB. */
export function memoryMiB(pids: readonly number[]): number {
  const kib = pids.reduce((sum, pid) => {
    const line = /^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))
    return sum + Number(line?.[1] ?? 0)
  }, 0)
  return kib / 1024
}

/** Processor time that the whole machine was busy, in ms: what neither server nor driver used is somebody else's. */
export function machineBusyMs(): number {
  const fields = read('/proc/stat').split('\n')[0]!.split(/\s+/).slice(1).map(Number)
  return (fields[0]! + fields[1]! + fields[2]! + fields[5]! + fields[6]!) * 10
}

/** Processor time of this process and of what it has started and seen end, in ms: the load drivers among them. */
export function driverCpuMs(): number {
  const text = read('/proc/self/stat')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * 10, 0)
}
