import {View, html, nothing} from '../view.js';
import {fileAddress} from '../api.js';
import {preference, setPreference} from '../preferences.js';
import {openDialog} from '../parts/dialog.js';
import './tile-image.js';

const SOURCES = 'samples/sources.tiles.png';
const TEACHER = 'samples/teacher.tiles.png';

/** Translations over time: source, teacher and this run's own on the same inputs, at the chosen step. */
class RunSamples extends View {
  static properties = {details: {attribute: false}, step: {state: true}, sheet: {state: true}, rows: {state: true}};

  constructor() {
    super();
    this.step = null;
    this.sheet = preference('samples-as-sheet', false);
    this.rows = preference('sample-rows', 4);
  }

  get #samples() {
    return this.details.samples ?? [];
  }

  /** The chosen sample; the newest unless the reader chose a step. */
  get #index() {
    const at = this.#samples.findIndex((sample) => sample.step === this.step);
    return at < 0 ? this.#samples.length - 1 : at;
  }

  view() {
    if (this.#samples.length === 0) {
      return html`<section class="empty"><h2>No samples yet</h2>
        <p>A sheet of translated faces is written every <code>sample-every</code> steps of the descriptor.</p></section>`;
    }
    const sample = this.#samples[this.#index];
    return html`
      <section class="card samples" @keydown=${this.#key}>
        ${this.#tools(sample)}
        ${this.sheet || !sample.tiles ? this.#sheet(sample) : this.#tiles(sample)}
      </section>`;
  }

  #tools(sample) {
    const last = this.#samples.length - 1;
    return html`
      <div class="sample-tools">
        <label class="sample-step">Step
          <input type="range" min="0" max=${last} .value=${String(this.#index)} ?disabled=${last === 0}
            aria-valuetext=${`step ${sample.step}`} @input=${(event) => this.#go(Number(event.target.value))}></label>
        <label><span class="visually-hidden">Go to step</span>
          <input class="field step-field" type="number" .value=${String(sample.step)}
            @change=${(event) => this.#nearest(Number(event.target.value))}></label>
        <button type="button" class="button button-small" aria-pressed=${this.step === null}
          @click=${() => { this.step = null; }}>Newest</button>
        <label class="check"><input type="checkbox" .checked=${this.sheet}
          @change=${(event) => this.#prefer('sheet', 'samples-as-sheet', event.target.checked)}> as one labelled sheet</label>
        ${this.sheet || !sample.tiles ? nothing : html`
          <label>Faces <select class="field" @change=${(event) =>
            this.#prefer('rows', 'sample-rows', Number(event.target.value))}>
            ${[2, 4, 8, 100].map((rows) => html`<option value=${rows} ?selected=${rows === this.rows}>${
              rows === 100 ? 'all' : rows}</option>`)}</select></label>`}
      </div>`;
  }

  #prefer(property, name, value) {
    this[property] = value;
    setPreference(name, value);
  }

  #go(index) {
    this.step = this.#samples[Math.max(0, Math.min(this.#samples.length - 1, index))].step;
  }

  #nearest(step) {
    const distances = this.#samples.map((sample) => Math.abs(sample.step - step));
    this.#go(distances.indexOf(Math.min(...distances)));
  }

  #key(event) {
    const by = {'[': -1, ']': 1}[event.key];
    if (by && event.target.tagName !== 'INPUT') {
      this.#go(this.#index + by);
    }
  }

  #address(path) {
    return fileAddress(this.details.summary.id, path);
  }

  #sheet(sample) {
    return html`<a class="sheet" href=${this.#address(sample.sheet)} target="_blank" rel="noopener">
      <img src=${this.#address(sample.sheet)} alt=${`Sample sheet of step ${sample.step}`}></a>`;
  }

  #tiles(sample) {
    const {sources = [], targets = []} = sample;
    const teacher = this.details.summary.teachers?.length > 0;
    return html`
      <p class="quiet">Rows are the same faces in every step. Click a tile to see it large, beside its source${
        teacher ? ' and the teacher' : ''}; <kbd>[</kbd> and <kbd>]</kbd> go through the steps.</p>
      <div class="tile-scroll" tabindex="0" role="region" aria-label=${`Samples of step ${sample.step}`}>
        <table class="tiles">
          <thead><tr><th scope="col">Source</th><th></th>
            ${targets.map((target) => html`<th scope="col">${target}</th>`)}</tr></thead>
          ${sources.slice(0, this.rows).map((source, row) => html`
            <tbody>
              ${teacher ? html`<tr>
                <th scope="row" rowspan="2">${this.#source(sample, row)}</th>
                <td class="tile-who">teacher</td>
                ${targets.map((target, column) => html`<td>${this.#button(sample, row, column, TEACHER, 'teacher')}</td>`)}</tr>
                <tr>${this.#own(sample, row)}</tr>`
              : html`<tr><th scope="row">${this.#source(sample, row)}</th>${this.#own(sample, row)}</tr>`}
            </tbody>`)}
        </table>
      </div>`;
  }

  #own(sample, row) {
    const kind = this.details.summary.kind;
    return html`<td class="tile-who tile-own">${kind}</td>
      ${sample.targets.map((target, column) => html`<td>${this.#button(sample, row, column, sample.tiles, kind)}</td>`)}`;
  }

  #source(sample, row) {
    return html`<tile-image .address=${this.#address(SOURCES)} .row=${row} .column=${0} .rows=${sample.sources.length}
      .columns=${1} .label=${`source ${sample.sources[row]}`}></tile-image>`;
  }

  #tile(sample, row, column, file, who) {
    return html`<tile-image .address=${this.#address(file)} .row=${row} .column=${column} .rows=${sample.sources.length}
      .columns=${sample.targets.length} .label=${`${who}: ${sample.sources[row]} to ${sample.targets[column]}`}></tile-image>`;
  }

  #button(sample, row, column, file, who) {
    return html`<button type="button" class="tile-button" title=${`${who}: ${sample.targets[column]}`}
      @click=${() => this.#large(sample, row, column)}>${this.#tile(sample, row, column, file, who)}</button>`;
  }

  #large(sample, row, column) {
    const {summary} = this.details;
    const figure = (content, caption) => html`<figure>${content}<figcaption>${caption}</figcaption></figure>`;
    openDialog('Sample in full size', (close) => html`
      <div class="card-head"><h2>${sample.targets[column]}, step ${sample.step}</h2>
        <button type="button" class="button" autofocus @click=${() => close()}>Close</button></div>
      <div class="large-tiles">
        ${figure(this.#source(sample, row), `source ${sample.sources[row]}`)}
        ${summary.teachers?.length ? figure(this.#tile(sample, row, column, TEACHER, 'teacher'), 'teacher') : nothing}
        ${figure(this.#tile(sample, row, column, sample.tiles, summary.kind), summary.name)}
      </div>`, 'dialog-wide');
  }
}

customElements.define('run-samples', RunSamples);
