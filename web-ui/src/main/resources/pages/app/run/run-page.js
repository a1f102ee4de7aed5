import {View, html, nothing} from '../view.js';
import * as api from '../api.js';
import {listen} from '../stream.js';
import {setParameters} from '../router.js';
import './run-head.js';
import './run-curves.js';
import './run-samples.js';
import './run-results.js';
import './run-record.js';
import './run-files.js';
import './run-log.js';

const TABS = {
  curves: 'Curves', samples: 'Samples', results: 'Results', descriptor: 'Descriptor', log: 'Log',
  provenance: 'Provenance', files: 'Files',
};
const REFRESH_EVENTS = ['state', 'provenance', 'dataset', 'sample', 'checkpoint', 'result', 'artifact', 'warning'];
const REFRESH_MILLIS = 300;

/** One run: head, and a tab for each thing to know about it. */
class RunPage extends View {
  static properties = {
    run: {}, details: {state: true}, failure: {state: true}, tab: {state: true}, metrics: {state: true},
  };

  #ends = [];
  #timer = 0;

  constructor() {
    super();
    this.details = null;
    this.failure = null;
    this.metrics = [];
    this.tab = this.#tabOfAddress();
  }

  connectedCallback() {
    super.connectedCallback();
    const onRoute = () => { this.tab = this.#tabOfAddress(); };
    window.addEventListener('route', onRoute);
    this.#ends = [
      () => window.removeEventListener('route', onRoute),
      listen({
        run: (event) => this.#changed(event.detail),
        removed: (event) => this.#removed(event.detail.id),
        event: (event) => this.#happened(event.detail),
        resync: () => this.#load(),
      }),
    ];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#ends.forEach((end) => end());
  }

  willUpdate(changes) {
    if (changes.has('run')) {
      this.details = null;
      this.metrics = [];
      this.#load();
    }
  }

  #tabOfAddress() {
    const tab = new URLSearchParams(location.search).get('tab');
    return tab in TABS ? tab : 'curves';
  }

  async #load() {
    const run = this.run;
    try {
      const details = await api.details(run);
      if (run === this.run) {
        this.details = details;
        this.metrics = details.metrics ?? [];
        this.failure = null;
        document.title = `${details.summary.name} · run ${run} · Retort`;
      }
    } catch (failure) {
      this.failure = failure;
    }
  }

  #removed(id) {
    if (id === this.run) {
      this.failure = new Error('It was deleted.');
    }
  }

  #changed(summary) {
    if (summary.id === this.run && this.details) {
      this.details = {...this.details, summary};
    }
  }

  #happened(event) {
    if (event.type === 'metrics') {
      const unknown = Object.keys(event.values ?? {}).some((name) => !this.metrics.includes(name));
      if (!unknown) {
        return;
      }
    } else if (!REFRESH_EVENTS.includes(event.type)) {
      return;
    }
    if (!this.#timer) {
      this.#timer = setTimeout(() => { this.#timer = 0; this.#load(); }, REFRESH_MILLIS);
    }
  }

  view() {
    if (this.failure) {
      return html`
        <section class="empty" role="alert"><h1>Run ${this.run} cannot be shown</h1><p>${this.failure.message}</p>
          <p><a class="button" href="/">All runs</a>
            <button type="button" class="button" @click=${() => this.#load()}>Try again</button></p></section>`;
    }
    if (!this.details) {
      return html`<p class="loading" role="status">Reading run ${this.run} …</p>`;
    }
    return html`
      <run-head .details=${this.details} @changed=${() => this.#load()}></run-head>
      <div class="tabs" role="tablist" aria-label="About this run" @keydown=${this.#step}>
        ${Object.entries(TABS).map(([name, title]) => html`
          <button type="button" role="tab" id=${`tab-${name}`} aria-selected=${this.tab === name}
            aria-controls="tab-panel" tabindex=${this.tab === name ? 0 : -1}
            @click=${() => this.#choose(name)}>${title}</button>`)}
      </div>
      <section id="tab-panel" role="tabpanel" aria-labelledby=${`tab-${this.tab}`}>${this.#panel()}</section>`;
  }

  #choose(tab) {
    setParameters({tab: tab === 'curves' ? '' : tab});
  }

  #step(event) {
    const by = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (by) {
      const names = Object.keys(TABS);
      const next = names[(names.indexOf(this.tab) + by + names.length) % names.length];
      this.#choose(next);
      this.updateComplete.then(() => this.querySelector(`#tab-${next}`).focus());
    }
  }

  #panel() {
    const {details} = this;
    switch (this.tab) {
      case 'samples':
        return html`<run-samples .details=${details}></run-samples>`;
      case 'results':
        return html`<run-results .details=${details}></run-results>`;
      case 'descriptor':
        return html`<run-descriptor .descriptor=${details.run.descriptor}></run-descriptor>`;
      case 'log':
        return html`<run-log .run=${this.run} .active=${details.summary.state === 'running'}></run-log>`;
      case 'provenance':
        return html`<run-provenance .details=${details}></run-provenance>`;
      case 'files':
        return html`<run-files .details=${details}></run-files>`;
      default:
        return this.metrics.length === 0 ? this.#noCurves(details.summary)
          : html`<run-curves .run=${this.run} .metrics=${this.metrics}></run-curves>`;
    }
  }

  #noCurves(summary) {
    const texts = {
      queued: 'The run waits for a free slot. Curves begin with its first training step.',
      running: 'No step is logged yet; curves begin by themselves.',
    };
    return html`<section class="empty"><h2>No curves</h2>
      <p>${texts[summary.state] ?? 'The run ended before its first logged step.'}
        ${summary.state === 'running' ? nothing : html`Its <a href="?tab=log">log</a> tells more.`}</p></section>`;
  }
}

customElements.define('run-page', RunPage);
