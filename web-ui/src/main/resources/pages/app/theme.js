export const THEMES = ['system', 'light', 'dark'];

const system = matchMedia('(prefers-color-scheme: dark)');

const changed = () => window.dispatchEvent(new Event('theme'));

export const theme = () => document.documentElement.dataset.theme ?? 'system';

/** Sets the theme: what the system says, light, or dark. */
export function setTheme(name) {
  if (name === 'system') {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem('retort.theme');
  } else {
    document.documentElement.dataset.theme = name;
    localStorage.setItem('retort.theme', name);
  }
  changed();
}

system.addEventListener('change', changed);

/** Present value of a colour variable, for a canvas. */
export function colour(name) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}
