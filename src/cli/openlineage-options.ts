import type { Command } from 'commander';
import type { OpenLineageOptions } from '../index.js';

/** How OpenLineage is to call what it is told of; the same for every command that exports. */
export interface NamingOptions {
  readonly namespace?: string;
  readonly job?: string;
  readonly jobNamespace?: string;
}

export function addNamingOptions(command: Command): Command {
  return command
    .option('--namespace <uri>', 'openlineage: where the datasets live, such as postgres://db.example.com:5432')
    .option('--job <name>', 'openlineage: the name of the job (default: of the first dataset that is written)')
    .option('--job-namespace <name>', 'openlineage: the namespace of the job (default: that of the datasets)');
}

export function namingOf({ namespace, job, jobNamespace }: NamingOptions): OpenLineageOptions {
  return {
    ...(namespace !== undefined && { namespace }),
    ...(job !== undefined && { jobName: job }),
    ...(jobNamespace !== undefined && { jobNamespace }),
  };
}
