import {View, html, nothing} from '../view.js';
import {number, words} from '../format.js';

const DIRECTIONS = {lower: 'lower is better', higher: 'higher is better', none: ''};

/** What evaluation measured, and how the data set was made up. */
class RunResults extends View {
  static properties = {details: {attribute: false}};

  view() {
    const values = this.details.result ?? [];
    const {dataset} = this.details;
    return html`
      ${values.length === 0 ? html`<section class="empty"><h2>No results yet</h2>
          <p>Results come from the metrics of the descriptor, when training is done.</p></section>` : html`
        <section class="card"><h2>Results</h2>
          <div class="table-wrap"><table class="plain">
            <thead><tr><th scope="col">Figure</th><th scope="col" class="numeric">Value</th><th scope="col">Unit</th>
            </tr></thead>
            <tbody>${values.map((result) => html`
              <tr><th scope="row">${words(result.name)}
                  <span class="quiet direction">${DIRECTIONS[String(result.direction ?? 'none').toLowerCase()] ?? ''}</span></th>
                <td class="numeric" title=${result.value}>${number(result.value)}</td>
                <td>${result.unit ?? ''}</td></tr>`)}</tbody>
          </table></div></section>`}
      ${dataset ? this.#dataset(dataset) : nothing}`;
  }

  #dataset(dataset) {
    const splits = Object.entries(dataset.splits ?? {});
    const labels = [...new Set(splits.flatMap(([, split]) => Object.keys(split.labels ?? {})))];
    const skipped = dataset.skipped?.count ?? 0;
    return html`
      <section class="card"><h2>Data set</h2>
        <div class="table-wrap"><table class="plain">
          <thead><tr><th scope="col">Split</th><th scope="col" class="numeric">Images</th>
            ${labels.map((label) => html`<th scope="col" class="numeric">${label}</th>`)}</tr></thead>
          <tbody>${splits.map(([name, split]) => html`
            <tr><th scope="row">${name}</th><td class="numeric">${number(split.count)}</td>
              ${labels.map((label) => html`<td class="numeric">${number(split.labels?.[label])}</td>`)}</tr>`)}</tbody>
        </table></div>
        ${skipped > 0 ? html`<p class="notice notice-warning">${number(skipped)} images were skipped:
          ${(dataset.skipped.reasons ?? []).join('; ')}</p>` : nothing}
      </section>`;
  }
}

customElements.define('run-results', RunResults);
