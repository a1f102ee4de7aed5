import {View, html, nothing} from '../view.js';
import {preference, setPreference} from '../preferences.js';
import {CurveData} from './curve-data.js';
import './curve-chart.js';

/** Curves in charts that are drawn alike: the tools over them, and the data of runs. */
export class CurvesView extends View {
  static properties = {
    smoothing: {state: true}, logarithmic: {state: true}, asTable: {state: true}, revision: {state: true},
    failure: {state: true},
  };

  constructor() {
    super();
    this.smoothing = preference('smoothing', 0);
    this.logarithmic = preference('logarithmic', false);
    this.asTable = preference('curves-as-table', false);
    this.revision = 0;
    this.failure = null;
  }

  /** The curves of a run, which are drawn again as they change. */
  dataOf(run) {
    const data = new CurveData(run);
    data.addEventListener('change', () => { this.failure = null; this.revision++; });
    data.addEventListener('failure', (event) => { this.failure = event.detail; });
    return data;
  }

  /** What sets how all charts are drawn, and why there is nothing to draw. */
  tools() {
    return html`
      <div class="curve-tools">
        <label>Smoothing <input type="range" min="0" max="0.99" step="0.01" .value=${String(this.smoothing)}
          @input=${(event) => this.#set('smoothing', 'smoothing', Number(event.target.value))}>
          <output>${this.smoothing.toFixed(2)}</output></label>
        ${this.#check('Log axis', 'logarithmic', 'logarithmic')}
        ${this.#check('Show as tables', 'asTable', 'curves-as-table')}
        <span class="quiet curve-hint">Drag to zoom, double click to see all; arrow keys move the cursor.</span>
      </div>
      ${this.failure ? html`<p class="notice notice-error" role="alert">${this.failure.message}</p>` : nothing}`;
  }

  /** One chart; labels and colours may be left to the metrics. */
  chart({heading, metrics, data, labels, colours}) {
    return html`
      <curve-chart .heading=${heading} .metrics=${metrics} .labels=${labels} .colours=${colours} .data=${data}
        .revision=${this.revision} .smoothing=${this.smoothing} .logarithmic=${this.logarithmic}
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
