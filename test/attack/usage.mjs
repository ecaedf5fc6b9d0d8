/** For `node --import`: what a process took goes into the file that ATTACK_USAGE names, when it ends by itself. */
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread)
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    const memory = Math.round(process.resourceUsage().maxRSS / 1024);
    writeFileSync(process.env.ATTACK_USAGE, JSON.stringify({ cpu: Math.round((user + system) / 1000), memory }));
  });
