/** All commands, in the order of the help, and what each is for. */
export const SUMMARIES = {
  trace: 'where every column of a query or script comes from (the default command)',
  batch: 'answer one JSON request a line on standard input with one JSON line each',
  dialects: 'list the SQL dialects',
};

export type CommandName = keyof typeof SUMMARIES;
