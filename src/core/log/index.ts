export { appendToLog, type LogEntry, logTopic } from './append.ts'
export { type PassingEvent, passingTopic, sendPassing } from './passing.ts'
export { logKeptMs, pruneLog } from './prune.ts'
export { type LogBounds, type LogRow, readLog, readLogBounds, readLogHeads, readLogsAfter } from './read.ts'
