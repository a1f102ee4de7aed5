import {html} from '../view.js';
import {render} from '../../lib/lit-html/lit-html.js';

/**
 * Opens a dialog over the page; the promise gives what `close` was called with, or undefined where the reader escaped.
 *
 * @param content called with `close`; gives what to show
 */
export function openDialog(label, content, kind = '') {
  const dialog = document.createElement('dialog');
  dialog.className = `dialog ${kind}`;
  dialog.setAttribute('aria-label', label);
  let answer;
  const close = (value) => {
    answer = value;
    dialog.close();
  };
  document.body.append(dialog);
  render(content(close), dialog);
  dialog.addEventListener('click', (event) => event.target === dialog && close());
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
  });
}

/** Asks before something that cannot be undone. */
export function confirmAction(title, text, action) {
  return openDialog(title, (close) => html`
    <h2>${title}</h2>
    <p>${text}</p>
    <div class="dialog-buttons">
      <button type="button" class="button" autofocus @click=${() => close(false)}>Keep</button>
      <button type="button" class="button button-danger" @click=${() => close(true)}>${action}</button>
    </div>`);
}

/** Says that something went wrong with an action. */
export function tellFailure(failure) {
  return openDialog('It did not work', (close) => html`
    <h2>It did not work</h2>
    <p>${failure.message}</p>
    <div class="dialog-buttons"><button type="button" class="button" @click=${() => close()}>Close</button></div>`);
}
