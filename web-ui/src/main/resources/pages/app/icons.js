import {svg, html} from './view.js';

const PATHS = {
  system: svg`<rect x="2.500" y="3.500" width="15" height="10.500" rx="1.500"/><path d="M7 17h6M10 14v3"/>`,
  light: svg`<circle cx="10" cy="10" r="3.500"/><path d="M10 2v2M10 16v2M2 10h2M16 10h2M4.300 4.300l1.500 1.500M14.200 14.200l1.500 1.500M4.300 15.700l1.500-1.500M14.200 5.800l1.500-1.500"/>`,
  dark: svg`<path d="M16.500 11.800A7 7 0 0 1 8.200 3.500a7 7 0 1 0 8.300 8.300z"/>`,
  copy: svg`<rect x="7" y="7" width="10" height="10" rx="2"/><path d="M13 7V5a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2h2"/>`,
  done: svg`<path d="M4 10.500l4 4 8-9"/>`,
  queued: svg`<circle cx="10" cy="10" r="6.500" stroke-dasharray="2.500 2.600"/>`,
  running: svg`<circle cx="10" cy="10" r="6.500"/><path d="M10 10V3.500A6.500 6.500 0 0 1 16.500 10z" fill="currentColor"/>`,
  finished: svg`<circle cx="10" cy="10" r="7"/><path d="M6.800 10.200l2.200 2.300 4.200-4.700"/>`,
  failed: svg`<circle cx="10" cy="10" r="7"/><path d="M7.500 7.500l5 5M12.500 7.500l-5 5"/>`,
  stopped: svg`<circle cx="10" cy="10" r="7"/><rect x="7.500" y="7.500" width="5" height="5" fill="currentColor"/>`,
  lost: svg`<path d="M10 2.800l7.500 13.700h-15z"/><path d="M10 8v4M10 14v.3"/>`,
  columns: svg`<rect x="2.500" y="3.500" width="15" height="13" rx="1.500"/><path d="M7.500 3.500v13M12.500 3.500v13"/>`,
  close: svg`<path d="M5 5l10 10M15 5L5 15"/>`,
  search: svg`<circle cx="9" cy="9" r="5.500"/><path d="M13 13l4 4"/>`,
  download: svg`<path d="M10 3v9M6 9l4 4 4-4M4 16.500h12"/>`,
  up: svg`<path d="M10 15V5M6 9l4-4 4 4"/>`,
  down: svg`<path d="M10 5v10M6 11l4 4 4-4"/>`,
};

/** A small picture; it says nothing to a screen reader, its button or text does. */
export const icon = (name) => html`
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.600"
    stroke-linecap="round" stroke-linejoin="round">${PATHS[name]}</svg>`;

/** The mark: a retort, half full. */
export const vessel = () => html`
  <svg class="vessel" viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2"
    stroke-linecap="round">
    <path d="M5.600 20.500a6.900 6.900 0 0 0 13.700 0z" fill="currentColor" stroke="none" opacity=".35"/>
    <path d="M12.500 27a7.500 7.500 0 0 1-5.900-12.100C8.700 12.200 9.400 7.500 13.500 6c4.600-1.700 8.700 1.200 13 8.200"/>
    <path d="M12.500 27a7.500 7.500 0 0 0 7.100-9.900c-.9-2.600-2.100-4.200-1.400-5.200 1-1.400 3.300.3 6 4"/>
    <circle cx="27" cy="20.500" r="1.300" fill="currentColor" stroke="none"/>
  </svg>`;
