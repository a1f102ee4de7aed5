import {View, html, nothing} from '../view.js';
import {icon} from '../icons.js';

const STATES = ['running', 'queued', 'finished', 'failed', 'stopped', 'lost'];
const PAUSE_MILLIS = 350;

/** The search box over the run table; dispatches `query` {query, replace}. */
class QueryBox extends View {
  static properties = {query: {}, failure: {}, help: {state: true}};

  #timer = 0;
  #typing = false;

  constructor() {
    super();
    this.query = '';
    this.failure = '';
    this.help = false;
  }

  view() {
    const state = this.query.match(/^state:(\w+)$/)?.[1];
    return html`
      <search class="query">
        <form class="query-line" @submit=${this.#submit}>
          <label class="visually-hidden" for="query">Search the runs</label>
          ${icon('search')}
          <input id="query" type="search" autocomplete="off" spellcheck="false" .value=${this.query}
            placeholder="Search: words, state:finished, seed<10, AND OR NOT ( )"
            aria-invalid=${this.failure !== ''} aria-describedby="query-failure" @input=${this.#input}>
          <button type="button" class="icon-button" aria-expanded=${this.help} aria-controls="query-help"
            title="How to search" aria-label="How to search" @click=${() => { this.help = !this.help; }}>?</button>
        </form>
        <div class="query-states" role="group" aria-label="By state">
          ${STATES.map((name) => html`
            <button type="button" class=${`chip chip-button state-${name}`} aria-pressed=${state === name}
              @click=${() => this.#tell(state === name ? '' : `state:${name}`, false)}>${icon(name)}${name}</button>`)}
        </div>
        <p id="query-failure" class="query-failure" role="alert">${this.failure}</p>
        ${this.help ? html`
          <div id="query-help" class="query-help">
            <dl>
              <dt><code>smile</code></dt><dd>the word in name, experiment, member, tags or id</dd>
              <dt><code>state:lost</code></dt><dd>a column with this value; any column of the table has its key here,
                such as <code>tags</code>, <code>parameters.seed</code>, <code>results.ssim-to-teacher</code></dd>
              <dt><code>seed&lt;10</code></dt><dd>numbers: &lt; &lt;= &gt; &gt;= =</dd>
              <dt><code>kind:student AND NOT (state:failed OR state:lost)</code></dt><dd>together</dd>
            </dl>
          </div>` : nothing}
      </search>`;
  }

  #input(event) {
    clearTimeout(this.#timer);
    const {value} = event.target;
    this.#timer = setTimeout(() => {
      this.#tell(value, this.#typing);
      this.#typing = true;
    }, PAUSE_MILLIS);
  }

  #submit(event) {
    event.preventDefault();
    clearTimeout(this.#timer);
    this.#tell(event.target.querySelector('input').value, this.#typing);
    this.#typing = false;
  }

  #tell(query, replace) {
    this.dispatchEvent(new CustomEvent('query', {detail: {query, replace}}));
  }
}

customElements.define('query-box', QueryBox);
