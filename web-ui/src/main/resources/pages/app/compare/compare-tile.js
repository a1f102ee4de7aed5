import {View, html, nothing} from '../view.js';
import {number} from '../format.js';
import {picture} from '../run/tile-image.js';

const GAIN = 4;

/**
 * One tile of a sheet: as it is (`own`), the teacher's (`teacher`), or how far the two are apart (`difference`, four
 * times as bright, with the mean difference in grey levels of 255). A tile is {address, row, column, rows, columns}.
 */
class CompareTile extends View {
  static properties = {own: {attribute: false}, teacher: {attribute: false}, show: {reflect: true}, label: {}, apart: {state: true}};

  constructor() {
    super();
    this.apart = null;
  }

  view() {
    return html`
      <canvas class="tile" width="1" height="1" role="img" aria-label=${this.label}></canvas>
      ${this.show === 'difference' && this.apart !== null ? html`
        <span class="apart" title="mean difference, of 255">${number(this.apart)}</span>` : nothing}`;
  }

  async updated(changes) {
    if (!['own', 'teacher', 'show'].some((name) => changes.has(name))) {
      return;
    }
    const {own, teacher, show} = this;
    try {
      const first = await picture((show === 'teacher' && teacher ? teacher : own).address);
      const second = show === 'difference' && teacher ? await picture(teacher.address) : null;
      if (own === this.own && teacher === this.teacher && show === this.show) {
        this.#draw(first, show === 'teacher' && teacher ? teacher : own, second);
      }
    } catch {
      this.querySelector('canvas').setAttribute('aria-label', `${this.label}: the picture cannot be read`);
    }
  }

  #draw(image, tile, second) {
    const canvas = this.querySelector('canvas');
    const size = [image.naturalWidth / tile.columns, image.naturalHeight / tile.rows];
    [canvas.width, canvas.height] = size.map(Math.round);
    const own = this.#pixels(image, tile, canvas);
    if (second) {
      const drawn = own.getImageData(0, 0, canvas.width, canvas.height);
      const other = this.#pixels(second, this.teacher, document.createElement('canvas'), canvas)
        .getImageData(0, 0, canvas.width, canvas.height);
      this.apart = difference(drawn.data, other.data);
      own.putImageData(drawn, 0, 0);
    }
  }

  #pixels(image, tile, canvas, like = canvas) {
    const [width, height] = [like.width, like.height];
    canvas.width = width;
    canvas.height = height;
    const [from, down] = [image.naturalWidth / tile.columns, image.naturalHeight / tile.rows];
    const context = canvas.getContext('2d', {willReadFrequently: true});
    context.drawImage(image, tile.column * from, tile.row * down, from, down, 0, 0, width, height);
    return context;
  }
}

/** Puts the difference to other pixels in place of the pixels; gives its mean. */
function difference(pixels, other) {
  let sum = 0;
  for (let i = 0; i < pixels.length; i++) {
    if (i % 4 === 3) {
      pixels[i] = 255;
    } else {
      const apart = Math.abs(pixels[i] - other[i]);
      sum += apart;
      pixels[i] = Math.min(255, GAIN * apart);
    }
  }
  return sum / (pixels.length * 3 / 4);
}

customElements.define('compare-tile', CompareTile);
