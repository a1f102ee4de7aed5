import {View, html, nothing, repeat} from '../view.js';
import * as api from '../api.js';
import {listen} from '../stream.js';
import {setParameters} from '../router.js';
import {count} from '../format.js';
import {command} from '../parts/copy-button.js';
import {pageIndex, reveal} from '../parts/page-part.js';

const KINDS = {
  dataset: 'Data sets', generator: 'Generators', discriminator: 'Discriminators', objective: 'Objectives',
  loss: 'Distillation losses', classifier: 'Classifiers', metric: 'Metrics',
};

const readFilter = () => new URLSearchParams(location.search).get('filter') ?? '';

/** What is installed: plugins with their parameters, bundles with their state and problems. */
class PluginsPage extends View {
  static properties = {content: {state: true}, failure: {state: true}, filter: {state: true}};

  #ends = [];

  constructor() {
    super();
    this.content = null;
    this.failure = null;
    this.filter = readFilter();
  }

  connectedCallback() {
    super.connectedCallback();
    const onRoute = () => { this.filter = readFilter(); };
    window.addEventListener('route', onRoute);
    this.#ends = [
      () => window.removeEventListener('route', onRoute),
      listen({plugins: () => this.#load(), resync: () => this.#load()}),
    ];
    this.#load().then(() => this.updateComplete).then(() => reveal(location.hash.slice(1)));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#ends.forEach((end) => end());
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
    const kinds = Object.entries(KINDS)
      .map(([kind, title]) => ({kind, id: `kind-${kind}`, title, plugins: plugins.filter((plugin) => plugin.kind === kind)}))
      .filter((each) => each.plugins.length > 0);
    return html`
      <div class="page-head"><h1>Plugins</h1>
        <p class="total" role="status">${count(this.content.plugins.length, 'plugin')} in
          ${count(this.content.bundles.length, 'bundle')}</p>
        <div class="page-tools"><label class="visually-hidden" for="plugin-filter">Filter the plugins</label>
          <input id="plugin-filter" class="field" type="search" placeholder="Name, parameter, words" .value=${this.filter}
            @input=${(event) => setParameters({filter: event.target.value}, {replace: true})}></div>
      </div>
      ${(this.content.problems ?? []).map((problem) => html`<p class="notice notice-error">${problem}</p>`)}
      ${pageIndex([{id: 'bundles', title: 'Bundles', count: this.content.bundles.length},
        ...kinds.map((each) => ({...each, count: each.plugins.length}))])}
      ${this.#bundles()}
      ${kinds.map((each) => html`
        <section class="plugin-kind" id=${each.id} aria-label=${each.title}>
          <h2>${each.title} <span class="quiet">${each.kind}</span></h2>
          <div class="plugin-list">${repeat(each.plugins, ({id}) => id, (plugin) => this.#plugin(plugin))}</div></section>`)}
      ${plugins.length === 0 ? html`<section class="empty"><h2>No plugin matches</h2></section>` : nothing}`;
  }

  #matches(plugin) {
    const parameters = plugin.parameters.map(({name}) => name).join(' ');
    const text = `${plugin.id} ${plugin.title} ${plugin.summary} ${plugin.bundle} ${parameters}`.toLowerCase();
    return this.filter.toLowerCase().split(/\s+/).every((word) => text.includes(word));
  }

  #bundles() {
    const bundles = [...this.content.bundles].sort((a, b) => (b.problems?.length ?? 0) - (a.problems?.length ?? 0));
    const troubled = bundles.filter(({problems}) => problems?.length > 0).length;
    return html`
      <page-part id="bundles" class="card bundles" .heading=${'Bundles'} .opened=${troubled > 0}
        .note=${troubled > 0 ? `${count(troubled, 'bundle')} of ${bundles.length} with problems` : `${bundles.length}, no problems`}
        .content=${() => html`
          <div class="table-wrap"><table class="plain">
            <thead><tr><th scope="col">Bundle</th><th scope="col">Version</th><th scope="col">State</th>
              <th scope="col">Problems</th></tr></thead>
            <tbody>${bundles.map((bundle) => this.#bundle(bundle))}</tbody></table></div>
          <p class="quiet">Drop a jar into the workspace's <code>plugins</code> folder: it is here within two seconds, no
            restart.</p>`}></page-part>`;
  }

  #bundle(bundle) {
    return html`
      <tr class=${bundle.problems?.length ? 'problem' : ''}>
        <td>${bundle.bundle}</td><td>${bundle.version}</td>
        <td><span class=${`bundle-state bundle-${bundle.state}`}>${bundle.state}</span></td>
        <td>${bundle.problems?.length
          ? html`<ul class="problems">${bundle.problems.map((problem) => html`<li>${problem}</li>`)}</ul>`
          : html`<span class="quiet">no problems</span>`}</td></tr>`;
  }

  #plugin(plugin) {
    const {parameters} = plugin;
    return html`
      <details class="card plugin" id=${`${plugin.kind}-${plugin.id}`}>
        <summary><h3>${plugin.title}</h3> <code class="plugin-id">${plugin.id}</code>
          <span class="quiet">${parameters.length === 0 ? 'no parameters' : count(parameters.length, 'parameter')}</span>
          <span class="plugin-summary">${plugin.summary}</span></summary>
        ${parameters.length === 0 ? nothing : html`
          <div class="table-wrap"><table class="plain parameters">
            <thead><tr><th scope="col">Parameter</th><th scope="col">Type</th><th scope="col">Default</th>
              <th scope="col">Range</th><th scope="col">What it does</th></tr></thead>
            <tbody>${parameters.map((parameter) => this.#parameter(parameter))}</tbody></table></div>`}
        <footer class="quiet"><span>${plugin.bundle} ${plugin.version}</span>
          ${command(`./retort describe ${plugin.kind}/${plugin.id}`)}</footer>
      </details>`;
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
