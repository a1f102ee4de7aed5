import {View, html} from '../view.js';

const images = new Map();

/** The picture at an address, decoded once; few are kept, as sheets of a long run are many. */
export function picture(address) {
  if (!images.has(address)) {
    const image = new Image();
    image.src = address;
    images.set(address, image.decode().then(() => image));
    if (images.size > 60) {
      images.delete(images.keys().next().value);
    }
  }
  return images.get(address);
}

/** One tile cut out of a sheet of `rows` by `columns` tiles. */
class TileImage extends View {
  static properties = {
    address: {}, row: {type: Number}, column: {type: Number}, rows: {type: Number}, columns: {type: Number}, label: {},
  };

  view() {
    return html`<canvas class="tile" width="1" height="1" role="img" aria-label=${this.label}></canvas>`;
  }

  async updated() {
    const canvas = this.querySelector('canvas');
    const {address} = this;
    try {
      const image = await picture(address);
      if (address !== this.address) {
        return;
      }
      const width = image.naturalWidth / this.columns;
      const height = image.naturalHeight / this.rows;
      canvas.width = Math.round(width);
      canvas.height = Math.round(height);
      canvas.getContext('2d').drawImage(image, this.column * width, this.row * height, width, height,
        0, 0, canvas.width, canvas.height);
    } catch {
      canvas.setAttribute('aria-label', `${this.label}: the picture cannot be read`);
    }
  }
}

customElements.define('tile-image', TileImage);
