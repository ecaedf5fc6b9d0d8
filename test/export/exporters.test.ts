/** What holds for every exporter, whatever its format. */
import { describe, expect, test } from 'vitest';
import type { Exporter, ExportFormat, ExportInput, ExportOptions } from '../../src/export/index.js';
import { exporters } from '../../src/export/index.js';
import { empty, hostile, query, revenue, wide } from './results.js';

const inputs: Record<string, ExportInput> = { empty, query, revenue, wide: wide(), huge: wide(3000), hostile };

describe.each(Object.keys(exporters) as ExportFormat[])('%s', (format) => {
  const { render, about, mediaType, extension } = exporters[format] as Exporter<ExportOptions>;

  test('says what it is', () => {
    expect(about).not.toMatch(/[.\n]$/);
    expect(mediaType).toMatch(/^[a-z]+\/[a-z.-]+$/);
    expect(extension).toMatch(/^[a-z]+$/);
  });

  test.each(Object.keys(inputs))('%s: one newline at the end, and the same text every time', (name) => {
    const text = render(inputs[name]!);
    expect(text).toMatch(/[^\n]\n$/);
    expect(render(structuredClone(inputs[name]!))).toBe(text);
  });

  test('lineage alone is enough', () => {
    expect(render({ lineage: revenue.lineage })).toMatch(/\n$/);
  });

  test('does not change its input', () => {
    const before = structuredClone(revenue);
    render(revenue);
    expect(revenue).toEqual(before);
  });

  // A CSV cell holds any character; the formats for people show them.
  test.skipIf(format === 'csv')('no name puts a control character or a lone surrogate into the output', () => {
    const reads = [...hostile.lineage.reads, 'lone \uD800 surrogate'];
    const text = render({ ...hostile, lineage: { ...hostile.lineage, reads } });
    expect(text.replaceAll('\n', '').match(/[\p{Cc}\p{Cs}]/gu) ?? []).toEqual([]);
  });
});

test.each(['tree', 'mermaid', 'dot'] as const)('%s: no name turns the direction of the text around', (format) => {
  expect(exporters[format].render(hostile)).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
});

test('a hostile name is still there for who reads the format', () => {
  const json = JSON.parse(exporters.json.render(hostile)) as { columns: { column: string }[] };
  expect(json.columns.map(({ column }) => column)).toContain('__proto__');
  const event = JSON.parse(exporters.openlineage.render(hostile)) as {
    outputs: { facets: { columnLineage: { fields: Record<string, object> } } }[];
  };
  expect(Object.keys(event.outputs[0]!.facets.columnLineage.fields)).toContain('__proto__');
  expect(Object.keys(event.outputs[0]!.facets.columnLineage.fields)).toContain('constructor');
});
