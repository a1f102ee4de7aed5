/** The leaves of a document by key; an item of a list is named by its `name`, `plugin` or place. */
export function flatten(value, prefix = '', into = new Map()) {
  if (value === null || typeof value !== 'object') {
    into.set(prefix, value);
  } else if (Array.isArray(value)) {
    const names = value.map((item, index) => item?.name ?? item?.plugin ?? index);
    value.forEach((item, index) => {
      const twice = names.indexOf(names[index]) !== index;
      flatten(item, `${prefix}[${twice ? `${names[index]} ${index}` : names[index]}]`, into);
    });
  } else {
    Object.entries(value).forEach(([key, item]) => flatten(item, prefix ? `${prefix}.${key}` : key, into));
  }
  return into;
}

const PROVENANCE = ['engine', 'device', 'precision', 'threads', 'version', 'commit', 'jvm', 'os', 'cpu', 'gpu', 'driver',
  'natives', 'plugins', 'dataset', 'teacher', 'teachers'];

function pick(document, keys) {
  return Object.fromEntries(keys.filter((key) => document?.[key] !== undefined).map((key) => [key, document[key]]));
}

/** Of plugin bundles that all runs used alike nothing is told; of others name, version and hash. */
function provenance(document) {
  const {plugins = [], ...rest} = pick(document, PROVENANCE);
  const bundles = plugins.map(({bundle, version, sha256}) => ({name: bundle, version, sha256: sha256?.slice(0, 12)}));
  return {...rest, plugins: bundles};
}

function rows(group, maps) {
  const keys = [...new Set(maps.flatMap((map) => [...map.keys()]))].filter((key) => key !== '');
  return keys.map((key) => {
    const values = maps.map((map) => map.get(key));
    return {group, key, values, differs: values.some((value) => value !== values[0])};
  });
}

function results(all) {
  const maps = all.map(({result}) => new Map((result ?? []).map(({name, value}) => [name, value])));
  const kinds = new Map(all.flatMap(({result}) => (result ?? []).map((value) => [value.name, value])));
  return rows('Results', maps).map((row) => {
    const {unit = '', direction = ''} = kinds.get(row.key);
    const numbers = row.values.filter((value) => typeof value === 'number');
    const best = {lower: Math.min, higher: Math.max}[String(direction).toLowerCase()]?.(...numbers);
    return {...row, unit, best: row.differs && numbers.length > 1 ? best : undefined, always: true};
  });
}

/** What is to be said of several runs, as rows of {group, key, values, differs}; values stand in the order of runs. */
export function facts(all) {
  const run = ({summary}) => new Map(Object.entries({
    state: summary.state, kind: summary.kind, seed: summary.seed, step: summary.step,
    'duration in s': summary.durationSeconds === undefined || summary.durationSeconds === null ? undefined
      : Math.round(summary.durationSeconds),
    teachers: summary.teachers?.map((id) => `run ${id}`).join(', ') || undefined, tags: (summary.tags ?? []).join(', ') || undefined,
  }));
  return [
    ...results(all),
    ...rows('Run', all.map(run)),
    ...rows('Descriptor', all.map((details) => flatten(details.run.descriptor ?? {}))),
    ...rows('Provenance', all.map((details) => flatten(provenance(details.provenance)))),
  ];
}

const plain = (value) => (value === undefined || value === null ? '' : String(value));

const csv = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const markdown = (text) => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('\n', ' ');
const LATEX = {'\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}'};
const latex = (text) => text.replace(/[\\~^&%$#_{}]/g, (sign) => LATEX[sign] ?? `\\${sign}`);

/** The rows as text to paste elsewhere: CSV, Markdown or LaTeX. */
export const EXPORTS = {
  CSV: (heads, lines) => [heads, ...lines].map((line) => line.map(csv).join(',')).join('\n') + '\n',
  Markdown: (heads, lines) => [heads, heads.map(() => '---'), ...lines]
    .map((line) => `| ${line.map(markdown).join(' | ')} |`).join('\n') + '\n',
  LaTeX: (heads, lines) => [
    `\\begin{tabular}{l${'r'.repeat(heads.length - 1)}}`, '\\hline', `${heads.map(latex).join(' & ')} \\\\`, '\\hline',
    ...lines.map((line) => `${line.map(latex).join(' & ')} \\\\`), '\\hline', '\\end{tabular}', ''].join('\n'),
};

/** Heads and lines of the rows for an export. */
export function table(shown, titles) {
  return [['', ...titles], shown.map((row) => [row.unit ? `${row.key} (${row.unit})` : row.key, ...row.values.map(plain)])];
}
