const ADDRESS = '/api/v1/stream';

const TYPES = ['run', 'removed', 'plugins', 'event'];

/**
 * What the server pushes, as DOM events: `run`, `removed`, `plugins`, `event` with the document as `detail`;
 * `resync` where something may have been missed; `link` when `state` changes (connecting, live, down, paused).
 *
 * A browser grants one server six connections in all its tabs, so a hidden tab lets go of its own.
 */
class LiveStream extends EventTarget {
  state = 'connecting';
  #source = null;
  #run = null;
  #interrupted = false;

  constructor() {
    super();
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) {
        this.#close();
        this.#interrupted = true;
      } else if (this.state !== 'paused') {
        this.#open();
      }
    });
    window.addEventListener('pagehide', () => this.#close());
  }

  /** Follows the events of one run as well, or of none. */
  follow(run) {
    if (run !== this.#run || !this.#source) {
      this.#run = run;
      if (this.state !== 'paused') {
        this.#open();
      }
    }
  }

  pause() {
    this.#close();
    this.#interrupted = true;
    this.#change('paused');
  }

  unpause() {
    this.#change('connecting');
    this.#open();
  }

  #open() {
    this.#close();
    if (document.hidden) {
      return;
    }
    const query = this.#run === null ? '' : `?run=${encodeURIComponent(this.#run)}`;
    const source = new EventSource(ADDRESS + query);
    this.#source = source;
    source.onopen = () => {
      this.#change('live');
      if (this.#interrupted) {
        this.#interrupted = false;
        this.#tell('resync');
      }
    };
    source.onerror = () => {
      this.#interrupted = true;
      this.#change('down');
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(() => source === this.#source && this.#open(), 3000);
      }
    };
    source.addEventListener('resync', () => this.#tell('resync'));
    TYPES.forEach((type) =>
      source.addEventListener(type, (message) => this.#tell(type, JSON.parse(message.data))));
  }

  #close() {
    this.#source?.close();
    this.#source = null;
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, {detail}));
  }

  #change(state) {
    if (state !== this.state) {
      this.state = state;
      this.#tell('link', state);
    }
  }
}

/** The page's one stream. */
export const stream = new LiveStream();

/** Listens while a view is connected: returns what ends it. */
export function listen(handlers) {
  const entries = Object.entries(handlers);
  entries.forEach(([type, handler]) => stream.addEventListener(type, handler));
  return () => entries.forEach(([type, handler]) => stream.removeEventListener(type, handler));
}
