import {html} from '../view.js';

/** A run's name, which where it is too long goes on in the next line after a slash. */
export const runName = (name) => name.split('/').map((part, index) => (index === 0 ? part : html`/<wbr>${part}`));
