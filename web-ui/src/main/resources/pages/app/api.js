const BASE = '/api/v1/';

/** What the server, or the way to it, had to say against a call. */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(BASE + path, options);
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new ApiError('The server does not answer. Start it again: ./retort serve', 0);
  }
  if (!response.ok) {
    const body = await response.json().catch(() => ({}));
    throw new ApiError(body.error ?? `The server answered ${response.status}.`, response.status);
  }
  return response;
}

async function json(path, options) {
  return (await call(path, options)).json();
}

function change(method, path, body) {
  const headers = {'X-Retort': '1'};
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  return json(path, {method, headers, body: body === undefined ? undefined : JSON.stringify(body)});
}

const run = (id) => `runs/${encodeURIComponent(id)}`;

/** A page of run summaries. */
export function runs({query = '', sort = '', offset = 0, limit = 100} = {}, signal) {
  return json(`runs?${new URLSearchParams({query, sort, offset, limit})}`, {signal});
}

/** Everything about one run but its curves. */
export const details = (id) => json(run(id));

/** Curves by metric, down-sampled to about as many points as asked for. */
export async function series(id, metrics, points) {
  const parameters = new URLSearchParams({points});
  metrics.forEach((metric) => parameters.append('metric', metric));
  return (await json(`${run(id)}/series?${parameters}`)).series;
}

/** Events after a sequence number. */
export const events = (id, from) => json(`${run(id)}/events?from=${from}`);

/** Files of a run with their sizes. */
export const files = (id) => json(`${run(id)}/files`);

/** Address of one file of a run. */
export const fileAddress = (id, path) =>
  `${BASE}${run(id)}/files/${path.split('/').map(encodeURIComponent).join('/')}`;

/** The last lines of a run's log. */
export const log = async (id, tail) => (await call(`${run(id)}/log?tail=${tail}`)).text();

export const stop = (id) => change('POST', `${run(id)}/stop`);
export const resume = (id) => change('POST', `${run(id)}/resume`);
export const remove = (id) => change('DELETE', run(id));
export const label = (id, labels) => change('PATCH', run(id), labels);

/** Bundles and plugins, each plugin with its parameters. */
export async function plugins() {
  const content = await json('plugins');
  const addresses = content.plugins.map(({kind, id}) => `plugins/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`);
  return {...content, plugins: await Promise.all(addresses.map((address) => json(address)))};
}

export const doctor = () => json('doctor');
