/** All steps at which one of the runs has samples, in order. */
export const steps = (all) => [...new Set(all.flatMap(({samples}) => (samples ?? []).map(({step}) => step)))]
  .sort((a, b) => a - b);

/** A run's last sample up to a step; undefined where it has none so early. */
export const sampleAt = ({samples}, step) => (samples ?? []).findLast((sample) => sample.step <= step);

const inAll = (lists) => [...new Set(lists.flat())];

/** The inputs and the targets that any run's samples have, in the order of their first appearance. */
export function inputsAndTargets(all) {
  const samples = all.map(({samples: of}) => of?.at(-1)).filter(Boolean);
  return {
    inputs: inAll(samples.map(({sources}) => sources ?? [])),
    targets: inAll(samples.map(({targets}) => targets ?? [])),
  };
}

/** Where the tile of an input and a target is on a sheet; undefined where the sample lacks one of them. */
export function tileOf(sample, address, input, target) {
  const {sources = [], targets = []} = sample;
  const [row, column] = [sources.indexOf(input), targets.indexOf(target)];
  return row < 0 || column < 0 ? undefined : {address, row, column, rows: sources.length, columns: targets.length};
}
