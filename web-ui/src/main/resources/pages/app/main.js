import {View, html, nothing} from './view.js';
import {route} from './router.js';
import {stream} from './stream.js';
import {THEMES, setTheme, theme} from './theme.js';
import {icon, vessel} from './icons.js';
import './runs/runs-page.js';
import './run/run-page.js';
import './compare/compare-page.js';
import './plugins/plugins-page.js';

const TITLES = {runs: 'Runs', compare: 'Compare', plugins: 'Plugins', missing: 'No such page'};

/** The frame around the pages: head, link state, theme, and the page that the address asks for. */
class RetortApp extends View {
  static properties = {route: {state: true}, link: {state: true}, theme: {state: true}};

  constructor() {
    super();
    this.route = route(location.pathname);
    this.link = stream.state;
    this.theme = theme();
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('route', () => { this.route = route(location.pathname); });
    window.addEventListener('theme', () => { this.theme = theme(); });
    stream.addEventListener('link', (event) => { this.link = event.detail; });
  }

  updated(changes) {
    if (changes.has('route')) {
      stream.follow(this.route.page === 'run' ? this.route.id : null);
      document.title = `${TITLES[this.route.page] ?? `Run ${this.route.id}`} · Retort`;
    }
  }

  view() {
    return html`
      <a class="skip" href="#main">Skip to the content</a>
      <header class="masthead">
        <a class="brand" href="/">${vessel()}<span>Retort</span></a>
        <nav aria-label="Pages">
          ${this.#tab('runs', '/', 'Runs')}
          ${this.#tab('plugins', '/plugins', 'Plugins')}
        </nav>
        <div class="masthead-tools">
          ${this.#linkButton()}
          <div class="theme-switch" role="radiogroup" aria-label="Theme">
            ${THEMES.map((name) => html`
              <button type="button" role="radio" aria-checked=${this.theme === name} title=${`Theme: ${name}`}
                aria-label=${name} @click=${() => setTheme(name)}>${icon(name)}</button>`)}
          </div>
        </div>
      </header>
      ${this.link === 'down' ? html`
        <p class="notice notice-warning" role="status">The server does not answer, so what you see may be old. Trying
          again every few seconds. If it was stopped: <code>./retort serve</code></p>` : nothing}
      <main id="main" tabindex="-1">${this.#page()}</main>`;
  }

  #tab(page, address, title) {
    const here = this.route.page === page || (page === 'runs' && ['run', 'compare'].includes(this.route.page));
    return html`<a href=${address} aria-current=${here ? 'page' : nothing}>${title}</a>`;
  }

  #linkButton() {
    const paused = this.link === 'paused';
    const titles = {live: 'Live', connecting: 'Connecting', down: 'No link', paused: 'Paused'};
    return html`
      <button type="button" class=${`link-state link-${this.link}`} aria-pressed=${paused}
        title=${paused ? 'Go on showing changes as they come' : 'Hold still: show no changes until clicked again'}
        @click=${() => paused ? stream.unpause() : stream.pause()}>
        <span class="link-dot" aria-hidden="true"></span>${titles[this.link]}</button>`;
  }

  #page() {
    switch (this.route.page) {
      case 'runs':
        return html`<runs-page></runs-page>`;
      case 'run':
        return html`<run-page .run=${this.route.id}></run-page>`;
      case 'compare':
        return html`<compare-page></compare-page>`;
      case 'plugins':
        return html`<plugins-page></plugins-page>`;
      default:
        return html`
          <section class="empty"><h1>There is no page ${location.pathname}</h1>
            <p>There are <a href="/">the runs</a> and <a href="/plugins">the plugins</a>.</p></section>`;
    }
  }
}

customElements.define('retort-app', RetortApp);
