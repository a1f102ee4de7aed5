import {html, nothing} from '../view.js';
import {icon} from '../icons.js';
import {ago, moment} from '../format.js';

const MEANINGS = {
  queued: 'waits for a free slot',
  running: 'is working',
  finished: 'came to its end',
  failed: 'ended with an error',
  stopped: 'was stopped and can be resumed',
  lost: 'gave no sign of life for a minute, or its process is gone; it can be resumed',
};

/** The state of a run in shape, colour and word; its title tells when the run last gave an event. */
export function stateChip(summary) {
  const last = summary.lastEvent ? ` Last event ${ago(summary.lastEvent)} (${moment(summary.lastEvent)}).` : '';
  return html`
    <span class=${`chip state-${summary.state}`} title=${`This run ${MEANINGS[summary.state] ?? ''}.${last}`}>
      ${icon(summary.state)}${summary.state}</span>`;
}

/** When a lost or running run last gave an event, in words. */
export function lastSign(summary) {
  return summary.lastEvent && (summary.state === 'lost' || summary.state === 'running')
    ? html`<span class="quiet">last event <time datetime=${summary.lastEvent}
        title=${summary.lastEvent}>${ago(summary.lastEvent)}</time></span>`
    : nothing;
}
