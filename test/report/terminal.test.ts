import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/base/diagnostic.js';
import { renderDiagnostics } from '../../src/report/terminal.js';

const syntax = (text: string, at: string, more: Partial<Diagnostic> = {}): Diagnostic => ({
  severity: 'error',
  code: 'syntax',
  message: 'unexpected text',
  span: { start: text.indexOf(at), end: text.indexOf(at) + at.length },
  ...more,
});

describe('diagnostics for the terminal', () => {
  it('show the place, the line with the place underlined, what was expected and what to do', () => {
    const text = 'select a\nfrom t wehre b = 1';
    const report = renderDiagnostics([syntax(text, 'wehre', { expected: ["','", 'WHERE'], hint: 'is it WHERE?' })], 'q.sql', text);
    expect(report).toBe(
      [
        'q.sql:2:8: error: unexpected text [syntax]',
        '  2 | from t wehre b = 1',
        '    |        ^~~~~',
        "    = expected ',' or WHERE",
        '    = is it WHERE?',
        '',
      ].join('\n'),
    );
  });

  it('without a span name the file only', () => {
    const unknown: Diagnostic = { severity: 'warning', code: 'unknown-dialect', message: 'no dialect is called x' };
    expect(renderDiagnostics([unknown], 'q.sql', 'select 1')).toBe('q.sql: warning: no dialect is called x [unknown-dialect]\n');
  });

  it('mark the place behind tabs and wide letters', () => {
    const text = '\tselect 東京\t]';
    expect(renderDiagnostics([syntax(text, ']')], 'q', text)).toContain('\n  1 |   select 東京  ]\n    |                ^\n');
  });

  it('cut a line of a megabyte around the place', () => {
    const text = `select ${'a, '.repeat(300_000)}] from t`;
    const report = renderDiagnostics([syntax(text, ']')], 'q', text, { width: 80 });
    const [, line = '', mark = ''] = report.split('\n');
    expect(line.length).toBeLessThanOrEqual(82);
    expect(line[mark.indexOf('^')]).toBe(']');
  });

  it('mark one character at the end of the text', () => {
    const text = 'select';
    const end: Diagnostic = { severity: 'error', code: 'syntax', message: 'm', span: { start: 6, end: 6 } };
    expect(renderDiagnostics([end], 'q', text)).toContain('q:1:7: ');
    expect(renderDiagnostics([end], 'q', text)).toContain('\n    |       ^\n');
  });

  it('print no control characters of the text', () => {
    const text = 'select \u001b[31m]\u0007 from t';
    expect(renderDiagnostics([syntax(text, ']', { message: text })], 'q', text)).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it('stop after the limit and count the rest', () => {
    const text = 'x';
    const report = renderDiagnostics(Array(50).fill(syntax(text, 'x')), 'q', text, { limit: 3 });
    expect(report.match(/unexpected text/g)).toHaveLength(3);
    expect(report).toContain('… and 47 more in q');
  });
});
