/** Spark event logs, plain or packed, line by line: query executions with what is known of their application and their end. */
import { createReadStream, statSync } from 'node:fs';
import type { Execution } from '../openlineage-runs.js';
import type { Application, LogEvent } from '../spark/event.js';
import { readEvent } from '../spark/event.js';
import { planFingerprint } from '../spark/fingerprint.js';
import { codecOf, unpacked } from './event-log-codec.js';
import { logFiles } from './event-log-files.js';
import { LineStart, LONGEST_LINE } from './lines.js';
import type { Unread } from './project/root.js';
import { type Pieces, readAhead } from './stream.js';

/** A query execution of a log, with the application that ran it. */
export type LoggedPlan = Execution;

export interface EventLogOptions {
  /** Called as the log is read, with bytes of the files on disk. */
  readonly onProgress?: (read: number, total: number) => void;
  /** Leaves out plans that the log had before, but for ids and addresses: a job in a loop, a streaming query's batches. */
  readonly distinct?: boolean;
  /** Called with what lies in a log's folder and is not read, before anything else. */
  readonly onUnread?: (unread: readonly Unread[]) => void;
}

/**
 * The executions of a log that have a plan, in order: of the file or folder at a path, or of what a stream brings. Memory stays at a
 * chunk and the longest line, however large the log is. Throws an Error for a log that cannot be read: a packing that is damaged,
 * a line of more than 64 MB.
 */
export async function* readEventLog(log: string | Pieces, options: EventLogOptions = {}): AsyncGenerator<LoggedPlan> {
  const { onProgress, onUnread, distinct = false } = options;
  const reading = newReading(distinct);
  if (typeof log !== 'string') yield* readLog(reading, log);
  else {
    const { files, unread } = logFiles(log);
    onUnread?.(unread);
    const total = files.reduce((sum, file) => sum + statSync(file).size, 0);
    let read = 0;
    const progress = (bytes: number) => onProgress?.((read += bytes), total);
    for (const file of files) yield* readFile(reading, file, progress);
  }
  yield* reading.open;
}

async function* readLog(reading: Reading, stream: Pieces, progress?: (bytes: number) => void): AsyncGenerator<LoggedPlan> {
  const { head, all } = await readAhead(stream, 16);
  for await (const line of eventLines(unpacked(counted(all, progress), codecOf(head)))) {
    const event = readEvent(line);
    if (event !== undefined) yield* take(reading, event);
  }
}

async function* readFile(reading: Reading, file: string, progress: (bytes: number) => void): AsyncGenerator<LoggedPlan> {
  const stream = createReadStream(file);
  try {
    yield* readLog(reading, stream, progress);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error }); // of a folder's logs, the one that cannot be read
  } finally {
    stream.destroy();
  }
}

async function* counted(chunks: AsyncIterable<Uint8Array>, progress: (bytes: number) => void = () => {}): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk;
    progress(chunk.length);
  }
}

// ── Executions ───────────────────────────────────────────────────────────────────────────────────────────────────────

interface Reading {
  application: Application;
  version: string;
  /** Executions that have not ended, and those behind them: they leave in the order in which they started. */
  readonly open: LoggedPlan[];
  readonly isNew: (plan: string) => boolean;
}

/** Beyond this many an execution is handed on without its end: a log may lack it. */
const MOST_OPEN = 1000;

function newReading(distinct: boolean): Reading {
  const seen = new Set<string>();
  const isNew = (plan: string): boolean => {
    const mark = planFingerprint(plan, { start: 0, end: plan.length });
    return !seen.has(mark) && seen.add(mark) !== undefined;
  };
  return { application: { id: '', name: '' }, version: '', open: [], isNew: distinct ? isNew : () => true };
}

/** Takes an event in; gives the executions that are complete with it. */
function take(reading: Reading, event: LogEvent): LoggedPlan[] {
  const { open, version, isNew } = reading;
  if (event.kind === 'version') reading.version = event.version;
  else if (event.kind === 'application') reading.application = { id: event.id, name: event.name, ...(version === '' ? {} : { version }) };
  else if (event.kind === 'execution') {
    const { kind: _, ...execution } = event;
    if (event.plan !== '' && isNew(event.plan)) open.push({ application: reading.application, ...execution });
  } else {
    const at = open.findIndex(({ id, application }) => id === event.id && application === reading.application);
    const execution = open[at];
    if (execution !== undefined) open[at] = { ...execution, end: event.time, ...(event.error === '' ? {} : { error: event.error }) };
  }
  let complete = 0;
  while (open[complete]?.end !== undefined || open.length - complete > MOST_OPEN) complete++;
  return open.splice(0, complete);
}

// ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Lines that may hold an event that is read. Of the others, nearly all of a log, not even the characters are decoded, nor more kept than tells it. */
async function* eventLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const start = new LineStart();
  let length = 0; // of the line so far
  const hold = (piece: Buffer): void => {
    length += piece.length;
    if (length > LONGEST_LINE) throw new Error(`a line is longer than ${LONGEST_LINE >> 20} MB, and no more of one is read`);
    if (start.length < TELLING || mayMatter(start.bytes)) start.add(piece);
  };
  for await (const piece of chunks) {
    const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    let from = 0;
    for (let newline = chunk.indexOf(10); newline >= 0; newline = chunk.indexOf(10, from)) {
      let line = chunk.subarray(from, newline);
      if (length > 0) {
        hold(line);
        line = start.take();
        length = 0;
      }
      if (mayMatter(line)) yield line.toString('utf8');
      from = newline + 1;
    }
    if (from < chunk.length) hold(chunk.subarray(from));
  }
  if (length > 0) yield start.take().toString('utf8');
}

/** So many bytes tell whether a line may matter. */
const TELLING = 61;

/** `{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLE…` or `{"Event":"SparkListener[AL]…`, by the bytes that tell them from the rest. */
function mayMatter(line: Uint8Array): boolean {
  const first = line[10];
  if (first === 0x6f /* o */) return line[60] === 0x45; /* E */
  return first === 0x53 /* S */ && (line[23] === 0x41 /* A */ || line[23] === 0x4c); /* L */
}
