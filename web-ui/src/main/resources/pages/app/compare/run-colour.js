import {html, variables} from '../view.js';

const PALETTE = 8;

/** A swatch in the colour that a run has in tables, curves and images: the nth run has the nth curve's. */
export const swatch = (index) => html`
  <span class=${`swatch ${index >= PALETTE ? 'swatch-dashed' : ''}`} aria-hidden="true"
    ${variables({'--run': `var(--curve-${index % PALETTE + 1})`})}></span>`;
