import {html} from '../view.js';
import {listen} from '../stream.js';
import {CurvesView} from '../run/curves-view.js';
import {families, metricTitle} from '../run/metric-families.js';
import '../parts/page-part.js';

const REFRESH_MILLIS = 1500;

/** The metrics of several runs by families, each with the id of its part of the page. */
export function comparedFamilies(all) {
  return families([...new Set(all.flatMap(({metrics}) => metrics ?? []))])
    .map((family) => ({...family, id: `curves-${family.name.replaceAll('/', '-')}`}));
}

/** Each metric in one chart, with a curve for each run that has it. */
class CompareCurves extends CurvesView {
  static properties = {all: {attribute: false}};

  #data = new Map();
  #timers = new Map();
  #end = () => {};

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
    const data = this.dataOf(id);
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
    const found = comparedFamilies(this.all);
    if (found.length === 0) {
      return html`<section class="empty"><h2>No curves</h2><p>None of these runs has logged a step yet.</p></section>`;
    }
    const opened = matchMedia('(max-width: 640px)').matches ? 1 : 2;
    return html`
      ${this.tools()}
      ${found.map((family, index) => html`
        <page-part id=${family.id} .heading=${family.title} .opened=${index < opened} .content=${() => html`
          <div class="curve-grid curve-grid-many">
            ${family.metrics.map((metric) => this.#chart(metric))}
          </div>`}></page-part>`)}`;
  }

  #chart(metric) {
    const having = this.all.map(({summary, metrics}, index) => ({summary, index, has: (metrics ?? []).includes(metric)}))
      .filter(({has}) => has);
    return this.chart({
      heading: metricTitle(metric),
      metrics: having.map(({summary}) => `${metric}@${summary.id}`),
      labels: having.map(({summary}) => `${summary.name} · ${summary.id}`),
      colours: having.map(({index}) => index),
      data: {curve: (name) => this.#data.get(name.slice(name.lastIndexOf('@') + 1))?.curve(metric)},
    });
  }
}

customElements.define('compare-curves', CompareCurves);
