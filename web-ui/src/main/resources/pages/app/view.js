import {ReactiveElement} from '../lib/reactive-element/reactive-element.js';
import {noChange, render} from '../lib/lit-html/lit-html.js';
import {Directive, directive} from '../lib/lit-html/directive.js';

export {html, nothing, svg} from '../lib/lit-html/lit-html.js';
export {repeat} from '../lib/lit-html/directives/repeat.js';

/** A custom element that renders `view()` into itself, so that the pages share one set of style sheets. */
export class View extends ReactiveElement {
  createRenderRoot() {
    return this;
  }

  update(changes) {
    super.update(changes);
    render(this.view(), this.renderRoot, {host: this});
  }
}

/** Sets CSS variables through the object model; the content security policy allows no style attributes. */
export const variables = directive(class extends Directive {
  render() {
    return noChange;
  }

  update(part, [values]) {
    for (const [name, value] of Object.entries(values)) {
      part.element.style.setProperty(name, value);
    }
    return noChange;
  }
});
