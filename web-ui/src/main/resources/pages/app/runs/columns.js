import {html, nothing} from '../view.js';
import {ago, duration, moment, number, words} from '../format.js';
import {stateChip} from '../parts/state-chip.js';

const time = (value) => value
  ? html`<time datetime=${value} title=${value}>${moment(value)}</time>` : number(null);

const progress = (run) => run.iterations
  ? html`<span class="progress-cell"><progress max=${run.iterations} value=${run.step ?? 0}
      aria-label="Progress"></progress><span>${number(run.step ?? 0)}<span class="quiet"> / ${number(run.iterations)}</span></span></span>`
  : number(run.step);

const link = (id, text) => html`<a href=${`/runs/${encodeURIComponent(id)}`}>${text}</a>`;

/** Columns that every run has: key, title, what a cell shows, and whether it is a number. */
const BASIC = [
  {key: 'state', title: 'State', cell: (run) => stateChip(run)},
  {key: 'id', title: 'Run', numeric: true, cell: (run) => link(run.id, run.id)},
  {key: 'name', title: 'Name', cell: (run) => html`${link(run.id, run.name)}${run.archived
    ? html` <span class="tag">archived</span>` : nothing}`},
  {key: 'experiment', title: 'Experiment', cell: (run) => run.experiment},
  {key: 'member', title: 'Member', cell: (run) => run.member},
  {key: 'kind', title: 'Kind', cell: (run) => run.kind},
  {key: 'started', title: 'Started', cell: (run) => time(run.started)},
  {key: 'created', title: 'Created', cell: (run) => time(run.created)},
  {key: 'finished', title: 'Finished', cell: (run) => time(run.finished)},
  {key: 'durationSeconds', title: 'Duration', numeric: true, cell: (run) => duration(run.durationSeconds)},
  {key: 'remainingSeconds', title: 'Time left', numeric: true,
    cell: (run) => run.state === 'running' ? duration(run.remainingSeconds) : number(null)},
  {key: 'step', title: 'Step', numeric: true, cell: progress},
  {key: 'lastEvent', title: 'Last event', cell: (run) => run.lastEvent
    ? html`<time datetime=${run.lastEvent} title=${run.lastEvent}>${ago(run.lastEvent)}</time>` : number(null)},
  {key: 'teachers', title: 'Teachers', cell: (run) => run.teachers?.length
    ? run.teachers.map((id, index) => html`${index > 0 ? ', ' : ''}${link(id, `run ${id}`)}`) : number(null)},
  {key: 'tags', title: 'Tags', cell: (run) => (run.tags ?? []).map((tag) => html`<span class="tag">${tag}</span>`)},
  {key: 'engine', title: 'Engine', cell: (run) => run.engine ?? number(null)},
  {key: 'seed', title: 'Seed', numeric: true, cell: (run) => run.seed},
  {key: 'message', title: 'Message', cell: (run) => run.message ?? ''},
];

const GROUPS = {results: 'Results', metrics: 'Last metrics', parameters: 'Parameters'};

const FIRST = ['state', 'id', 'name', 'seed', 'started', 'durationSeconds', 'step', 'teachers'];
const FIRST_RESULTS = 3;

function plain(value) {
  if (value === null || value === undefined) {
    return number(null);
  }
  if (typeof value === 'number') {
    return number(value);
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The column of a key such as `name`, `results.parameters` or `parameters.train.batch`. */
export function column(key) {
  const basic = BASIC.find((candidate) => candidate.key === key);
  if (basic) {
    return {...basic, group: 'Run'};
  }
  const dot = key.indexOf('.');
  const [group, name] = [key.slice(0, dot), key.slice(dot + 1)];
  return {
    key, group: GROUPS[group] ?? group, title: group === 'results' ? words(name) : name,
    numeric: group !== 'parameters', cell: (run) => plain(run[group]?.[name]),
  };
}

/** Which columns there are: the basic ones and whatever the runs seen so far have. */
export class KnownColumns {
  #keys = new Set(BASIC.map((candidate) => candidate.key));

  /** Takes note of the keys of runs; says whether there was a new one. */
  learn(runs) {
    const before = this.#keys.size;
    for (const run of runs) {
      for (const group of Object.keys(GROUPS)) {
        Object.keys(run[group] ?? {}).forEach((name) => this.#keys.add(`${group}.${name}`));
      }
    }
    return this.#keys.size > before;
  }

  /** All columns, grouped. */
  groups() {
    const groups = new Map([['Run', []], ...Object.values(GROUPS).map((title) => [title, []])]);
    [...this.#keys].map(column).forEach((each) => groups.get(each.group).push(each));
    return groups;
  }

  /** The columns to begin with: the run's own and its first results. */
  initial() {
    return [...FIRST, ...[...this.#keys].filter((key) => key.startsWith('results.')).slice(0, FIRST_RESULTS)];
  }
}
