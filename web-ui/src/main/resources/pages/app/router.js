const changed = () => window.dispatchEvent(new Event('route'));

/** Goes to an address within the application; `replace` leaves no entry for the back button. */
export function navigate(address, {replace = false} = {}) {
  if (address === location.pathname + location.search) {
    return;
  }
  if (replace) {
    history.replaceState(null, '', address);
  } else {
    history.pushState(null, '', address);
  }
  changed();
}

/** Which page an address asks for. */
export function route(path) {
  const run = path.match(/^\/runs\/([^/]+)\/?$/);
  if (run) {
    return {page: 'run', id: decodeURIComponent(run[1])};
  }
  return {page: {'/': 'runs', '/compare': 'compare', '/plugins': 'plugins'}[path] ?? 'missing'};
}

/** Sets query parameters of the present address; an empty value removes its parameter. */
export function setParameters(values, options) {
  const parameters = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) {
    if (value === '' || value === null || value === undefined) {
      parameters.delete(name);
    } else {
      parameters.set(name, value);
    }
  }
  const query = parameters.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  navigate(location.pathname + (query ? `?${query}` : ''), options);
}

window.addEventListener('popstate', changed);

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href]');
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download')) {
    return;
  }
  const address = new URL(link.href);
  if (address.origin !== location.origin || /^\/(api|static)\//.test(address.pathname) || link.hash) {
    return;
  }
  event.preventDefault();
  navigate(address.pathname + address.search);
  window.scrollTo(0, 0);
});
