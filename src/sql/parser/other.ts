/** Statements that carry no lineage: a verb, and whatever follows it. */
import { TokenKind } from '../tokens.js';
import type { CommentFacts, DatasetName, OtherStatement } from '../tree.js';
import { skipOptions } from './copy.js';
import { advance, at, type Cursor, eat, endOf, startFrom, startOf, textOf } from './cursor.js';
import { atDatasetName, parseDatasetName } from './name.js';
import { stringValue } from './primary.js';

// ── Statements without lineage ───────────────────────────────────────────────────────────────────────────────────────

const VERBS = new Set(
  `ABORT ADD ADMIN ANALYZE ANALYSE ATTACH AUDIT BACKUP BEGIN BINLOG BREAK CACHE CALL CANCEL CHANGE CHECK CHECKPOINT CHECKSUM CLEAR CLOSE CLUSTER COMMENT COMMIT COMPUTE CONNECT CONTINUE CREATE ALTER DROP
  DBCC DEALLOCATE DECLARE DENY DESC DESCRIBE DETACH DISABLE DISCARD DISCONNECT DO ENABLE END EXECUTE EXISTS EXPORT FETCH FLUSH FORCE GET GOTO GRANT HANDLER HELP IMPORT INSTALL INVALIDATE ITERATE KILL LABEL LEAVE LIST LISTEN LOAD LOCK LS
  MOVE MSCK NOTIFY NULL OPEN OPTIMIZE PAUSE PRAGMA PREPARE PRINT PURGE PUT RAISE RAISERROR REASSIGN RECONFIGURE RECOVER REFRESH REINDEX RELEASE REMOVE REORG REPAIR RESET RESIGNAL RESTORE RESUME RETURN REVERT REVOKE RM ROLLBACK RUN
  SAVE SAVEPOINT SECURITY SHOW SHUTDOWN SIGNAL SKIP START STOP SUBMIT SUMMARIZE SUSPEND SYNC SYSTEM THROW UNCACHE UNDROP UNLISTEN UNLOCK UNSET UNSUBSCRIBE VACUUM VALIDATE WAITFOR WATCH WHENEVER XA ZERO DFS UNINSTALL DELIMITER COPY EXPLAIN
  EXIT NEXT ASSERT PERFORM RENAME ASSOCIATE DISASSOCIATE NOAUDIT FLASHBACK PERMUTE COLLECT DIAGNOSTIC BT ET INITIATE OPTIMISE APPLY INSPECT SUBSCRIBE CLONE PROMPT SPOOL REMARK WHENEVER DUMP IMPERSONATE UNLOAD MODIFY ARCHIVE RECOMPRESS DEFINE CANCEL FSCK CONVERT PIPE SEND RECEIVE READTEXT WRITETEXT UPDATETEXT AWAIT ADMINISTER RESTART

  REPLICATE ACTIVATE DEACTIVATE PROFILE GIVE ECHO LOGON LOGOFF RUNSTATS TRANSFER ALLOCATE REORGANIZE PRELOAD ENFORCE CONSUMER SUMMARY SOURCE REPL RELOAD WAIT QUIT SNAPSHOT TEST PLAN WARM CLEAN ASSIGN MYSQL`.split(
    /\s+/,
  ),
);

export const isVerb = (p: Cursor): boolean => VERBS.has(textOf(p).toUpperCase());

export function nearestVerb(p: Cursor): string | undefined {
  return nearestOf(p, ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'WITH', 'MERGE', 'DROP', 'ALTER']);
}

/** A hint where the current word is one of these but for a letter. */
export function nearestOf(p: Cursor, words: readonly string[]): string | undefined {
  if (p.kind !== TokenKind.Word) return undefined;
  const text = textOf(p).toUpperCase();
  const near = words.find((word) => differsByOne(text, word));
  return near === undefined ? undefined : `did you mean ${near}?`;
}

/** Whether two words differ by one letter more, less, changed, or two swapped. */
function differsByOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const restA = a.slice(i);
  const restB = b.slice(i);
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}

/** A statement that carries no lineage: its leading words are its verb, and the rest is skipped. */
export function other(p: Cursor, start: number): OtherStatement {
  const verb = leadingWords(p, start);
  const names: DatasetName[] = [];
  const facts = verb === 'comment on' || verb === 'comment' ? parseCommentOn(p) : undefined;
  if (p.grammar.semicolonless && startOf(p) === start) advance(p); // the verb may look like the next statement
  skipOptions(p);
  return { kind: 'other', verb, names, ...(facts && { facts }), start: startFrom(p, start), end: endOf(p) };
}

/** COMMENT ON { COLUMN | TABLE | VIEW } name IS 'text'. What else is commented on says nothing of datasets. */
function parseCommentOn(p: Cursor): CommentFacts | undefined {
  eat(p, 'COMMENT');
  eat(p, 'ON');
  const isColumn = at(p, 'COLUMN');
  if (!isColumn && !at(p, 'TABLE') && !at(p, 'VIEW')) return undefined;
  advance(p);
  if (!atDatasetName(p)) return undefined;
  const name = parseDatasetName(p);
  if (!eat(p, 'IS') || p.kind !== TokenKind.String) return undefined;
  const comment = stringValue(p);
  advance(p);
  return { name, isColumn, comment };
}

function leadingWords(p: Cursor, start: number): string {
  const words: string[] = [];
  let pos = p.pos;
  while (pos > 0 && (p.tokens.starts[pos - 1] as number) >= start) pos--;
  for (; words.length < 2 && p.tokens.kinds[pos] === TokenKind.Word && p.tokens.terminals[pos] !== 0; pos++)
    words.push(p.text.slice(p.tokens.starts[pos], p.tokens.ends[pos]).toLowerCase());
  return words.length === 0 ? p.text.slice(p.tokens.starts[pos], p.tokens.ends[pos]).toLowerCase() : words.join(' ');
}
