import {View, html, nothing} from '../view.js';
import {count} from '../format.js';
import {archiveRuns, canDelete, canResume, canStop, deleteRuns, resumeRuns, stopRuns} from '../run-actions.js';

/** What can be done with the chosen runs; dispatches `clear`, and `done` after an action. */
class ChosenBar extends View {
  static properties = {runs: {attribute: false}, busy: {state: true}};

  constructor() {
    super();
    this.runs = [];
    this.busy = false;
  }

  view() {
    if (this.runs.length === 0) {
      return nothing;
    }
    const archived = this.runs.every((run) => run.archived);
    return html`
      <section class="chosen" aria-label="Chosen runs">
        <strong>${count(this.runs.length, 'run')} chosen</strong>
        ${this.runs.length < 2 ? nothing : html`<a class="button button-primary"
          href=${`/compare?runs=${this.runs.map(({id}) => encodeURIComponent(id)).join(',')}`}>Compare</a>`}
        ${this.#button('Stop', this.runs.some(canStop), () => stopRuns(this.runs))}
        ${this.#button('Resume', this.runs.some(canResume), () => resumeRuns(this.runs))}
        ${this.#button(archived ? 'Restore' : 'Archive', true, () => archiveRuns(this.runs, !archived))}
        ${this.#button('Delete …', this.runs.some(canDelete), () => deleteRuns(this.runs), 'button-danger-quiet')}
        <button type="button" class="button button-quiet" @click=${() => this.#tell('clear')}>Choose none</button>
      </section>`;
  }

  #button(title, possible, action, kind = '') {
    return html`<button type="button" class=${`button ${kind}`} ?disabled=${!possible || this.busy}
      @click=${() => this.#do(action)}>${title}</button>`;
  }

  async #do(action) {
    this.busy = true;
    const done = await action();
    this.busy = false;
    if (done > 0) {
      this.#tell('clear');
      this.#tell('done');
    }
  }

  #tell(type) {
    this.dispatchEvent(new CustomEvent(type));
  }
}

customElements.define('chosen-bar', ChosenBar);
