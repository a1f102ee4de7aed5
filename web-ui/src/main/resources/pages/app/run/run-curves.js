import {html} from '../view.js';
import {listen} from '../stream.js';
import {CurvesView} from './curves-view.js';
import {families} from './metric-families.js';

/** The curves of a run, a section for each family of metrics. */
class RunCurves extends CurvesView {
  static properties = {run: {}, metrics: {attribute: false}};

  #data = null;
  #end = () => {};

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
      this.#data = this.dataOf(this.run);
    }
    if (changes.has('run') || (changes.has('metrics') && `${changes.get('metrics')}` !== `${this.metrics}`)) {
      this.#data.load(this.metrics);
    }
  }

  view() {
    return html`
      ${this.tools()}
      ${families(this.metrics).map((family) => html`
        <section class="curve-family" aria-label=${family.title}>
          <h2>${family.title}</h2>
          <div class=${`curve-grid ${family.charts.length > 1 ? 'curve-grid-many' : ''}`}>
            ${family.charts.map(({title, metrics}) => this.chart({heading: title, metrics, data: this.#data}))}
          </div>
        </section>`)}`;
  }
}

customElements.define('run-curves', RunCurves);
