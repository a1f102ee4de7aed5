import {View, html, nothing} from '../view.js';
import {fileAddress} from '../api.js';
import {setParameters} from '../router.js';
import {runName} from '../parts/run-name.js';
import {swatch} from './run-colour.js';
import {inputsAndTargets, sampleAt, steps, tileOf} from './sample-choice.js';
import '../run/tile-image.js';
import './compare-tile.js';

const SOURCES = 'samples/sources.tiles.png';
const TEACHER = 'samples/teacher.tiles.png';
const FLICKER_MILLIS = 700;
const MODES = {images: 'Images', difference: 'Difference to the teacher', flicker: 'Flicker with the teacher'};

/** Translations of one input at one step by several runs, against the teacher. */
class CompareImages extends View {
  static properties = {
    all: {attribute: false}, step: {attribute: false}, input: {attribute: false}, mode: {attribute: false},
    swapped: {state: true},
  };

  #timer = 0;
  #still = matchMedia('(prefers-reduced-motion: reduce)');

  constructor() {
    super();
    this.swapped = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  updated() {
    const flickering = this.mode === 'flicker' && !this.#still.matches;
    if (flickering && !this.#timer) {
      this.#timer = setInterval(() => { this.swapped = !this.swapped; }, FLICKER_MILLIS);
    } else if (!flickering) {
      clearInterval(this.#timer);
      this.#timer = 0;
    }
  }

  view() {
    const all = steps(this.all);
    if (all.length === 0) {
      return html`<section class="empty"><h2>No samples yet</h2>
        <p>A sheet of translated faces is written every <code>sample-every</code> steps of the descriptor.</p></section>`;
    }
    const {inputs, targets} = inputsAndTargets(this.all);
    const step = this.step !== null ? nearest(all, this.step) : all.at(-1);
    const input = inputs.includes(this.input) ? this.input : inputs[0];
    return html`
      <section class="card samples" aria-label="Images" @keydown=${(event) => this.#key(event, all, step)}>
        <div class="card-head"><h2>Images</h2>
          <div class="modes" role="group" aria-label="What is shown">${Object.entries(MODES).map(([name, title]) => html`
            <button type="button" class="button button-small" aria-pressed=${this.mode === name}
              @click=${() => this.#set({mode: name === 'images' ? '' : name})}>${title}</button>`)}
            ${this.mode === 'flicker' && this.#still.matches ? html`<button type="button" class="button button-small"
              aria-pressed=${this.swapped} @click=${() => { this.swapped = !this.swapped; }}>Swap</button>` : nothing}</div>
        </div>
        ${this.#tools(all, step, inputs, input)}
        ${this.#table(step, input, targets)}
      </section>`;
  }

  #tools(all, step, inputs, input) {
    const last = all.length - 1;
    return html`
      <div class="sample-tools">
        <label class="sample-step">Step
          <input type="range" min="0" max=${last} .value=${String(all.indexOf(step))} ?disabled=${last === 0}
            aria-valuetext=${`step ${step}`} @input=${(event) => this.#set({step: all[Number(event.target.value)]})}></label>
        <label><span class="visually-hidden">Go to step</span>
          <input class="field step-field" type="number" .value=${String(step)}
            @change=${(event) => this.#set({step: nearest(all, Number(event.target.value))})}></label>
        <button type="button" class="button button-small" aria-pressed=${this.step === null}
          @click=${() => this.#set({step: ''})}>Newest</button>
      </div>
      <div class="inputs" role="radiogroup" aria-label="Input">${inputs.map((name) => html`
        <button type="button" role="radio" class="tile-button" aria-checked=${name === input} title=${name}
          @click=${() => this.#set({input: name})}>${this.#source(name)}</button>`)}</div>`;
  }

  #source(name) {
    const details = this.all.find(({samples}) => samples?.at(-1)?.sources?.includes(name));
    const {sources} = details.samples.at(-1);
    return html`<tile-image .address=${fileAddress(details.summary.id, SOURCES)} .row=${sources.indexOf(name)} .column=${0}
      .rows=${sources.length} .columns=${1} .label=${`input ${name}`}></tile-image>`;
  }

  #table(step, input, targets) {
    return html`
      <p class="quiet">${input}, ${this.mode === 'difference' ? 'four times as far apart as it is; below, the mean of 255'
        : `each run's last sheet up to step ${step}`}; <kbd>[</kbd> and <kbd>]</kbd> go through the steps.</p>
      <div class="tile-scroll" tabindex="0" role="region" aria-label=${`${input} at step ${step}`}>
        <table class="tiles compare-tiles">
          <thead><tr><td></td>${targets.map((target) => html`<th scope="col">${target}</th>`)}</tr></thead>
          <tbody>
            ${this.#teachers().map((details) => this.#teacherRow(details, step, input, targets))}
            ${this.all.map((details, index) => this.#row(details, index, step, input, targets))}
          </tbody>
        </table>
      </div>`;
  }

  /** One run for each teacher that is not itself among the runs. */
  #teachers() {
    const ids = this.all.map(({summary}) => summary.id);
    const byTeacher = new Map();
    for (const details of this.all) {
      const [teacher] = details.summary.teachers ?? [];
      if (teacher && !ids.includes(teacher) && details.samples?.length && !byTeacher.has(teacher)) {
        byTeacher.set(teacher, details);
      }
    }
    return [...byTeacher.values()];
  }

  #teacherRow(details, step, input, targets) {
    const {summary, samples} = details;
    return html`
      <tr><th scope="row" class="tile-run"><a href=${`/runs/${summary.teachers[0]}`}>teacher</a>
          <span class="quiet">run ${summary.teachers[0]}</span></th>
        ${targets.map((target) => {
          const tile = tileOf(samples.at(-1), fileAddress(summary.id, TEACHER), input, target);
          return html`<td>${tile ? this.#tile(tile, undefined, 'own', `teacher: ${input} to ${target}`) : '–'}</td>`;
        })}</tr>`;
  }

  #row(details, index, step, input, targets) {
    const {summary} = details;
    const sample = sampleAt(details, step);
    const taught = summary.teachers?.length > 0;
    const show = !taught || this.mode === 'images' ? 'own'
      : this.mode === 'difference' ? 'difference' : this.swapped ? 'teacher' : 'own';
    return html`
      <tr data-run=${summary.id}><th scope="row" class="tile-run">${swatch(index)} <a href=${`/runs/${summary.id}`}>${
          runName(summary.name)}</a> <span class="quiet">run ${summary.id}${sample && sample.step !== step
            ? `, step ${sample.step}` : ''}</span></th>
        ${targets.map((target) => {
          const own = sample?.tiles && tileOf(sample, fileAddress(summary.id, sample.tiles), input, target);
          const teacher = own && taught ? {...own, address: fileAddress(summary.id, TEACHER)} : undefined;
          return html`<td>${own ? this.#tile(own, teacher, show, `run ${summary.id}: ${input} to ${target}`)
            : html`<span class="quiet" title=${sample ? 'not among its samples' : 'no sheet so early'}>–</span>`}</td>`;
        })}</tr>`;
  }

  #tile(own, teacher, show, label) {
    return html`<compare-tile .own=${own} .teacher=${teacher} .show=${show} .label=${label}></compare-tile>`;
  }

  #key(event, all, step) {
    const by = {'[': -1, ']': 1}[event.key];
    if (by && event.target.tagName !== 'INPUT') {
      this.#set({step: all[Math.max(0, Math.min(all.length - 1, all.indexOf(step) + by))]});
    }
  }

  #set(values) {
    setParameters(values, {replace: true});
  }
}

const nearest = (all, step) => all.reduce((best, one) => (Math.abs(one - step) < Math.abs(best - step) ? one : best));

customElements.define('compare-images', CompareImages);
