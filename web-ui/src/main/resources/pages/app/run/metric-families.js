import {words} from '../format.js';

const FIRST = [
  {name: 'generator', title: 'Generator terms', of: /^(generator|g)[./]/},
  {name: 'discriminator', title: 'Discriminator terms', of: /^(discriminator|d|critic)[./]/},
  {name: 'generator-share', title: 'Shares of the gradient: generator terms', of: /^generator-share[/]/},
  {name: 'discriminator-share', title: 'Shares of the gradient: discriminator terms', of: /^discriminator-share[/]/},
];
const LAST = [
  {name: 'evaluation', title: 'Evaluation', of: /^(evaluation|validation|metric|result)[./]/},
  {name: 'timing', title: 'Timing', of: /^timing[./]/},
];
const KNOWN = [...FIRST, ...LAST];

const title = (text) => text.charAt(0).toUpperCase() + words(text).slice(1);

/** Metrics of a teacher that is trained with its student have its name before the family's, such as teacher/generator/. */
const ofTeacher = (metric) => metric.match(/^([^./]+)[/]((?:generator|discriminator)(?:-share)?[/].+)$/);

/** The family that a metric belongs to: the part of its name before the first dot or slash. */
export function familyOf(metric) {
  const known = KNOWN.find((family) => family.of.test(metric));
  if (known) {
    return known;
  }
  const [, teacher, rest] = ofTeacher(metric) ?? [];
  if (teacher) {
    const {name, title: text} = familyOf(rest);
    return {name: `${teacher}/${name}`, title: `${title(teacher)}: ${text.charAt(0).toLowerCase()}${text.slice(1)}`};
  }
  const prefix = metric.match(/^([^./]+)[./]/)?.[1];
  return prefix ? {name: prefix, title: title(prefix)} : {name: 'other', title: 'Other'};
}

/** A metric's name within its family. */
export const shortName = (metric) =>
  words(splitCapitals((ofTeacher(metric)?.[2] ?? metric).replace(/^[^./]+[./]/, '')));

/**
 * What is drawn together: the terms of one side share a chart, timings have one each, since their units differ.
 * Gives [{name, title, charts: [{title, metrics}]}] in a fixed order.
 */
export function families(metrics) {
  const found = new Map();
  for (const metric of metrics) {
    const {name, title: text} = familyOf(metric);
    if (!found.has(name)) {
      found.set(name, {name, title: text, metrics: []});
    }
    found.get(name).metrics.push(metric);
  }
  const place = ({name}) => {
    const last = LAST.findIndex((family) => family.name === name);
    const first = FIRST.findIndex((family) => family.name === name);
    return last >= 0 ? FIRST.length + 1 + last : first >= 0 ? first : FIRST.length;
  };
  return [...found.values()].sort((one, other) => place(one) - place(other)).map((family) => ({
    ...family,
    charts: family.name === 'timing'
      ? family.metrics.map((metric) => ({title: metricTitle(metric), metrics: [metric]}))
      : [{title: family.title, metrics: family.metrics}],
  }));
}

/** A metric's name as the heading of its own chart. */
export const metricTitle = (metric) => title(shortName(metric));

/** `stepMillis` as `step, ms`. */
const splitCapitals = (text) => text.replace(/Millis$/, ', ms').replace(/Seconds$/, ', s')
  .replace(/([a-z])([A-Z])/g, (match, before, after) => `${before} ${after.toLowerCase()}`);
