import {View, html, nothing} from '../view.js';
import {icon} from '../icons.js';

/** Chooses and orders the columns; dispatches `choose` with the keys, or null for the initial ones. */
class ColumnChooser extends View {
  static properties = {groups: {attribute: false}, keys: {attribute: false}, open: {state: true}};

  constructor() {
    super();
    this.groups = new Map();
    this.keys = [];
    this.open = false;
    this.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.open) {
        this.open = false;
        this.querySelector('button').focus();
      }
    });
  }

  view() {
    return html`
      <button type="button" class="button" aria-expanded=${this.open} aria-controls="columns"
        @click=${() => { this.open = !this.open; }}>${icon('columns')} Columns</button>
      ${this.open ? html`
        <div class="popover" id="columns" role="group" aria-label="Columns">
          <div class="popover-head"><h2>Columns</h2>
            <button type="button" class="button button-quiet" @click=${() => this.#tell(null)}>As at first</button>
            <button type="button" class="icon-button" aria-label="Close"
              @click=${() => { this.open = false; }}>${icon('close')}</button></div>
          <fieldset><legend>Shown, in order</legend>
            <ol class="column-order">${this.keys.map((key, index) => this.#shown(key, index))}</ol></fieldset>
          ${[...this.groups].map(([title, columns]) => this.#group(title, columns))}
        </div>` : nothing}`;
  }

  #shown(key, index) {
    return html`
      <li><span>${key}</span>
        <button type="button" class="icon-button" aria-label=${`${key} further left`} ?disabled=${index === 0}
          @click=${() => this.#move(index, -1)}>${icon('up')}</button>
        <button type="button" class="icon-button" aria-label=${`${key} further right`}
          ?disabled=${index === this.keys.length - 1} @click=${() => this.#move(index, 1)}>${icon('down')}</button>
        <button type="button" class="icon-button" aria-label=${`Hide ${key}`}
          @click=${() => this.#toggle(key)}>${icon('close')}</button></li>`;
  }

  #group(title, columns) {
    const hidden = columns.filter((column) => !this.keys.includes(column.key));
    return hidden.length === 0 ? nothing : html`
      <fieldset><legend>${title}</legend>${hidden.map((column) => html`
        <label class="check"><input type="checkbox" .checked=${false}
          @change=${() => this.#toggle(column.key)}> ${column.title}</label>`)}</fieldset>`;
  }

  #toggle(key) {
    this.#tell(this.keys.includes(key) ? this.keys.filter((other) => other !== key) : [...this.keys, key]);
  }

  #move(index, by) {
    const keys = [...this.keys];
    [keys[index], keys[index + by]] = [keys[index + by], keys[index]];
    this.#tell(keys);
  }

  #tell(keys) {
    this.dispatchEvent(new CustomEvent('choose', {detail: keys}));
  }
}

customElements.define('column-chooser', ColumnChooser);
