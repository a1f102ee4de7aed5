import {View, html, nothing} from '../view.js';
import {toYaml} from './yaml.js';
import '../parts/copy-button.js';

/** The resolved descriptor as YAML, to read or to copy into a file. */
class RunDescriptor extends View {
  static properties = {descriptor: {attribute: false}};

  view() {
    const text = toYaml(this.descriptor ?? {});
    return html`
      <section class="card"><div class="card-head"><h2>Resolved descriptor</h2>
        <copy-button .text=${text} .label=${'Copy the descriptor'}></copy-button></div>
        <pre class="code" tabindex="0">${text}</pre></section>`;
  }
}

customElements.define('run-descriptor', RunDescriptor);

const TITLES = {
  version: 'Retort', commit: 'Commit', commandLine: 'Command line', jvm: 'Java', os: 'System', cpu: 'CPU', gpu: 'GPU',
  driver: 'Driver', engine: 'Engine', device: 'Device', precision: 'Precision', threads: 'Threads', natives: 'Natives',
};

/** What is needed to get the same result again. */
class RunProvenance extends View {
  static properties = {details: {attribute: false}};

  view() {
    const {provenance, run} = this.details;
    if (!provenance) {
      return html`<section class="empty"><h2>No provenance yet</h2>
        <p>A run writes down where it runs and with what as soon as it starts.</p></section>`;
    }
    const facts = Object.entries(TITLES).filter(([key]) => provenance[key] !== undefined && provenance[key] !== null);
    return html`
      <section class="card"><h2>Where and how it ran</h2>
        <dl class="record">
          ${facts.map(([key, title]) => this.#fact(title, provenance[key]))}
          ${this.#fact('Seed', run.seed)}
          ${this.#fact('Identity', run.identity)}
          ${this.#fact('UUID', run.uuid)}
          ${provenance.dataset ? this.#fact('Data set', provenance.dataset) : nothing}
          ${[provenance.teacher, ...(provenance.teachers ?? [])].filter(Boolean).map((teacher) => this.#fact('Teacher', teacher))}
        </dl></section>
      ${provenance.plugins?.length ? html`
        <section class="card"><h2>Plugin bundles</h2>
          <div class="table-wrap"><table class="plain">
            <thead><tr><th scope="col">Bundle</th><th scope="col">Version</th><th scope="col">SHA-256</th></tr></thead>
            <tbody>${provenance.plugins.map((plugin) => html`
              <tr><th scope="row">${plugin.bundle}</th><td>${plugin.version}</td>
                <td><code class="hash">${plugin.sha256}</code></td></tr>`)}</tbody></table></div></section>` : nothing}`;
  }

  #fact(title, value) {
    if (value === undefined || value === null || value === '') {
      return nothing;
    }
    const text = typeof value === 'object'
      ? Object.entries(value).map(([key, part]) => html`<span class="part"><span class="quiet">${key}</span> <code>${part}</code></span>`)
      : html`<code>${value}</code>`;
    return html`<div><dt>${title}</dt><dd>${text}</dd></div>`;
  }
}

customElements.define('run-provenance', RunProvenance);
