import {View, html, nothing} from '../view.js';
import {preference, setPreference} from '../preferences.js';

/** A part of a long page, opened and closed by its heading, as this browser remembers; only what is open is drawn. */
class PagePart extends View {
  static properties = {
    heading: {}, note: {}, opened: {attribute: false}, content: {attribute: false}, open: {state: true},
  };

  willUpdate() {
    this.open ??= preference(`part.${this.id}`, this.opened);
  }

  view() {
    return html`
      <details class="page-part" .open=${this.open} @toggle=${(event) => { this.open = event.target.open; }}>
        <summary><h2>${this.heading}</h2>${this.note ? html` <span class="quiet">${this.note}</span>` : nothing}</summary>
        ${this.open ? this.content() : nothing}
      </details>`;
  }

  updated(changes) {
    if (changes.get('open') !== undefined) {
      setPreference(`part.${this.id}`, this.open);
    }
  }
}

customElements.define('page-part', PagePart);

/** Goes to an element, which is opened where it can be. */
export function reveal(id) {
  const element = id === '' ? null : document.getElementById(id);
  if (element) {
    element.open = true;
    element.scrollIntoView();
  }
}

/** The parts of a long page as links that stay in sight; of those with a count it is told. */
export const pageIndex = (parts) => html`
  <nav class="page-index" aria-label="On this page">${parts.map(({id, title, count}) => html`
    <a href=${`#${id}`} @click=${() => reveal(id)}>${title}${count === undefined ? nothing
      : html` <span class="quiet">${count}</span>`}</a>`)}</nav>`;
