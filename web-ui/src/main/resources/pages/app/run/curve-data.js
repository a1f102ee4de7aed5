import {series} from '../api.js';

const POINTS = 600;
const LIMIT = 4 * POINTS;

const finite = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/**
 * The curves of one run: fetched down-sampled, then grown by events as they come; fetched again where they grow long.
 * Dispatches `change` at most once a frame, and `failure`.
 */
export class CurveData extends EventTarget {
  #run;
  #curves = new Map();
  #metrics = [];
  #frame = 0;
  #fetching = false;
  #waiting = [];

  constructor(run) {
    super();
    this.#run = run;
  }

  /** Fetches the curves of these metrics. */
  async load(metrics) {
    this.#metrics = metrics;
    if (this.#fetching) {
      return;
    }
    this.#fetching = true;
    try {
      const answer = await series(this.#run, metrics, POINTS);
      for (const [metric, curve] of Object.entries(answer)) {
        this.#curves.set(metric, {steps: [...curve.steps], values: curve.values.map(finite)});
      }
      this.#waiting.splice(0).forEach((event) => this.#append(event));
      this.#changed();
    } catch (failure) {
      this.dispatchEvent(new CustomEvent('failure', {detail: failure}));
    } finally {
      this.#fetching = false;
    }
    if (metrics !== this.#metrics) {
      await this.load(this.#metrics);
    }
  }

  /** Takes the points of a `metrics` event. */
  add(event) {
    if (this.#fetching) {
      this.#waiting.push(event);
      return;
    }
    this.#append(event);
    this.#changed();
    if ([...this.#curves.values()].some((curve) => curve.steps.length > LIMIT)) {
      this.load(this.#metrics);
    }
  }

  /** Steps and values of one metric, or undefined while they are fetched. */
  curve(metric) {
    return this.#curves.get(metric);
  }

  #append(event) {
    const timing = Object.entries(event.timing ?? {}).map(([name, value]) => [`timing/${name}`, value]);
    for (const [metric, value] of [...Object.entries(event.values ?? {}), ...timing]) {
      const curve = this.#curves.get(metric);
      if (curve && (curve.steps.length === 0 || event.step > curve.steps[curve.steps.length - 1])) {
        curve.steps.push(event.step);
        curve.values.push(finite(value));
      }
    }
  }

  #changed() {
    if (!this.#frame) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.dispatchEvent(new Event('change'));
      });
    }
  }
}

/** An exponential moving average that starts at the first value and leaves gaps where they are. */
export function smooth(values, amount) {
  let mean = null;
  return values.map((value) => {
    if (value === null || value === undefined) {
      return value;
    }
    mean = mean === null ? value : amount * mean + (1 - amount) * value;
    return mean;
  });
}
