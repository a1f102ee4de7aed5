import uPlot from '../../lib/uplot/uPlot.esm.js';
import {View, html, nothing} from '../view.js';
import {number} from '../format.js';
import {smooth} from './curve-data.js';
import {chartOptions} from './chart-options.js';
import {familyOf, shortName} from './metric-families.js';

const TABLE_ROWS = 50;

/** Several curves over the same steps: drawing, words, and a table for who cannot see the drawing. */
class CurveChart extends View {
  static properties = {
    heading: {}, metrics: {attribute: false}, labels: {attribute: false}, colours: {attribute: false}, data: {attribute: false}, revision: {attribute: false},
    smoothing: {attribute: false}, logarithmic: {attribute: false}, asTable: {attribute: false},
    zoomed: {state: true}, readout: {state: true},
  };

  #plot = null;
  #built = '';
  #observer = new ResizeObserver(() => this.#resize());
  #onTheme = () => { this.#built = ''; this.requestUpdate(); };

  constructor() {
    super();
    this.zoomed = false;
    this.readout = '';
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('theme', this.#onTheme);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('theme', this.#onTheme);
    this.#observer.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
    this.#built = '';
  }

  view() {
    return html`
      <figure class="card chart">
        <figcaption><h3>${this.heading}</h3>
          ${this.zoomed ? html`<button type="button" class="button button-small" @click=${() => this.#showAll()}>Show
            all</button>` : nothing}</figcaption>
        <div class="plot" tabindex="0" role="img" aria-label=${this.#summary()} ?hidden=${this.asTable}
          @keydown=${this.#key}></div>
        <p class="visually-hidden" aria-live="polite">${this.readout}</p>
        ${this.asTable ? this.#table() : nothing}
      </figure>`;
  }

  updated() {
    if (this.asTable || this.metrics.some((metric) => !this.data.curve(metric))) {
      return;
    }
    const shape = `${this.metrics}|${this.#labels()}|${this.colours}|${this.logarithmic}|${this.smoothing > 0}|${this.#unit()}`;
    if (this.#plot && shape === this.#built) {
      this.#redraw();
    } else {
      this.#build(shape);
    }
  }

  /** What the drawing shows now: the ends of its steps, and the last step it has. */
  get plotted() {
    const {min, max} = this.#plot.scales.x;
    return {min, max, lastStep: this.#plot.data[0].at(-1)};
  }

  /** What the curves are called: as given, else by their metrics. */
  #labels() {
    return this.labels ?? this.metrics.map(shortName);
  }

  #unit() {
    return familyOf(this.metrics[0]).name;
  }

  /** One table of steps and values for uPlot; with smoothing each curve is there twice, raw and smoothed. */
  #columns() {
    const tables = this.metrics.map((metric) => {
      const {steps, values} = this.data.curve(metric);
      const shown = this.logarithmic ? values.map((value) => (value > 0 ? value : null)) : values;
      return this.smoothing > 0 ? [steps, shown, smooth(shown, this.smoothing)] : [steps, shown];
    });
    return tables.length === 1 ? tables[0] : uPlot.join(tables, tables.map((table) => table.map(() => 1)));
  }

  #build(shape) {
    const place = this.querySelector('.plot');
    const kept = this.zoomed && this.#plot ? {...this.#plot.scales.x} : null;
    this.#plot?.destroy();
    this.#plot = new uPlot(chartOptions({
      labels: this.#labels(), colours: this.colours, smoothed: this.smoothing > 0, logarithmic: this.logarithmic,
      width: place.clientWidth, onZoom: (zoomed) => { this.zoomed = zoomed; },
    }), this.#columns(), place);
    this.#built = shape;
    if (kept) {
      this.#plot.setScale('x', {min: kept.min, max: kept.max});
    }
    this.#observer.observe(place);
  }

  /** New data; a zoomed reader keeps his range. */
  #redraw() {
    if (this.zoomed) {
      const {min, max} = this.#plot.scales.x;
      this.#plot.batch(() => {
        this.#plot.setData(this.#columns(), false);
        this.#plot.setScale('x', {min, max});
      });
    } else {
      this.#plot.setData(this.#columns());
    }
  }

  #showAll() {
    this.zoomed = false;
    this.#plot.setData(this.#columns());
  }

  #resize() {
    const width = this.querySelector('.plot')?.clientWidth;
    if (this.#plot && width > 0 && width !== this.#plot.width) {
      this.#plot.setSize({width, height: this.#plot.height});
    }
  }

  #key(event) {
    const by = {ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity}[event.key];
    if (!by || !this.#plot) {
      return;
    }
    event.preventDefault();
    const steps = this.#plot.data[0];
    const at = Math.max(0, Math.min(steps.length - 1, (this.#plot.cursor.idx ?? 0) + by));
    this.#plot.setCursor({left: this.#plot.valToPos(steps[at], 'x'), top: 0});
    const stride = this.smoothing > 0 ? 2 : 1;
    const values = this.#labels().map((label, index) =>
      `${label} ${number(this.#plot.data[1 + index * stride][at])}`);
    this.readout = `Step ${steps[at]}: ${values.join(', ')}`;
  }

  #summary() {
    const labels = this.#labels();
    const parts = this.metrics.map((metric, index) => {
      const values = (this.data.curve(metric)?.values ?? []).filter((value) => value !== null);
      return values.length === 0 ? `${labels[index]}: no values`
        : `${labels[index]}: last ${number(values.at(-1))}, lowest ${number(Math.min(...values))}, highest ${
          number(Math.max(...values))}`;
    });
    return `${this.heading}. ${parts.join('; ')}`;
  }

  #table() {
    if (this.metrics.some((metric) => !this.data.curve(metric))) {
      return nothing;
    }
    const [steps, ...columns] = uPlot.join(this.metrics.map((metric) => {
      const {steps: own, values} = this.data.curve(metric);
      return [own, values];
    }));
    const every = Math.max(1, Math.ceil(steps.length / TABLE_ROWS));
    const rows = steps.map((step, index) => index).filter((index) =>
      index % every === 0 || index === steps.length - 1);
    return html`
      <div class="table-wrap chart-table" tabindex="0" role="region" aria-label=${this.heading}><table class="plain">
        <thead><tr><th scope="col" class="numeric">Step</th>${this.#labels().map((label) => html`
          <th scope="col" class="numeric">${label}</th>`)}</tr></thead>
        <tbody>${rows.map((index) => html`
          <tr><th scope="row" class="numeric">${steps[index]}</th>${columns.map((column) => html`
            <td class="numeric">${number(column[index])}</td>`)}</tr>`)}</tbody></table></div>`;
  }
}

customElements.define('curve-chart', CurveChart);
