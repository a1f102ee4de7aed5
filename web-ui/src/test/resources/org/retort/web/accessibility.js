() => {
  const problems = [];
  const context = Object.assign(document.createElement('canvas'), {width: 1, height: 1})
    .getContext('2d', {willReadFrequently: true});
  const rgba = (text) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = text;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const ground = (element) => element === null ? [255, 255, 255, 1]
    : over(rgba(getComputedStyle(element).backgroundColor), ground(element.parentElement));
  const luminance = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const visible = (element) => element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})
    && element.getBoundingClientRect().width > 1;
  const named = (element) => `${element.tagName.toLowerCase()}.${element.className} "${element.textContent.trim().slice(0, 30)}"`;

  for (const element of document.body.querySelectorAll('*')) {
    const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
    if (text && visible(element) && !element.closest(':disabled, script, noscript, svg, option')) {
      const back = ground(element);
      const found = contrast(over(rgba(getComputedStyle(element).color), back), back);
      if (found < 4.5) {
        problems.push(`contrast ${found.toFixed(2)}: ${named(element)}`);
      }
    }
  }
  for (const control of document.body.querySelectorAll('button, a[href], input, select, textarea, [role=img], [tabindex="0"]')) {
    const label = control.getAttribute('aria-label') ?? control.getAttribute('aria-labelledby') ?? control.getAttribute('title')
      ?? [...(control.labels ?? [])].map((each) => each.textContent).join('');
    if (visible(control) && `${label}${control.textContent}`.trim() === '') {
      problems.push(`no name: ${named(control)}`);
    }
  }
  for (const image of document.images) {
    if (!image.hasAttribute('alt')) {
      problems.push(`no alternative text: ${image.src}`);
    }
  }
  const ids = [...document.querySelectorAll('[id]')].map(({id}) => id);
  ids.filter((id, index) => ids.indexOf(id) !== index).forEach((id) => problems.push(`id ${id} twice`));
  if (document.querySelectorAll('h1').length !== 1) {
    problems.push(`${document.querySelectorAll('h1').length} headings of level 1`);
  }
  return problems;
}
