import {View, html, nothing, repeat, variables} from '../view.js';
import {icon} from '../icons.js';
import {nextSort, setSort, sortOf} from './view-state.js';

const ROW = 42;
const CARD = 104;
const MARGIN_ROWS = 12;

/** The rows on screen of a long table, in one real table; dispatches `choose` [{run, on}]. */
class RunTable extends View {
  static properties = {
    rows: {attribute: false}, columns: {attribute: false}, sort: {attribute: false}, chosen: {attribute: false},
    revision: {attribute: false}, range: {state: true},
  };

  #narrow = matchMedia('(max-width: 640px)');
  #lastChosen = -1;
  #observer = new ResizeObserver(() => this.#scrolled());
  #onWidth = () => { this.requestUpdate(); this.#scrolled(); };

  constructor() {
    super();
    this.range = [0, 40];
  }

  connectedCallback() {
    super.connectedCallback();
    this.#narrow.addEventListener('change', this.#onWidth);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#narrow.removeEventListener('change', this.#onWidth);
    this.#observer.disconnect();
  }

  firstUpdated() {
    this.#observer.observe(this.querySelector('.table-scroll'));
  }

  updated() {
    this.rows.reach(...this.range);
  }

  get #height() {
    return this.#narrow.matches ? CARD : ROW;
  }

  #scrolled() {
    const area = this.querySelector('.table-scroll');
    const first = Math.max(0, Math.floor(area.scrollTop / this.#height) - MARGIN_ROWS);
    const last = Math.ceil((area.scrollTop + area.clientHeight) / this.#height) + MARGIN_ROWS;
    if (first !== this.range[0] || last !== this.range[1]) {
      this.range = [first, last];
    }
  }

  view() {
    const {total} = this.rows;
    const first = Math.min(this.range[0], Math.max(0, total - 1));
    const last = Math.min(this.range[1], total);
    const indices = Array.from({length: Math.max(0, last - first)}, (_, index) => first + index);
    return html`
      <div class="table-scroll" tabindex="0" role="region" aria-label="Runs" @scroll=${this.#scrolled}>
        <table class="runs" role="table" aria-rowcount=${total + 1}>
          <thead role="rowgroup"><tr role="row" aria-rowindex="1">
            <th class="choose" role="columnheader"><span class="visually-hidden">Choose</span></th>
            ${this.columns.map((column) => this.#head(column))}
          </tr></thead>
          <tbody role="rowgroup">
            ${this.#spacer(first)}
            ${repeat(indices, (index) => index, (index) => this.#row(index))}
            ${this.#spacer(total - last)}
          </tbody>
        </table>
      </div>`;
  }

  #spacer(rows) {
    return rows <= 0 ? nothing : html`
      <tr class="spacer" aria-hidden="true" ${variables({'--space': `${rows * this.#height}px`})}><td></td></tr>`;
  }

  #head(column) {
    const {direction, rank} = sortOf(this.sort, column.key);
    const arrow = {ascending: icon('up'), descending: icon('down'), none: nothing}[direction];
    return html`
      <th role="columnheader" scope="col" class=${column.numeric ? 'numeric' : ''} aria-sort=${direction}>
        <button type="button" title=${`Sort by ${column.key}; with Shift beside the other columns`}
          @click=${(event) => setSort(nextSort(this.sort, column.key, event.shiftKey))}>${column.title}${arrow}${
          rank > 0 && this.sort.length > 1 ? html`<span class="rank">${rank}</span>` : nothing}</button></th>`;
  }

  #row(index) {
    const run = this.rows.at(index);
    if (!run) {
      return html`<tr class="pending" role="row" aria-rowindex=${index + 2}>
        <td role="cell" colspan=${this.columns.length + 1}><span class="quiet">…</span></td></tr>`;
    }
    const on = this.chosen.has(run.id);
    return html`
      <tr role="row" aria-rowindex=${index + 2} class=${on ? 'chosen-row' : ''} data-run=${run.id}>
        <td class="choose" role="cell"><input type="checkbox" .checked=${on} aria-label=${`Choose run ${run.id}`}
          @click=${(event) => this.#choose(event, index)}></td>
        ${this.columns.map((column) => html`
          <td role="cell" class=${column.numeric ? 'numeric' : ''} data-column=${column.key}>${column.cell(run)}</td>`)}
      </tr>`;
  }

  #choose(event, index) {
    const on = event.target.checked;
    const from = event.shiftKey && this.#lastChosen >= 0 ? Math.min(this.#lastChosen, index) : index;
    const to = event.shiftKey && this.#lastChosen >= 0 ? Math.max(this.#lastChosen, index) : index;
    this.#lastChosen = index;
    const runs = [];
    for (let place = from; place <= to; place++) {
      if (this.rows.at(place)) {
        runs.push({run: this.rows.at(place), on});
      }
    }
    this.dispatchEvent(new CustomEvent('choose', {detail: runs}));
  }
}

customElements.define('run-table', RunTable);
