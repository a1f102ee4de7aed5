const PLAIN = /^[A-Za-z_./][\w ./-]*$/;
const WORDS = /^(true|false|yes|no|on|off|null|~)$/i;

function scalar(value) {
  if (typeof value !== 'string') {
    return value === null ? 'null' : String(value);
  }
  return PLAIN.test(value) && !WORDS.test(value) && value.trim() === value ? value : JSON.stringify(value);
}

const isBranch = (value) => value !== null && typeof value === 'object';
const isEmpty = (value) => Object.keys(value).length === 0;

function lines(value, indent) {
  const space = '  '.repeat(indent);
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      if (!isBranch(item)) {
        return [`${space}- ${scalar(item)}`];
      }
      const [first, ...rest] = lines(item, indent + 1);
      return [`${space}- ${first.trimStart()}`, ...rest];
    });
  }
  return Object.entries(value).flatMap(([key, item]) => {
    if (!isBranch(item)) {
      return [`${space}${scalar(key)}: ${scalar(item)}`];
    }
    if (isEmpty(item)) {
      return [`${space}${scalar(key)}: ${Array.isArray(item) ? '[]' : '{}'}`];
    }
    if (Array.isArray(item) && item.every((part) => !isBranch(part))) {
      return [`${space}${scalar(key)}: [${item.map(scalar).join(', ')}]`];
    }
    return [`${space}${scalar(key)}:`, ...lines(item, indent + 1)];
  });
}

/** A JSON document as YAML. */
export function toYaml(value) {
  return `${lines(value, 0).join('\n')}\n`;
}
