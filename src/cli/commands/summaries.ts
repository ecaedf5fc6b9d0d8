/** All commands, in the order of the help, and what each is for. */
export const SUMMARIES = {
  trace: 'where every column of a query or script comes from (the default command)',
  graph: 'the columns of a project (dbt, or a folder of SQL), or of the models selected',
  impact: 'what depends on a dataset or column of a project, and how',
  upstream: 'what a dataset or column of a project is made from',
  path: 'how one column of a project gets into another',
  columns: 'the columns of a model, and what each comes from',
  stats: 'a project in numbers: what is complete, what is missing',
  init: 'write a configuration, after a look at what is here',
  batch: 'answer one JSON request a line on standard input with one JSON line each',
  dialects: 'list the SQL dialects',
};

export type CommandName = keyof typeof SUMMARIES;
