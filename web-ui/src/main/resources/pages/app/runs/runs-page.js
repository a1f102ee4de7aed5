import {View, html, nothing} from '../view.js';
import {listen} from '../stream.js';
import {count} from '../format.js';
import {command} from '../parts/copy-button.js';
import {KnownColumns, column} from './columns.js';
import {RunWindow} from './run-window.js';
import {readView, setArchived, setChosen, setColumns, setQuery} from './view-state.js';
import './column-chooser.js';
import './query-box.js';
import './run-table.js';
import './chosen-bar.js';

const REFRESH_MILLIS = 400;

/** The first page: all runs in one table. */
class RunsPage extends View {
  static properties = {
    shown: {state: true}, revision: {state: true}, failure: {state: true}, loading: {state: true},
  };

  #window = new RunWindow();
  #known = new KnownColumns();
  #chosenRuns = new Map();
  #timer = 0;
  #ends = [];

  constructor() {
    super();
    this.shown = readView();
    this.revision = 0;
    this.failure = null;
    this.loading = true;
    this.#window.addEventListener('change', () => this.#arrived());
    this.#window.addEventListener('failure', (event) => { this.failure = event.detail; this.loading = false; });
  }

  connectedCallback() {
    super.connectedCallback();
    const onRoute = () => location.pathname === '/' && this.#show(readView());
    window.addEventListener('route', onRoute);
    this.#ends = [
      () => window.removeEventListener('route', onRoute),
      listen({
        run: (event) => { this.#window.update(event.detail); this.#refreshSoon(); },
        removed: () => this.#refreshSoon(),
        resync: () => this.#refreshSoon(),
      }),
    ];
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#ends.forEach((end) => end());
  }

  #show(next) {
    const before = this.shown;
    this.shown = next;
    if (before.query !== next.query || before.sort.join() !== next.sort.join() || before.archived !== next.archived) {
      this.#load();
    }
  }

  #load() {
    this.loading = true;
    this.#window.show({query: this.#effectiveQuery(), sort: this.shown.sort.join(',')});
  }

  #effectiveQuery() {
    const {query, archived} = this.shown;
    if (!archived) {
      return query;
    }
    const all = 'archived:true OR archived:false';
    return query.trim() === '' ? all : `(${query}) AND (${all})`;
  }

  #refreshSoon() {
    if (!this.#timer) {
      this.#timer = setTimeout(() => { this.#timer = 0; this.#window.refresh(); }, REFRESH_MILLIS);
    }
  }

  #arrived() {
    this.failure = null;
    this.loading = false;
    const loaded = this.#window.loaded();
    this.#known.learn(loaded);
    loaded.filter((run) => this.shown.chosen.has(run.id)).forEach((run) => this.#chosenRuns.set(run.id, run));
    this.revision++;
  }

  view() {
    const keys = this.shown.columns ?? this.#known.initial();
    return html`
      <div class="page-head">
        <h1>Runs</h1>
        <p class="total" role="status">${this.#window.total === null ? nothing : count(this.#window.total, 'run')}</p>
        <div class="page-tools">
          <label class="check"><input type="checkbox" .checked=${this.shown.archived}
            @change=${(event) => setArchived(event.target.checked)}> with archived</label>
          <column-chooser .groups=${this.#known.groups()} .keys=${keys}
            @choose=${(event) => setColumns(event.detail)}></column-chooser>
        </div>
      </div>
      <query-box .query=${this.shown.query} .failure=${this.failure?.status === 400 ? this.failure.message : ''}
        @query=${(event) => setQuery(event.detail.query, {replace: event.detail.replace})}></query-box>
      ${this.#body(keys)}
      <chosen-bar .runs=${[...this.shown.chosen].map((id) => this.#chosenRuns.get(id)).filter(Boolean)}
        @clear=${() => setChosen(new Set())} @done=${() => this.#window.refresh()}></chosen-bar>`;
  }

  #body(keys) {
    if (this.failure && this.failure.status !== 400) {
      return html`
        <section class="empty" role="alert"><h2>The runs cannot be shown</h2><p>${this.failure.message}</p>
          <button type="button" class="button" @click=${() => this.#load()}>Try again</button></section>`;
    }
    if (this.#window.total === null) {
      return this.failure ? nothing : html`<p class="loading" role="status">Reading the runs …</p>`;
    }
    if (this.#window.total === 0) {
      return this.shown.query === '' ? this.#noRuns() : html`
        <section class="empty"><h2>No run matches</h2>
          <p>Nothing fits <code>${this.shown.query}</code>${this.shown.archived ? '' : ' among the runs that are not archived'}.</p>
          <button type="button" class="button" @click=${() => setQuery('')}>Show all runs</button></section>`;
    }
    return html`
      <run-table .rows=${this.#window} .columns=${keys.map(column)} .sort=${this.shown.sort}
        .chosen=${this.shown.chosen} .revision=${this.revision} ?aria-busy=${this.loading}
        @choose=${(event) => this.#choose(event.detail)}></run-table>`;
  }

  #noRuns() {
    return html`
      <section class="empty"><h2>No runs yet</h2>
        <p>The whole job on built-in data, in a few minutes on a CPU:</p>
        <p>${command('./retort quickstart')}</p>
        <p>An experiment of your own:</p>
        <p>${command('./retort run experiments/quickstart.yaml')}</p>
        <p class="quiet">Runs appear here as soon as they are queued${this.shown.archived ? '' : html`; archived ones
          are hidden (<a href="/?archived=true">show them</a>)`}.</p></section>`;
  }

  #choose(runs) {
    const chosen = new Set(this.shown.chosen);
    for (const {run, on} of runs) {
      if (on) {
        chosen.add(run.id);
        this.#chosenRuns.set(run.id, run);
      } else {
        chosen.delete(run.id);
      }
    }
    setChosen(chosen);
  }
}

customElements.define('runs-page', RunsPage);
