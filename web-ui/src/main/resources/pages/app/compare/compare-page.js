import {View, html, nothing} from '../view.js';
import * as api from '../api.js';
import {listen} from '../stream.js';
import {setParameters} from '../router.js';
import {pageIndex} from '../parts/page-part.js';
import {runName} from '../parts/run-name.js';
import {stateChip} from '../parts/state-chip.js';
import {comparedFamilies} from './compare-curves.js';
import {swatch} from './run-colour.js';
import './compare-table.js';
import './compare-images.js';

const REFRESH_MILLIS = 1000;

/** What the page shows, as its address says it. */
function readAddress() {
  const parameters = new URLSearchParams(location.search);
  const step = parameters.get('step');
  return {
    runs: [...new Set((parameters.get('runs') ?? '').split(',').map((id) => id.trim()).filter((id) => id !== ''))],
    filter: parameters.get('filter') ?? '',
    everything: parameters.get('show') === 'all',
    step: step === null || Number.isNaN(Number(step)) ? null : Number(step),
    input: parameters.get('input'),
    mode: parameters.get('mode') ?? 'images',
  };
}

/** Several runs side by side: what differs, their curves in one drawing each, their images on the same input. */
class ComparePage extends View {
  static properties = {shown: {state: true}, known: {state: true}, failures: {state: true}};

  #ends = [];
  #timer = 0;
  #changed = new Set();

  constructor() {
    super();
    this.shown = readAddress();
    this.known = new Map();
    this.failures = new Map();
  }

  connectedCallback() {
    super.connectedCallback();
    const onRoute = () => location.pathname === '/compare' && this.#show(readAddress());
    window.addEventListener('route', onRoute);
    this.#ends = [
      () => window.removeEventListener('route', onRoute),
      listen({
        run: (event) => this.#again([event.detail.id]),
        removed: (event) => this.#again([event.detail.id]),
        resync: () => this.#again(this.shown.runs),
      }),
    ];
    this.#load(this.shown.runs);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#ends.forEach((end) => end());
  }

  #show(next) {
    this.shown = next;
    this.#load(next.runs.filter((id) => !this.known.has(id) && !this.failures.has(id)));
  }

  #again(ids) {
    ids.filter((id) => this.shown.runs.includes(id)).forEach((id) => this.#changed.add(id));
    if (this.#changed.size > 0 && !this.#timer) {
      this.#timer = setTimeout(() => {
        this.#timer = 0;
        const changed = [...this.#changed];
        this.#changed.clear();
        this.#load(changed);
      }, REFRESH_MILLIS);
    }
  }

  async #load(ids) {
    await Promise.all(ids.map(async (id) => {
      try {
        const details = await api.details(id);
        this.known = new Map(this.known).set(id, details);
        this.failures = new Map([...this.failures].filter(([failed]) => failed !== id));
      } catch (failure) {
        this.failures = new Map(this.failures).set(id, failure);
      }
    }));
  }

  view() {
    const {runs} = this.shown;
    if (runs.length === 0) {
      return html`
        <section class="empty"><h1>Compare runs</h1>
          <p>Tick runs in <a href="/">the table</a> and press Compare, or name them here.</p>${this.#adder()}</section>`;
    }
    const waiting = runs.some((id) => !this.known.has(id) && !this.failures.has(id));
    const all = runs.filter((id) => !this.failures.has(id)).map((id) => this.known.get(id)).filter(Boolean);
    return html`
      <div class="page-head"><h1>Compare</h1>
        <ul class="compared" aria-label="Compared runs">${all.map((details, index) => this.#chip(details, index))}</ul>
        ${this.#adder()}</div>
      ${[...this.failures].filter(([id]) => runs.includes(id)).map(([id, failure]) => html`
        <p class="notice notice-error" role="alert">Run ${id} cannot be shown: ${failure.message}
          <button type="button" class="button button-small" @click=${() => this.#remove(id)}>Leave it out</button></p>`)}
      ${waiting ? html`<p class="loading" role="status">Reading the runs …</p>`
        : all.length === 0 ? nothing : this.#body(all)}`;
  }

  #body(all) {
    const {filter, everything, step, input, mode} = this.shown;
    return html`
      ${pageIndex([{id: 'differences', title: 'What differs'}, {id: 'images', title: 'Images'}, ...comparedFamilies(all)])}
      <div class="compare-parts">
        ${all.length === 1 ? html`<p class="notice">One run alone differs from nothing; add another.</p>` : nothing}
        <compare-table id="differences" .all=${all} .filter=${filter} .everything=${everything || all.length === 1}
          @filter=${(event) => setParameters({filter: event.detail}, {replace: true})}
          @all=${(event) => setParameters({show: event.detail ? 'all' : ''}, {replace: true})}></compare-table>
        <compare-images id="images" .all=${all} .step=${step} .input=${input} .mode=${mode}></compare-images>
        <compare-curves .all=${all}></compare-curves>
      </div>`;
  }

  #chip({summary}, index) {
    return html`
      <li class="compared-run" data-run=${summary.id}>${swatch(index)}
        <a href=${`/runs/${encodeURIComponent(summary.id)}`}>${runName(summary.name)}</a>
        <span class="quiet">run ${summary.id}</span> ${stateChip(summary)}
        <button type="button" class="icon-button" aria-label=${`Leave out run ${summary.id}`} title="Leave out"
          @click=${() => this.#remove(summary.id)}>×</button></li>`;
  }

  #adder() {
    return html`
      <form class="adder" @submit=${this.#add}>
        <label class="visually-hidden" for="add-run">Run to add</label>
        <input id="add-run" class="field" name="run" size="6" placeholder="Run" autocomplete="off" required>
        <button type="submit" class="button">Add</button></form>`;
  }

  #add(event) {
    event.preventDefault();
    const wanted = new FormData(event.target).get('run').split(/[\s,]+/).filter((id) => id !== '');
    event.target.reset();
    setParameters({runs: [...new Set([...this.shown.runs, ...wanted])].join(',')});
  }

  #remove(id) {
    setParameters({runs: this.shown.runs.filter((run) => run !== id).join(',')});
  }
}

customElements.define('compare-page', ComparePage);
