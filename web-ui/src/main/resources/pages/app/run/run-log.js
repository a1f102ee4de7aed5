import {View, html, nothing} from '../view.js';
import * as api from '../api.js';
import {count} from '../format.js';
import {icon} from '../icons.js';

const TAIL = 2000;
const EVERY_MILLIS = 2000;

/** The end of the log, followed while the run is at work. */
class RunLog extends View {
  static properties = {
    run: {}, active: {type: Boolean}, text: {state: true}, failure: {state: true}, search: {state: true},
    follow: {state: true},
  };

  #timer = 0;

  constructor() {
    super();
    this.text = null;
    this.failure = null;
    this.search = '';
    this.follow = true;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.active && !document.hidden && this.#load(), EVERY_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  willUpdate(changes) {
    if (changes.has('run') || changes.has('active')) {
      this.#load();
    }
  }

  async #load() {
    try {
      this.text = await api.log(this.run, TAIL);
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
  }

  updated(changes) {
    if (this.follow && (changes.has('text') || changes.has('follow'))) {
      const area = this.querySelector('pre');
      area?.scrollTo(0, area.scrollHeight);
    }
  }

  view() {
    const lines = (this.text ?? '').replace(/\n$/, '').split('\n');
    const wanted = this.search.toLowerCase();
    const shown = wanted === '' ? lines : lines.filter((line) => line.toLowerCase().includes(wanted));
    return html`
      <section class="card"><div class="card-head"><h2>Log</h2>
          <label class="visually-hidden" for="log-search">Search the log</label>
          <input id="log-search" class="field" type="search" placeholder="Search" .value=${this.search}
            @input=${(event) => { this.search = event.target.value; }}>
          <label class="check"><input type="checkbox" .checked=${this.follow}
            @change=${(event) => { this.follow = event.target.checked; }}> follow the end</label>
          <a class="button" href=${api.fileAddress(this.run, 'log.txt')} download>${icon('download')} Whole log</a></div>
        ${this.failure ? html`<p class="notice notice-error">${this.failure.message}</p>` : nothing}
        ${this.text === '' ? html`<p class="quiet">The log is empty.</p>` : nothing}
        ${wanted === '' ? nothing : html`<p class="quiet" role="status">${count(shown.length, 'line')} of
          ${lines.length}</p>`}
        <pre class="code log" tabindex="0" aria-label="Log">${this.#marked(shown, wanted)}</pre></section>`;
  }

  #marked(lines, wanted) {
    if (wanted === '') {
      return lines.join('\n');
    }
    return lines.map((line) => {
      const at = line.toLowerCase().indexOf(wanted);
      return html`${line.slice(0, at)}<mark>${line.slice(at, at + wanted.length)}</mark>${
        line.slice(at + wanted.length)}${'\n'}`;
    });
  }
}

customElements.define('run-log', RunLog);
