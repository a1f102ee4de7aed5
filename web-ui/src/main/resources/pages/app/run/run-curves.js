import {View, html, nothing} from '../view.js';
import {listen} from '../stream.js';
import {preference, setPreference} from '../preferences.js';
import {CurveData} from './curve-data.js';
import {families} from './metric-families.js';
import './curve-chart.js';

/** The curves of a run, a section for each family of metrics. */
class RunCurves extends View {
  static properties = {
    run: {}, metrics: {attribute: false}, smoothing: {state: true}, logarithmic: {state: true}, asTable: {state: true},
    revision: {state: true}, failure: {state: true},
  };

  #data = null;
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
      event: (event) => event.detail.type === 'metrics' && this.#data?.add(event.detail),
      resync: () => this.#data?.load(this.metrics),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end();
  }

  willUpdate(changes) {
    if (changes.has('run')) {
      this.#data = new CurveData(this.run);
      this.#data.addEventListener('change', () => { this.failure = null; this.revision++; });
      this.#data.addEventListener('failure', (event) => { this.failure = event.detail; });
    }
    if (changes.has('run') || (changes.has('metrics') && `${changes.get('metrics')}` !== `${this.metrics}`)) {
      this.#data.load(this.metrics);
    }
  }

  view() {
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
      ${families(this.metrics).map((family) => html`
        <section class="curve-family" aria-label=${family.title}>
          <h2>${family.title}</h2>
          <div class=${`curve-grid ${family.charts.length > 1 ? 'curve-grid-many' : ''}`}>
            ${family.charts.map((chart) => html`
              <curve-chart .heading=${chart.title} .metrics=${chart.metrics} .data=${this.#data}
                .revision=${this.revision} .smoothing=${this.smoothing} .logarithmic=${this.logarithmic}
                .asTable=${this.asTable}></curve-chart>`)}
          </div>
        </section>`)}`;
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

customElements.define('run-curves', RunCurves);
