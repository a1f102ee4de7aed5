import * as api from './api.js';
import {bytes, count} from './format.js';
import {confirmAction, tellFailure} from './parts/dialog.js';

const ACTIVE = ['queued', 'running'];

export const canStop = (summary) => ACTIVE.includes(summary.state);
export const canResume = (summary) => ['stopped', 'failed', 'lost'].includes(summary.state);
export const canDelete = (summary) => !ACTIVE.includes(summary.state);

/** Does an action to runs one after another; what fails is told once, at the end. Gives how many it was done to. */
async function each(runs, action) {
  const failures = [];
  for (const run of runs) {
    try {
      await action(run.id);
    } catch (failure) {
      failures.push(`Run ${run.id}: ${failure.message}`);
    }
  }
  if (failures.length > 0) {
    await tellFailure({message: failures.join(' ')});
  }
  return runs.length - failures.length;
}

export const stopRuns = (runs) => each(runs.filter(canStop), api.stop);
export const resumeRuns = (runs) => each(runs.filter(canResume), api.resume);
export const archiveRuns = (runs, archived) => each(runs, (id) => api.label(id, {archived}));

/** Deletes runs with all their files, once the reader has confirmed their number and size. */
export async function deleteRuns(runs) {
  const idle = runs.filter(canDelete);
  const sizes = await Promise.all(idle.map((run) => api.files(run.id).catch(() => ({files: []}))));
  const freed = sizes.flatMap((list) => list.files).reduce((sum, file) => sum + file.bytes, 0);
  const names = idle.slice(0, 5).map((run) => `${run.id} (${run.name})`).join(', ');
  const more = idle.length > 5 ? ` and ${idle.length - 5} more` : '';
  const busy = runs.length > idle.length ? ` ${count(runs.length - idle.length, 'run')} still at work will be kept.` : '';
  if (idle.length === 0) {
    await tellFailure({message: 'These runs are at work. Stop them first.'});
    return 0;
  }
  const sure = await confirmAction(`Delete ${count(idle.length, 'run')}?`,
    `Run ${names}${more}: journal, checkpoints, samples and artifacts go, ${bytes(freed)} in all. ` +
    `This cannot be undone.${busy}`, `Delete ${count(idle.length, 'run')}`);
  return sure ? each(idle, api.remove) : 0;
}
