import {setParameters} from '../router.js';
import {preference, setPreference} from '../preferences.js';

const list = (text) => (text ?? '').split(',').filter((item) => item !== '');

/** What the run table shows, as its address says it: query, sort, columns, archived runs, chosen runs. */
export function readView() {
  const parameters = new URLSearchParams(location.search);
  return {
    query: parameters.get('query') ?? '',
    sort: list(parameters.get('sort')),
    columns: parameters.has('columns') ? list(parameters.get('columns')) : preference('columns', null),
    archived: parameters.get('archived') === 'true',
    chosen: new Set(list(parameters.get('chosen'))),
  };
}

export const setQuery = (query, options) => setParameters({query}, options);
export const setArchived = (archived) => setParameters({archived: archived ? 'true' : ''});
export const setChosen = (chosen) => setParameters({chosen: [...chosen].join(',')}, {replace: true});

/** Sets the columns, in the address for sharing and as this browser's preference; null asks for the initial ones. */
export function setColumns(columns) {
  setPreference('columns', columns);
  setParameters({columns: columns === null ? '' : columns.join(',')});
}

/** The sort after a click on a column: up, down, off; with `add` beside the columns already sorted by. */
export function nextSort(sort, key, add) {
  const at = sort.findIndex((item) => item.replace(/^-/, '') === key);
  const next = at < 0 ? key : sort[at] === key ? `-${key}` : null;
  if (!add) {
    return next === null ? [] : [next];
  }
  const result = [...sort];
  if (at < 0) {
    result.push(next);
  } else {
    result.splice(at, 1, ...(next === null ? [] : [next]));
  }
  return result;
}

export const setSort = (sort) => setParameters({sort: sort.join(',')});

/** Ascending, descending or not sorted by this column; and which rank it has among several. */
export function sortOf(sort, key) {
  const rank = sort.findIndex((item) => item.replace(/^-/, '') === key);
  if (rank < 0) {
    return {direction: 'none', rank: 0};
  }
  return {direction: sort[rank].startsWith('-') ? 'descending' : 'ascending', rank: rank + 1};
}
