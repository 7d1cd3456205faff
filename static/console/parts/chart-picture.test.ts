/** @jest-environment jsdom */
import { chartPicture } from './chart-picture';

test('a stranger’s text is text in the picture, and it stays well-formed', () => {
  const element = document.createElement('div');
  element.innerHTML = '<span style="display:none">hidden</span><svg viewBox="0 0 1 1"><path d="M0 0h1" class="axis" /></svg>';
  document.body.append(element);
  const title = '</text><script>alert("1")</script>&\u0001';
  const { svg, width, height } = chartPicture(element, { title, note: 'Oct 1 to Nov 2' });
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
  expect(parsed.querySelector('parsererror')).toBeNull();
  expect(parsed.querySelector('script')).toBeNull();
  const texts = [...parsed.querySelectorAll('text')].map(({ textContent }) => textContent);
  expect(texts).toEqual(['</text><script>alert("1")</script>&', 'Oct 1 to Nov 2']);
  expect(parsed.querySelectorAll('path[d="M0 0h1"]:not([class])')).toHaveLength(1);
  expect([width, height]).toEqual([32, 80]);
});
