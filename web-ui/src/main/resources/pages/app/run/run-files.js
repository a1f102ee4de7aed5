import {View, html, nothing} from '../view.js';
import * as api from '../api.js';
import {bytes} from '../format.js';
import '../parts/copy-button.js';

/** Artifacts and checkpoints with size and checksum, then every file of the run. */
class RunFiles extends View {
  static properties = {details: {attribute: false}, files: {state: true}, failure: {state: true}};

  constructor() {
    super();
    this.files = null;
    this.failure = null;
  }

  willUpdate(changes) {
    if (changes.has('details')) {
      this.#load();
    }
  }

  async #load() {
    try {
      this.files = (await api.files(this.details.summary.id)).files;
    } catch (failure) {
      this.failure = failure;
    }
  }

  view() {
    const {artifacts = [], checkpoints = []} = this.details;
    return html`
      ${this.#recorded('Artifacts', artifacts, 'None yet: artifacts are written when training is done.')}
      ${this.#recorded('Checkpoints', checkpoints, 'None yet.')}
      <section class="card"><h2>All files</h2>
        ${this.failure ? html`<p class="notice notice-error">${this.failure.message}</p>` : nothing}
        ${this.files === null ? html`<p class="loading">Reading …</p>` : html`
          <p class="quiet">${this.files.length} files, ${bytes(this.files.reduce((sum, file) => sum + file.bytes, 0))}</p>
          <div class="table-wrap"><table class="plain"><thead><tr><th scope="col">File</th>
            <th scope="col" class="numeric">Size</th></tr></thead>
            <tbody>${this.files.map((file) => html`
              <tr><td>${this.#link(file.path)}</td><td class="numeric">${bytes(file.bytes)}</td></tr>`)}</tbody>
          </table></div>`}
      </section>`;
  }

  #link(path) {
    return html`<a href=${api.fileAddress(this.details.summary.id, path)} download>${path}</a>`;
  }

  #recorded(title, entries, none) {
    return html`
      <section class="card"><h2>${title}</h2>
        ${entries.length === 0 ? html`<p class="quiet">${none}</p>` : html`
          <div class="table-wrap"><table class="plain">
            <thead><tr><th scope="col">File</th><th scope="col"></th><th scope="col" class="numeric">Size</th>
              <th scope="col">SHA-256</th></tr></thead>
            <tbody>${entries.map((entry) => html`
              <tr><td>${this.#link(entry.file)}</td>
                <td class="quiet">${entry.description ?? (entry.step !== undefined ? `step ${entry.step}` : '')}</td>
                <td class="numeric">${bytes(entry.bytes)}</td>
                <td class="checksum"><code class="hash">${entry.sha256 ?? ''}</code>${entry.sha256
                  ? html`<copy-button .text=${entry.sha256} .label=${'Copy the checksum'}></copy-button>` : nothing}</td></tr>`)}
            </tbody></table></div>`}
      </section>`;
  }
}

customElements.define('run-files', RunFiles);
