import {View, html} from '../view.js';
import {icon} from '../icons.js';

/** Puts a text on the clipboard. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}

/** A button that copies its `text`. */
class CopyButton extends View {
  static properties = {text: {}, label: {}, copied: {state: true}};

  constructor() {
    super();
    this.label = 'Copy';
    this.copied = false;
  }

  view() {
    return html`
      <button type="button" class="icon-button" aria-label=${this.copied ? 'Copied' : this.label}
        title=${this.copied ? 'Copied' : this.label} @click=${this.copy}>${icon(this.copied ? 'done' : 'copy')}</button>
      <span class="visually-hidden" role="status">${this.copied ? 'Copied' : ''}</span>`;
  }

  async copy() {
    await copyText(this.text);
    this.copied = true;
    setTimeout(() => { this.copied = false; }, 1500);
  }
}

customElements.define('copy-button', CopyButton);

/** A command to type, with a button that copies it. */
export const command = (text) => html`
  <span class="command"><code>${text}</code><copy-button .text=${text} .label=${`Copy: ${text}`}></copy-button></span>`;
