import {View, html, nothing} from '../view.js';
import * as api from '../api.js';
import {navigate} from '../router.js';
import {duration, moment, number} from '../format.js';
import {archiveRuns, canDelete, canResume, canStop, deleteRuns, resumeRuns, stopRuns} from '../run-actions.js';
import {command} from '../parts/copy-button.js';
import {tellFailure} from '../parts/dialog.js';
import {lastSign, stateChip} from '../parts/state-chip.js';

const link = (id) => html`<a href=${`/runs/${encodeURIComponent(id)}`}>run ${id}</a>`;

/** Name, state, progress, what can be done, where it comes from; the error of a failed run. Dispatches `changed`. */
class RunHead extends View {
  static properties = {details: {attribute: false}, busy: {state: true}, editing: {state: true}};

  constructor() {
    super();
    this.busy = false;
    this.editing = false;
  }

  view() {
    const {summary, error, warnings} = this.details;
    return html`
      <div class="run-head">
        <p class="crumbs"><a href="/">Runs</a> <span aria-hidden="true">/</span> ${summary.experiment}</p>
        <div class="run-title">
          <h1>${summary.name}</h1>${stateChip(summary)}
          ${summary.archived ? html`<span class="tag">archived</span>` : nothing}
          ${(summary.tags ?? []).map((tag) => html`
            <a class="tag" href=${`/?query=${encodeURIComponent(`tags:"${tag}"`)}`}>${tag}</a>`)}
        </div>
        ${this.#facts(summary)}
        ${this.#progress(summary)}
        ${this.#actions(summary)}
        ${this.editing ? this.#labels() : nothing}
        ${summary.state === 'lost' ? html`
          <div class="notice notice-warning" role="status"><strong>This run is lost:</strong> its process is gone or has
            been silent for more than a minute (${lastSign(summary)}). From its last checkpoint:
            ${command(`./retort resume ${summary.id}`)}</div>` : nothing}
        ${error ? this.#error(error, summary) : nothing}
        ${(warnings ?? []).map((warning) => html`<p class="notice">${warning.message ?? warning}</p>`)}
      </div>`;
  }

  #facts(summary) {
    const children = this.details.children ?? [];
    const links = (ids) => ids.map((id, index) => html`${index > 0 ? ', ' : ''}${link(id)}`);
    const fact = (title, value) => html`<div><dt>${title}</dt><dd>${value}</dd></div>`;
    return html`
      <dl class="facts">
        ${fact('Run', summary.id)}
        ${fact('Kind', summary.kind)}
        ${summary.teachers?.length ? fact('Distilled from', links(summary.teachers)) : nothing}
        ${children.length > 0 ? fact('Students', links(children)) : nothing}
        ${fact('Started', html`<time datetime=${summary.started ?? ''} title=${summary.started ?? ''}>${
          moment(summary.started)}</time>`)}
        ${fact('Duration', duration(summary.durationSeconds))}
        ${summary.state === 'finished' && summary.step ? fact('Steps', number(summary.step)) : nothing}
        ${summary.engine ? fact('Engine', summary.engine) : nothing}
        ${fact('Seed', summary.seed)}
        ${summary.state === 'running' && this.details.timing?.imagesPerSecond
          ? fact('Speed', `${number(this.details.timing.imagesPerSecond)} images/s`) : nothing}
      </dl>`;
  }

  #progress(summary) {
    if (!summary.iterations || ['queued', 'finished'].includes(summary.state)) {
      return nothing;
    }
    const left = summary.state === 'running' && summary.remainingSeconds !== null
      && summary.remainingSeconds !== undefined ? `${duration(summary.remainingSeconds)} left` : '';
    return html`
      <div class="run-progress">
        <progress max=${summary.iterations} value=${summary.step ?? 0} aria-label="Progress"></progress>
        <span>step ${number(summary.step ?? 0)} of ${number(summary.iterations)}</span>
        <span>${left}</span><span class="quiet">${summary.message ?? ''}</span>
        ${summary.state === 'running' ? lastSign(summary) : nothing}
      </div>`;
  }

  #actions(summary) {
    const button = (title, action, kind = '') => html`
      <button type="button" class=${`button ${kind}`} ?disabled=${this.busy}
        @click=${() => this.#do(action)}>${title}</button>`;
    return html`
      <div class="run-actions">
        ${canStop(summary) ? button('Stop', () => stopRuns([summary])) : nothing}
        ${canResume(summary) ? button('Resume', () => resumeRuns([summary]), 'button-primary') : nothing}
        ${summary.teachers?.length ? html`<a class="button" href=${`/compare?runs=${
          [...summary.teachers, summary.id].map(encodeURIComponent)}`}>Compare with its ${
          summary.teachers.length > 1 ? 'teachers' : 'teacher'}</a>` : nothing}
        <button type="button" class="button" aria-expanded=${this.editing}
          @click=${() => { this.editing = !this.editing; }}>Name, tags, notes</button>
        ${button(summary.archived ? 'Restore' : 'Archive', () => archiveRuns([summary], !summary.archived))}
        ${canDelete(summary) ? button('Delete …', () => this.#delete(summary), 'button-danger-quiet') : nothing}
        <details class="commands"><summary>Commands</summary>
          <div class="command-list">
            ${command(`./retort show ${summary.id}`)}
            ${canResume(summary) ? command(`./retort resume ${summary.id}`) : nothing}
            ${canStop(summary) ? command(`./retort stop ${summary.id}`) : nothing}
            ${command(this.details.run.commandLine || `./retort run ${summary.experiment}.yaml`)}
          </div></details>
      </div>`;
  }

  #error(error, summary) {
    const where = [error.step !== null && error.step !== undefined && `step ${error.step}`,
      error.term && `term ${error.term}`].filter(Boolean).join(', ');
    return html`
      <div class="notice notice-error" role="alert">
        <p><strong>${error.message}</strong></p>
        ${where ? html`<p>Where: ${where}.</p>` : nothing}
        ${error.checkpoint ? html`<p>Last good checkpoint: <code>${error.checkpoint}</code>.
          ${command(`./retort resume ${summary.id}`)}</p>` : nothing}
        ${error.stack ? html`<details><summary>Stack trace</summary><pre>${error.stack}</pre></details>` : nothing}
      </div>`;
  }

  #labels() {
    const labels = this.details.labels ?? {};
    return html`
      <form class="card labels" @submit=${this.#saveLabels}>
        <label>Name <input class="field" name="name" .value=${labels.name ?? this.details.summary.name}></label>
        <label>Tags, with commas between <input class="field" name="tags" .value=${(labels.tags ?? []).join(', ')}></label>
        <label>Notes <textarea class="field" name="notes" rows="3" .value=${labels.notes ?? ''}></textarea></label>
        <div><button type="submit" class="button button-primary">Save</button>
          <button type="button" class="button button-quiet"
            @click=${() => { this.editing = false; }}>Cancel</button></div>
      </form>`;
  }

  async #saveLabels(event) {
    event.preventDefault();
    const values = new FormData(event.target);
    const tags = values.get('tags').split(',').map((tag) => tag.trim()).filter((tag) => tag !== '');
    try {
      await api.label(this.details.summary.id, {name: values.get('name').trim(), tags, notes: values.get('notes')});
      this.editing = false;
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (failure) {
      await tellFailure(failure);
    }
  }

  async #do(action) {
    this.busy = true;
    const gone = await action() === 'gone';
    this.busy = false;
    if (gone) {
      navigate('/');
    } else {
      this.dispatchEvent(new CustomEvent('changed'));
    }
  }

  async #delete(summary) {
    return await deleteRuns([summary]) > 0 ? 'gone' : 'kept';
  }
}

customElements.define('run-head', RunHead);
