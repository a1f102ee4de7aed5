import {runs} from '../api.js';

const PAGE = 100;

/**
 * The rows of one query that have been seen, fetched in pages as they scroll into view. Dispatches `change` when there
 * is something new to show, and `failure` with the error as detail.
 */
export class RunWindow extends EventTarget {
  total = null;
  #view = {query: '', sort: ''};
  #pages = new Map();
  #controller = new AbortController();
  #range = [0, 0];

  /** Begins anew with another query or sort; rows stay until the first new ones are there. */
  show(view) {
    this.#view = view;
    this.refresh();
  }

  /** Fetches what is on screen again, since order or number may have changed. */
  refresh() {
    this.#controller.abort();
    this.#controller = new AbortController();
    const [first, last] = this.#range;
    this.#fetch(Math.floor(first / PAGE), Math.floor(Math.max(first, last - 1) / PAGE), true);
  }

  /** Says which rows are on screen; missing ones are fetched. */
  reach(first, last) {
    this.#range = [first, last];
    if (this.total === null) {
      return;
    }
    const end = Math.floor(Math.max(first, Math.min(last, this.total) - 1) / PAGE);
    for (let page = Math.floor(first / PAGE); page <= end; page++) {
      if (!this.#pages.has(page)) {
        this.#pages.set(page, []);
        this.#fetch(page, page, false);
      }
    }
  }

  /** The summary at a place, or undefined while it is fetched. */
  at(index) {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** All summaries fetched so far. */
  loaded() {
    return [...this.#pages.values()].flat();
  }

  /** Puts a changed summary in its place; says whether its run was there. */
  update(summary) {
    for (const page of this.#pages.values()) {
      const index = page.findIndex((run) => run.id === summary.id);
      if (index >= 0) {
        page[index] = summary;
        this.dispatchEvent(new Event('change'));
        return true;
      }
    }
    return false;
  }

  async #fetch(first, last, anew) {
    const {signal} = this.#controller;
    try {
      const offset = first * PAGE;
      const answer = await runs({...this.#view, offset, limit: (last - first + 1) * PAGE}, signal);
      if (anew) {
        this.#pages.clear();
      }
      this.total = answer.total;
      for (let page = first; page <= last; page++) {
        const start = (page - first) * PAGE;
        this.#pages.set(page, answer.runs.slice(start, start + PAGE));
      }
      this.dispatchEvent(new Event('change'));
    } catch (failure) {
      if (failure.name !== 'AbortError') {
        this.dispatchEvent(new CustomEvent('failure', {detail: failure}));
      }
    }
  }
}
