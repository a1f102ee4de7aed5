import {View, html, nothing} from '../view.js';
import * as api from '../api.js';
import {listen} from '../stream.js';
import {count} from '../format.js';
import {command} from '../parts/copy-button.js';

const KINDS = {
  dataset: 'Data sets', generator: 'Generators', discriminator: 'Discriminators', objective: 'Objectives',
  loss: 'Distillation losses', classifier: 'Classifiers', metric: 'Metrics',
};

/** What is installed: bundles with their state and problems, plugins with their parameters. */
class PluginsPage extends View {
  static properties = {content: {state: true}, failure: {state: true}, filter: {state: true}};

  #end = () => {};

  constructor() {
    super();
    this.content = null;
    this.failure = null;
    this.filter = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.#end = listen({plugins: () => this.#load(), resync: () => this.#load()});
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end();
  }

  async #load() {
    try {
      this.content = await api.plugins();
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
  }

  view() {
    if (this.failure) {
      return html`<section class="empty" role="alert"><h1>The plugins cannot be shown</h1><p>${this.failure.message}</p>
        <button type="button" class="button" @click=${() => this.#load()}>Try again</button></section>`;
    }
    if (!this.content) {
      return html`<p class="loading" role="status">Reading the plugins …</p>`;
    }
    const plugins = this.content.plugins.filter((plugin) => this.#matches(plugin));
    return html`
      <div class="page-head"><h1>Plugins</h1>
        <p class="total" role="status">${count(this.content.plugins.length, 'plugin')} in
          ${count(this.content.bundles.length, 'bundle')}</p>
        <div class="page-tools"><label class="visually-hidden" for="plugin-filter">Filter the plugins</label>
          <input id="plugin-filter" class="field" type="search" placeholder="Filter" .value=${this.filter}
            @input=${(event) => { this.filter = event.target.value; }}></div>
      </div>
      ${(this.content.problems ?? []).map((problem) => html`<p class="notice notice-error">${problem}</p>`)}
      ${this.#bundles()}
      ${Object.entries(KINDS).map(([kind, title]) => {
        const ofKind = plugins.filter((plugin) => plugin.kind === kind);
        return ofKind.length === 0 ? nothing : html`
          <section class="plugin-kind" aria-label=${title}><h2>${title} <span class="quiet">${kind}</span></h2>
            <div class="plugin-list">${ofKind.map((plugin) => this.#plugin(plugin))}</div></section>`;
      })}
      ${plugins.length === 0 ? html`<section class="empty"><h2>No plugin matches</h2></section>` : nothing}`;
  }

  #matches(plugin) {
    const text = `${plugin.id} ${plugin.title} ${plugin.summary} ${plugin.bundle}`.toLowerCase();
    return this.filter.toLowerCase().split(/\s+/).every((word) => text.includes(word));
  }

  #bundles() {
    const bundles = [...this.content.bundles].sort((a, b) => (b.problems?.length ?? 0) - (a.problems?.length ?? 0));
    return html`
      <section class="card bundles"><h2>Bundles</h2>
        <div class="table-wrap"><table class="plain">
          <thead><tr><th scope="col">Bundle</th><th scope="col">Version</th><th scope="col">State</th>
            <th scope="col">Problems</th></tr></thead>
          <tbody>${bundles.map((bundle) => html`
            <tr class=${bundle.problems?.length ? 'problem' : ''}>
              <td>${bundle.bundle}</td><td>${bundle.version}</td>
              <td><span class=${`bundle-state bundle-${bundle.state}`}>${bundle.state}</span></td>
              <td>${bundle.problems?.length
                ? html`<ul class="problems">${bundle.problems.map((problem) => html`<li>${problem}</li>`)}</ul>`
                : html`<span class="quiet">no problems</span>`}</td></tr>`)}</tbody></table></div>
        <p class="quiet">Drop a jar into the workspace's <code>plugins</code> folder: it is here within two seconds, no
          restart.</p>
      </section>`;
  }

  #plugin(plugin) {
    return html`
      <article class="card plugin" id=${`${plugin.kind}-${plugin.id}`}>
        <header><h3>${plugin.title}</h3><code class="plugin-id">${plugin.id}</code></header>
        <p>${plugin.summary}</p>
        ${plugin.parameters.length === 0 ? html`<p class="quiet">No parameters.</p>` : html`
          <div class="table-wrap"><table class="plain parameters">
            <thead><tr><th scope="col">Parameter</th><th scope="col">Type</th><th scope="col">Default</th>
              <th scope="col">Range</th><th scope="col">What it does</th></tr></thead>
            <tbody>${plugin.parameters.map((parameter) => this.#parameter(parameter))}</tbody></table></div>`}
        <footer class="quiet"><span>${plugin.bundle} ${plugin.version}</span>
          ${command(`./retort describe ${plugin.id}`)}</footer>
      </article>`;
  }

  #parameter(parameter) {
    const required = parameter.default === null || parameter.default === undefined;
    return html`
      <tr><th scope="row"><code>${parameter.name}</code></th>
        <td>${parameter.type}${parameter.unit ? html` <span class="quiet">${parameter.unit}</span>` : nothing}</td>
        <td>${required ? html`<span class="tag">required</span>` : html`<code>${parameter.default === '' ? '""'
          : String(parameter.default)}</code>`}</td>
        <td>${this.#range(parameter)}</td><td>${parameter.summary}</td></tr>`;
  }

  #range(parameter) {
    if (parameter.choices?.length) {
      return html`<code>${parameter.choices.join(' | ')}</code>`;
    }
    const {min = null, max = null} = parameter;
    if (min === null && max === null) {
      return html`<span class="quiet">any</span>`;
    }
    return max === null ? `≥ ${min}` : min === null ? `≤ ${max}` : `${min} to ${max}`;
  }
}

customElements.define('plugins-page', PluginsPage);
