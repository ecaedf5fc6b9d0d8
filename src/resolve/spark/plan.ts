/**
 * One plan text → one resolved statement. Sections say different things: the analyzed one has the names as users wrote them,
 * views and CTEs; the physical one the paths; the parsed one the assignments of a MERGE. The best one is resolved, and what
 * only another has is taken from there.
 */
import type { Diagnostic } from '../../base/diagnostic.js';
import type { FunctionTable } from '../../functions/table.js';
import type { Output } from '../../lineage/collapse.js';
import { newColumn } from '../../lineage/column.js';
import { via } from '../../lineage/flow.js';
import { newRelation } from '../../lineage/relation.js';
import type { Dataset, Sources } from '../../lineage/source.js';
import type { ResolvedStatement } from '../../lineage/statement.js';
import { IDENTITY } from '../../lineage/transformation.js';
import { indexWithin } from '../../spark/brackets.js';
import { parsePlan } from '../../spark/parse-plan.js';
import type { PlanNode, PlanText, SectionKind } from '../../spark/plan.js';
import type { PlanContext } from './context.js';
import { namedDataset } from './names.js';
import { resolveTree } from './tree.js';
import { findWrite, resolveWrite, targetOf } from './write.js';

interface Tree {
  readonly kind: SectionKind;
  readonly root: PlanNode;
}

const PREFERRED: readonly SectionKind[] = ['analyzed', 'optimized', 'physical', 'parsed'];

export function resolvePlan(text: string, plan: PlanText, sources: Sources, functions: FunctionTable): ResolvedStatement {
  const trees = readTrees(text, plan);
  const best = bestTree(trees);
  if (best === undefined) return emptyStatement(plan);
  const merged = trees.find(({ root }) => findWrite(root)?.body.kind === 'merge');
  const { root, kind: section } = merged ?? best;
  const context = newContext(text, sources, functions, trees, section === 'physical');
  sayTruncated(context, best, trees);
  if (text.startsWith('== Subtree ', plan.span.start)) sayPartial(context, best);
  sayFailed(context, plan);
  const written = findWrite(root);
  const target = written && findTarget(context, trees, written);
  if (written !== undefined) {
    const { kind, outputs, writes } = resolveWrite(context, written, target);
    if (kind === 'merge') for (const dataset of writes) context.reads.delete(dataset);
    for (const output of outputs) noteOutput(context, output, written);
    return { ...statement(context, plan), kind, outputs, writes };
  }
  const { relation } = resolveTree(context, root);
  const outputs = [{ dataset: null, columns: relation.columns, rows: relation.rows, replaces: false }];
  for (const output of outputs) noteOutput(context, output, root);
  return { ...statement(context, plan), kind: 'plan', outputs, writes: [] };
}

/** The last step has all columns, those as well that come through unchanged. */
function noteOutput(context: PlanContext, { dataset, columns, rows }: Output, { span }: PlanNode): void {
  const own = columns.map((column) => newColumn(column.name, column.key, via(column.flow, IDENTITY, column.span), column.span));
  const named = dataset === null ? ({ name: 'query', kind: 'query' } as const) : ({ name: dataset.name, kind: 'write' } as const);
  context.steps.push({ ...named, span, relation: newRelation(own, rows) });
}

function statement(context: PlanContext, { span }: PlanText): Omit<ResolvedStatement, 'kind' | 'outputs' | 'writes'> {
  return { span, reads: [...context.reads], steps: context.steps, diagnostics: context.diagnostics };
}

function emptyStatement({ span }: PlanText): ResolvedStatement {
  const diagnostic: Diagnostic = { severity: 'warning', code: 'unsupported', message: 'There is no plan tree in this text.', span };
  return { kind: 'plan', span, reads: [], writes: [], outputs: [], steps: [], diagnostics: [diagnostic] };
}

/** The trees of all sections, or only the analyzed one where the others have nothing to add. */
function readTrees(text: string, { span, sections }: PlanText): Tree[] {
  const analyzed = sections.find(({ kind }) => kind === 'analyzed');
  const root = analyzed && parsePlan(text, analyzed);
  if (root !== undefined && isEnough(root) && indexWithin(text, ' more fields', span.start, span.end) < 0)
    return [{ kind: 'analyzed', root }];
  return sections.flatMap((section) => {
    const tree = section === analyzed ? root : parsePlan(text, section);
    return tree === undefined ? [] : [{ kind: section.kind, root: tree }];
  });
}

/** Whether all is known where it reads, and where and what it writes. */
function isEnough(root: PlanNode): boolean {
  const body = findWrite(root)?.body;
  if (body?.kind === 'merge' || (body?.kind === 'write' && (body.byName || (body.dataset ?? body.path) === undefined))) return false;
  for (const { name, body } of walk(root)) {
    if (body.kind === 'scan' && (body.open || (name.startsWith('Relation') && (body.dataset ?? body.path) === undefined))) return false;
  }
  return true;
}

/**
 * The section that knows most: whole before cut, then by kind. Parsed text is last, since it has names for columns. EXPLAIN
 * CODEGEN prints a tree for each subtree: the largest is nearest to the whole.
 */
function bestTree(trees: readonly Tree[]): Tree | undefined {
  const ranked = trees.map((tree) => ({ tree, parsed: tree.kind === 'parsed', ...treeSize(tree.root) }));
  ranked.sort(
    (a, b) =>
      Number(a.parsed) - Number(b.parsed) ||
      Number(a.cut) - Number(b.cut) ||
      PREFERRED.indexOf(a.tree.kind) - PREFERRED.indexOf(b.tree.kind) ||
      b.nodes - a.nodes,
  );
  return ranked[0]?.tree;
}

/** A relation's cut list is no loss: the ids of its columns are known (see `cutRanges` in node.ts). */
function treeSize(root: PlanNode): { nodes: number; cut: boolean } {
  let nodes = 0;
  let cut = false;
  for (const node of walk(root)) {
    nodes++;
    cut ||= node.truncated && !node.name.startsWith('Relation');
  }
  return { nodes, cut };
}

function* walk(root: PlanNode): Generator<PlanNode> {
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    stack.push(...node.children, ...node.inner);
  }
}

function newContext(text: string, sources: Sources, functions: FunctionTable, trees: readonly Tree[], physical: boolean): PlanContext {
  const locations = new Map<number, string>();
  const tables = new Map<number, string>();
  const columns = new Map<string, readonly string[]>();
  for (const { root } of trees) {
    for (const node of walk(root)) {
      noteScan(sources, node, locations, columns);
      noteAlias(node, tables);
    }
  }
  return {
    text,
    physical,
    sources,
    functions,
    reads: new Set(),
    steps: [],
    noted: new Set(),
    diagnostics: [],
    ctes: new Map(),
    named: new Map(),
    subqueries: new Map(),
    exchanges: new Map(),
    claimed: new Set(),
    locations,
    tables,
    columns,
    outer: [],
  };
}

/** Paths of nameless scans by their columns' ids, and the columns of datasets that parsed text only names. */
function noteScan(sources: Sources, node: PlanNode, locations: Map<number, string>, columns: Map<string, readonly string[]>): void {
  const { body } = node;
  if (body.kind !== 'scan') return;
  if (body.path !== undefined && body.dataset === undefined) for (const { id } of body.columns) locations.set(id, body.path);
  if (body.dataset === undefined || body.open || node.truncated) return;
  const { name } = namedDataset(sources, body.dataset);
  if ((columns.get(name)?.length ?? -1) < body.columns.length)
    columns.set(
      name,
      body.columns.map((column) => column.name),
    );
}

/** `SubqueryAlias spark_catalog.shop.orders` over a relation that has neither name nor path. */
function noteAlias({ body, children }: PlanNode, tables: Map<number, string>): void {
  const below = children[0]?.body;
  if (body.kind !== 'alias' || !body.name.includes('.') || below?.kind !== 'scan' || below.dataset !== undefined || below.open) return;
  for (const { id } of below.columns) if (id >= 0) tables.set(id, body.name);
}

/** The target as the write names it, or as another section does. */
function findTarget(context: PlanContext, trees: readonly Tree[], written: PlanNode): Dataset | undefined {
  const nodes = [written, ...trees.flatMap(({ root }) => findWrite(root) ?? [])];
  for (const node of nodes) {
    const target = targetOf(context, node);
    if (target !== undefined) return target;
  }
  return undefined;
}

/** A query that Spark could not analyze prints the reason in place of its schema, and the tree as far as it got. */
function sayFailed({ text, diagnostics }: PlanContext, { sections }: PlanText): void {
  const analyzed = sections.find(({ kind }) => kind === 'analyzed')?.span;
  const reason = analyzed && /^org\.apache\.spark\.\S*Exception: (.*)/.exec(text.slice(analyzed.start, analyzed.start + 400));
  if (!reason) return;
  const span = { start: analyzed.start, end: analyzed.start + reason[0].length };
  diagnostics.push({ severity: 'warning', code: 'unsupported', message: `Spark could not analyze this query: ${reason[1]}`, span });
}

function sayPartial(context: PlanContext, { root }: Tree): void {
  context.diagnostics.push({
    severity: 'info',
    code: 'unsupported',
    message: 'EXPLAIN CODEGEN prints the compiled parts of a plan, and not how they are put together: the largest was read.',
    hint: 'Use EXPLAIN EXTENDED or FORMATTED.',
    span: root.span,
  });
}

const SETTING = 'spark.sql.debug.maxToStringFields';

/** A section that is whole makes good for one that was cut. */
function sayTruncated(context: PlanContext, best: Tree, trees: readonly Tree[]): void {
  for (const tree of [best, ...trees]) {
    const cut = [...walk(tree.root)].find((node) => node.truncated);
    if (cut === undefined) continue;
    const lost = tree === best ? 'so that some columns are missing' : `so that the ${best.kind} section was read instead`;
    context.diagnostics.push({
      severity: tree === best ? 'warning' : 'info',
      code: 'truncated-plan',
      message: `Spark cut the text of ${cut.name} (“… more fields”), ${lost}.`,
      hint: `Set ${SETTING} to a large number (say 10000) before the plan is printed.`,
      span: cut.span,
    });
    return;
  }
}
