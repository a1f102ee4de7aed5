import {number} from '../format.js';
import {colour} from '../theme.js';

const PALETTE = 8;
const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3]];
const HEIGHT = 280;

/** Colour and dash of the nth curve: eight colours, told apart by the colour-blind too, then the same dashed. */
function stroke(index) {
  return {stroke: colour(`--curve-${index % PALETTE + 1}`), dash: DASHES[Math.floor(index / PALETTE) % DASHES.length]};
}

function faint(rgb) {
  return rgb.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.25)');
}

/** What the legend says of a curve: the value under the cursor, or the last one. */
function legendValue(plot, value, series, index) {
  return number(index === null ? plot.data?.[series].findLast((known) => known !== null && known !== undefined) : value);
}

/** The values of a curve that no line reaches: null is a gap, undefined a step that only other curves have. */
function alone(plot, series) {
  const values = plot.data[series];
  const own = values.flatMap((value, index) => (value === undefined ? [] : [index]));
  const missing = (index) => index === undefined || values[index] === null;
  return own.filter((index, place) => !missing(index) && missing(own[place - 1]) && missing(own[place + 1]));
}

/**
 * Options of a uPlot drawing; `colours` says which colour each curve has, else the nth has the nth; `onZoom` hears when
 * the reader zooms in or back to everything.
 */
export function chartOptions({labels, colours, smoothed, logarithmic, width, onZoom}) {
  const axis = {
    stroke: colour('--ink-2'), grid: {stroke: colour('--line'), width: 1}, ticks: {stroke: colour('--line'), width: 1},
    font: '12px system-ui, sans-serif',
  };
  const series = labels.flatMap((label, index) => {
    const line = {...stroke(colours?.[index] ?? index), label, width: 1.75, points: {show: true, filter: alone, size: 6},
      spanGaps: false, value: legendValue};
    return smoothed ? [{...line, label: `${label} (raw)`, stroke: faint(line.stroke), width: 1}, line] : [line];
  });
  return {
    width: Math.max(width, 200),
    height: HEIGHT,
    scales: {x: {time: false}, y: logarithmic ? {distr: 3} : {}},
    axes: [
      {...axis, values: (plot, values) => values.map((value) => (Number.isInteger(value) ? number(value) : ''))},
      {...axis, size: 62, values: (plot, values) => values.map((value) => (value === null ? '' : number(value)))},
    ],
    series: [{label: 'Step', value: legendValue}, ...series],
    cursor: {
      sync: {key: 'steps', scales: ['x', null]},
      drag: {x: true, y: false},
      bind: {
        dblclick: (plot, target, handler) => (event) => {
          onZoom(false);
          return handler(event);
        },
      },
    },
    hooks: {setSelect: [(plot) => plot.select.width > 0 && onZoom(true)]},
    legend: {live: true},
  };
}
