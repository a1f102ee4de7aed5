import {words} from '../format.js';

const FAMILIES = [
  {name: 'generator', title: 'Generator terms', of: /^(generator|g)[./]/},
  {name: 'discriminator', title: 'Discriminator terms', of: /^(discriminator|d|critic)[./]/},
  {name: 'evaluation', title: 'Evaluation', of: /^(evaluation|validation|metric|result)[./]/},
  {name: 'timing', title: 'Timing', of: /^timing[./]/},
];

const title = (text) => text.charAt(0).toUpperCase() + words(text).slice(1);

/** The family that a metric belongs to: the part of its name before the first dot or slash. */
export function familyOf(metric) {
  const known = FAMILIES.find((family) => family.of.test(metric));
  if (known) {
    return known;
  }
  const prefix = metric.match(/^([^./]+)[./]/)?.[1];
  return prefix ? {name: prefix, title: title(prefix)} : {name: 'other', title: 'Other'};
}

/** A metric's name within its family. */
export const shortName = (metric) => words(metric.replace(/^[^./]+[./]/, ''));

/**
 * What is drawn together: the terms of one side share a chart, timings have one each, since their units differ.
 * Gives [{name, title, charts: [{title, metrics}]}] in a fixed order.
 */
export function families(metrics) {
  const byName = new Map(FAMILIES.map(({name, title: text}) => [name, {name, title: text, metrics: []}]));
  for (const metric of metrics) {
    const {name, title: text} = familyOf(metric);
    if (!byName.has(name)) {
      byName.set(name, {name, title: text, metrics: []});
    }
    byName.get(name).metrics.push(metric);
  }
  return [...byName.values()].filter((family) => family.metrics.length > 0).map((family) => ({
    ...family,
    charts: family.name === 'timing'
      ? family.metrics.map((metric) => ({title: metricTitle(metric), metrics: [metric]}))
      : [{title: family.title, metrics: family.metrics}],
  }));
}

/** A metric's name as the heading of its own chart. */
export const metricTitle = (metric) => title(splitCapitals(shortName(metric)));

const splitCapitals = (text) => text.replace(/([a-z])([A-Z])/g, (match, before, after) => `${before} ${after.toLowerCase()}`);
