import {View, html, nothing, repeat} from '../view.js';
import {count, number, words} from '../format.js';
import {copyText} from '../parts/copy-button.js';
import {EXPORTS, facts, table} from './facts.js';
import {swatch} from './run-colour.js';

const GROUPS = ['Results', 'Run', 'Descriptor', 'Provenance'];
const ROWS = 20;

/** A key that lines break between its parts. */
const breakable = (key) => key.split(/(?<=\.)|(?=\[)/).map((part) => html`${part}<wbr>`);

/** What differs between runs: results, descriptor and provenance side by side; dispatches `filter` and `all`. */
class CompareTable extends View {
  static properties = {
    all: {attribute: false}, filter: {}, everything: {type: Boolean}, copied: {state: true}, unfolded: {state: true},
  };

  constructor() {
    super();
    this.filter = '';
    this.everything = false;
    this.copied = '';
    this.unfolded = [];
  }

  view() {
    const rows = facts(this.all);
    const pattern = this.#pattern();
    const shown = rows.filter((row) => (this.everything || row.differs || row.always)
      && (!pattern || pattern.test(row.key) || pattern.test(row.group)));
    return html`
      <section class="card compare-table" aria-label="Differences">
        <div class="card-head"><h2>${this.everything ? 'Everything' : 'What differs'}</h2>
          <label class="check"><input type="checkbox" .checked=${!this.everything}
            @change=${(event) => this.#tell('all', !event.target.checked)}> only differences</label>
          <label class="visually-hidden" for="row-filter">Show rows that match a regular expression</label>
          <input id="row-filter" class="field" type="search" placeholder="Rows, as a regular expression"
            .value=${this.filter} aria-invalid=${pattern === null} @input=${(event) => this.#tell('filter', event.target.value)}>
          <span class="copy-as">Copy as ${Object.keys(EXPORTS).map((name) => html`
            <button type="button" class="button button-small" @click=${() => this.#copy(name, shown)}>${
              this.copied === name ? 'Copied' : name}</button>`)}</span>
          <span class="visually-hidden" role="status">${this.copied ? `Copied as ${this.copied}` : ''}</span>
        </div>
        ${pattern === null ? html`<p class="notice notice-error">${this.filter} is not a regular expression; all rows
          are shown.</p>` : nothing}
        ${this.#body(rows, shown)}
      </section>`;
  }

  #body(rows, shown) {
    const hidden = rows.length - shown.length;
    const wanted = GROUPS.map((group) => [group, shown.filter((row) => row.group === group)])
      .filter(([, of]) => of.length > 0);
    return html`
      ${shown.length === 0 ? html`<p>No row ${this.filter ? html`matches <code>${this.filter}</code>` : 'differs'}.</p>` : html`
      <div class="table-wrap" tabindex="0" role="region" aria-label="Runs side by side"><table class="plain facts-table">
        <thead><tr><td></td>${this.all.map(({summary}, index) => html`
          <th scope="col">${swatch(index)} ${summary.name} <span class="quiet">run ${summary.id}</span></th>`)}</tr></thead>
        ${wanted.map(([group, of]) => html`
          <tbody><tr class="group-row"><th scope="rowgroup" colspan=${this.all.length + 1}>${group}</th></tr>
            ${this.#rows(group, of)}</tbody>`)}
      </table></div>`}
      <p class="quiet">${hidden > 0 ? `${count(hidden, 'row')} ${this.filter ? 'hidden' : 'alike and hidden'}.` : 'All rows are shown.'}</p>`;
  }

  /** Long groups are folded; whoever filters wants to see all that he found. */
  #rows(group, of) {
    const folded = of.length > ROWS + 1 && this.filter === '' && !this.unfolded.includes(group);
    return html`
      ${repeat(folded ? of.slice(0, ROWS) : of, (row) => row.key, (row) => this.#row(row))}
      ${folded ? html`<tr class="more-row"><td colspan=${this.all.length + 1}><button type="button"
        class="button button-small" @click=${() => { this.unfolded = [...this.unfolded, group]; }}>Show ${
          of.length - ROWS} more rows</button></td></tr>` : nothing}`;
  }

  #row(row) {
    const title = row.group === 'Results' ? words(row.key) : row.key;
    return html`
      <tr class=${row.differs && this.everything ? 'differs' : ''} data-key=${row.key}>
        <th scope="row">${row.group === 'Results' ? title : html`<code>${breakable(title)}</code>`}${row.unit
          ? html` <span class="quiet">${row.unit}</span>` : nothing}</th>
        ${row.values.map((value) => html`<td class=${value === row.best && row.best !== undefined ? 'best' : ''}
          title=${value === row.best && row.best !== undefined ? 'best' : value ?? ''}>${this.#value(value)}</td>`)}
      </tr>`;
  }

  #value(value) {
    if (value === undefined || value === null || value === '') {
      return html`<span class="quiet">–</span>`;
    }
    return typeof value === 'number' ? number(value) : String(value);
  }

  /** The filter; undefined where there is none, null where it is wrong. */
  #pattern() {
    try {
      return this.filter === '' ? undefined : new RegExp(this.filter, 'i');
    } catch {
      return null;
    }
  }

  async #copy(name, shown) {
    await copyText(EXPORTS[name](...table(shown, this.all.map(({summary}) => `${summary.name} (run ${summary.id})`))));
    this.copied = name;
    setTimeout(() => { this.copied = ''; }, 1500);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, {detail}));
  }
}

customElements.define('compare-table', CompareTable);
