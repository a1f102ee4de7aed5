const DASH = '–';

/** A number to read: four significant digits, thousands apart, powers of ten where it is very small. */
export function number(value) {
  if (value === null || value === undefined || value === '') {
    return DASH;
  }
  const numeric = typeof value === 'number' ? value : Number(value);
  if (Number.isNaN(numeric)) {
    return 'NaN';
  }
  if (!Number.isFinite(numeric)) {
    return numeric > 0 ? '∞' : '−∞';
  }
  if (Number.isInteger(numeric)) {
    return Math.abs(numeric) < 10000 ? String(numeric) : numeric.toLocaleString('en-US').replaceAll(',', '\u202f');
  }
  const size = Math.abs(numeric);
  if (size < 1e-3 || size >= 1e7) {
    return numeric.toExponential(2);
  }
  return size >= 1000 ? numeric.toFixed(0) : String(Number(numeric.toPrecision(4)));
}

/** A duration such as 42 s, 3 min 07 s or 2 h 05 min. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(Number(seconds))) {
    return DASH;
  }
  const total = Math.round(Number(seconds));
  const two = (value) => String(value).padStart(2, '0');
  if (total < 60) {
    return `${total} s`;
  }
  if (total < 3600) {
    return `${Math.floor(total / 60)} min ${two(total % 60)} s`;
  }
  if (total < 86400) {
    return `${Math.floor(total / 3600)} h ${two(Math.floor((total % 3600) / 60))} min`;
  }
  return `${Math.floor(total / 86400)} d ${Math.floor((total % 86400) / 3600)} h`;
}

/** A moment in local time: the hour today, the date before. */
export function moment(time) {
  if (!time) {
    return DASH;
  }
  const date = new Date(time);
  const hour = date.toLocaleTimeString([], {hour: '2-digit', minute: '2-digit', hour12: false});
  if (date.toDateString() === new Date().toDateString()) {
    return hour;
  }
  const sameYear = date.getFullYear() === new Date().getFullYear();
  const day = date.toLocaleDateString('en-GB', {day: 'numeric', month: 'short', year: sameYear ? undefined : 'numeric'});
  return `${day}, ${hour}`;
}

/** How long ago a moment was. */
export function ago(time) {
  const seconds = Math.max(0, (Date.now() - new Date(time).getTime()) / 1000);
  if (seconds < 5) {
    return 'just now';
  }
  const [size, unit] = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']].find(([size]) => seconds >= size);
  return `${Math.floor(seconds / size)} ${unit} ago`;
}

/** A size in bytes. */
export function bytes(value) {
  if (value === null || value === undefined) {
    return DASH;
  }
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = Number(value);
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 || size >= 100 ? size.toFixed(0) : size.toFixed(1)} ${units[unit]}`;
}

/** Words of a name joined by hyphens, for people. */
export const words = (name) => name.replaceAll('-', ' ').replaceAll('_', ' ');

/** A count with its noun. */
export const count = (amount, noun) => `${number(amount)} ${noun}${amount === 1 ? '' : 's'}`;
