/** A preference of this browser; what a view shows belongs in its address instead. */
export function preference(name, fallback) {
  try {
    return JSON.parse(localStorage.getItem(`retort.${name}`)) ?? fallback;
  } catch {
    return fallback;
  }
}

export function setPreference(name, value) {
  localStorage.setItem(`retort.${name}`, JSON.stringify(value));
}
