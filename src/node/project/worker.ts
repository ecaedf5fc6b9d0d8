/** What a worker thread runs: a job's JSON in, its answers out. */
import { type Job, runJob } from '../../project/job.js';

export default (job: string): string[] => runJob(JSON.parse(job) as Job);
