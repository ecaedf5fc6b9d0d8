/** Spark event logs: a file (plain, gzip, and zstd where Node has it) or the folder of a rolling log, line by line. */
import { closeSync, createReadStream, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import type { ExecutionEvent } from '../spark/event.js';
import { looksLikeEventLog, readEvent } from '../spark/event.js';
import { planFingerprint } from '../spark/fingerprint.js';

/** A query execution of a log, with the application that ran it. */
export interface LoggedPlan extends Omit<ExecutionEvent, 'kind'> {
  readonly application: { readonly id: string; readonly name: string };
}

export interface EventLogOptions {
  /** Called as the log is read, with bytes of the files on disk. */
  readonly onProgress?: (read: number, total: number) => void;
  /** Leaves out plans that the log had before, but for ids and addresses: a job in a loop, a streaming query's batches. */
  readonly distinct?: boolean;
}

/** The executions of a log that have a plan, in order. Memory stays at a chunk and the longest line, however large the log is. */
export async function* readEventLog(path: string, { onProgress, distinct = false }: EventLogOptions = {}): AsyncGenerator<LoggedPlan> {
  const files = logFiles(path);
  const total = files.reduce((sum, file) => sum + statSync(file).size, 0);
  let application = { id: '', name: '' };
  let before = 0;
  const seen = new Set<string>();
  const isNew = (plan: string): boolean => {
    const mark = planFingerprint(plan, { start: 0, end: plan.length });
    return !seen.has(mark) && seen.add(mark) !== undefined;
  };
  for (const file of files) {
    const bytes = createReadStream(file);
    const progress = () => onProgress?.(before + bytes.bytesRead, total);
    for await (const line of eventLines(decompressed(bytes, file), progress)) {
      const event = readEvent(line);
      if (event?.kind === 'application') application = { id: event.id, name: event.name };
      else if (event !== undefined && event.plan !== '' && (!distinct || isNew(event.plan))) {
        const { kind: _, ...execution } = event;
        yield { application, ...execution };
      }
    }
    before += statSync(file).size;
  }
}

/** Whether a path is an event log, by how its first file begins. */
export function isEventLog(path: string): boolean {
  const [file] = logFiles(path);
  if (file === undefined) return false;
  const head = Buffer.alloc(1 << 16);
  const handle = openSync(file, 'r');
  const length = readSync(handle, head, 0, head.length, 0);
  closeSync(handle);
  return looksLikeEventLog(headText(head.subarray(0, length)));
}

/** A compressed head ends in the middle: what can be unpacked of it is enough. */
function headText(head: Buffer): string {
  try {
    if (isGzip(head)) return zlib.gunzipSync(head, { finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString('utf8');
    if (isZstd(head)) return '{"Event":"SparkListener'; // Nothing else that we are given is packed so.
  } catch {
    return '';
  }
  return head.toString('utf8', 0, 200);
}

const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;
const isZstd = (head: Uint8Array): boolean => head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;

/** The files of a log in order: `events_2_…` comes before `events_10_…`. A folder of other things has none. */
function logFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const order = new Intl.Collator('en', { numeric: true });
  const names = readdirSync(path).filter((name) => /^(events_|app-|application_|local-|spark-)/.test(name) && !name.endsWith('.crc'));
  return names
    .sort(order.compare)
    .map((name) => join(path, name))
    .flatMap((file) => logFiles(file));
}

/** Throws an Error that says what to do about a codec that cannot be read here. */
function decompressed(bytes: Readable, file: string): Readable {
  if (/\.(gz|gzip)$/.test(file)) return bytes.pipe(zlib.createGunzip());
  if (/\.(zst|zstd)$/.test(file)) {
    const create = (zlib as unknown as { createZstdDecompress?: () => NodeJS.ReadWriteStream }).createZstdDecompress;
    if (create === undefined) throw new Error(`${file}: this Node cannot unpack zstd (22.15 and later can): run zstd -d on it first`);
    return bytes.pipe(create()) as unknown as Readable;
  }
  if (/\.(lz4|snappy|lzf)$/.test(file)) throw new Error(`${file}: unpack it first, or set spark.eventLog.compression.codec=zstd`);
  return bytes;
}

/** Lines that may hold an event that is read. Of the others, nearly all of a log, not even the characters are decoded. */
async function* eventLines(stream: Readable, eachChunk: () => void): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  for await (const piece of stream) {
    const chunk: Buffer = piece;
    let from = 0;
    for (let newline = chunk.indexOf(10); newline >= 0; newline = chunk.indexOf(10, from)) {
      const end = chunk.subarray(from, newline);
      const line = rest.length === 0 ? end : Buffer.concat([...rest, end]);
      if (mayMatter(line)) yield line.toString('utf8');
      rest = [];
      from = newline + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
    eachChunk();
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString('utf8');
}

/** `{"Event":"org.apache.spark.sql…` or `{"Event":"SparkListenerA…`, by the bytes that tell them from the rest. */
function mayMatter(line: Uint8Array): boolean {
  return line[10] === 0x6f /* o */ || (line[10] === 0x53 /* S */ && line[23] === 0x41) /* A */;
}
