import {View, html, nothing} from '../view.js';
import {listen} from '../stream.js';
import {preference, setPreference} from '../preferences.js';
import {CurveData} from '../run/curve-data.js';
import {families, metricTitle} from '../run/metric-families.js';
import '../run/curve-chart.js';

const REFRESH_MILLIS = 1500;

/** Each metric in one chart, with a curve for each run that has it. */
class CompareCurves extends View {
  static properties = {
    all: {attribute: false}, smoothing: {state: true}, logarithmic: {state: true}, asTable: {state: true},
    revision: {state: true}, failure: {state: true},
  };

  #data = new Map();
  #timers = new Map();
  #end = () => {};

  constructor() {
    super();
    this.smoothing = preference('smoothing', 0);
    this.logarithmic = preference('logarithmic', false);
    this.asTable = preference('curves-as-table', false);
    this.revision = 0;
    this.failure = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#end = listen({
      run: (event) => this.#data.has(event.detail.id) && this.#reloadSoon(event.detail.id),
      resync: () => this.#data.forEach((data, id) => this.#reloadSoon(id)),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end();
    this.#timers.forEach((timer) => clearTimeout(timer));
    this.#timers.clear();
  }

  willUpdate(changes) {
    if (changes.has('all')) {
      const ids = this.all.map(({summary}) => summary.id);
      [...this.#data.keys()].filter((id) => !ids.includes(id)).forEach((id) => this.#data.delete(id));
      ids.filter((id) => !this.#data.has(id)).forEach((id) => this.#add(id));
    }
  }

  #add(id) {
    const data = new CurveData(id);
    data.addEventListener('change', () => { this.failure = null; this.revision++; });
    data.addEventListener('failure', (event) => { this.failure = event.detail; });
    this.#data.set(id, data);
    data.load(this.#metricsOf(id));
  }

  #metricsOf(id) {
    return this.all.find(({summary}) => summary.id === id)?.metrics ?? [];
  }

  #reloadSoon(id) {
    if (!this.#timers.has(id)) {
      this.#timers.set(id, setTimeout(() => {
        this.#timers.delete(id);
        this.#data.get(id)?.load(this.#metricsOf(id));
      }, REFRESH_MILLIS));
    }
  }

  view() {
    const metrics = [...new Set(this.all.flatMap((details) => details.metrics ?? []))];
    if (metrics.length === 0) {
      return html`<section class="empty"><h2>No curves</h2><p>None of these runs has logged a step yet.</p></section>`;
    }
    return html`
      <div class="curve-tools">
        <label>Smoothing <input type="range" min="0" max="0.99" step="0.01" .value=${String(this.smoothing)}
          @input=${(event) => this.#set('smoothing', 'smoothing', Number(event.target.value))}>
          <output>${this.smoothing.toFixed(2)}</output></label>
        ${this.#check('Log axis', 'logarithmic', 'logarithmic')}
        ${this.#check('Show as tables', 'asTable', 'curves-as-table')}
        <span class="quiet curve-hint">Drag to zoom, double click to see all; arrow keys move the cursor.</span>
      </div>
      ${this.failure ? html`<p class="notice notice-error" role="alert">${this.failure.message}</p>` : nothing}
      ${families(metrics).map((family) => html`
        <section class="curve-family" aria-label=${family.title}><h2>${family.title}</h2>
          <div class="curve-grid curve-grid-many">
            ${family.metrics.map((metric) => this.#chart(metric))}
          </div></section>`)}`;
  }

  #chart(metric) {
    const having = this.all.map(({summary, metrics}, index) => ({summary, index, has: (metrics ?? []).includes(metric)}))
      .filter(({has}) => has);
    const key = (id) => `${metric}@${id}`;
    const curves = {curve: (name) => this.#data.get(name.slice(name.lastIndexOf('@') + 1))?.curve(metric)};
    return html`
      <curve-chart .heading=${metricTitle(metric)} .metrics=${having.map(({summary}) => key(summary.id))}
        .labels=${having.map(({summary}) => `${summary.name} · ${summary.id}`)} .colours=${having.map(({index}) => index)}
        .data=${curves} .revision=${this.revision} .smoothing=${this.smoothing} .logarithmic=${this.logarithmic}
        .asTable=${this.asTable}></curve-chart>`;
  }

  #check(title, property, name) {
    return html`<label class="check"><input type="checkbox" .checked=${this[property]}
      @change=${(event) => this.#set(property, name, event.target.checked)}> ${title}</label>`;
  }

  #set(property, name, value) {
    this[property] = value;
    setPreference(name, value);
  }
}

customElements.define('compare-curves', CompareCurves);
