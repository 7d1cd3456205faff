import type { Picture } from './chart-picture';
import { saveFile } from './save-file';

/** Pixels for each CSS pixel: sharp in a presentation. */
const SHARPNESS = 2;

/** Saves a picture as PNG; as SVG where the browser cannot turn it into one. */
export async function savePicture(name: string, picture: Picture): Promise<void> {
  const drawing = new Blob([picture.svg], { type: 'image/svg+xml;charset=utf-8' });
  const pixels = await pixelsOf(picture).catch(() => null);
  if (pixels === null) saveFile(`${name}.svg`, drawing);
  else saveFile(`${name}.png`, pixels);
}

async function pixelsOf({ svg, width, height }: Picture): Promise<Blob | null> {
  const image = new Image();
  // In the address itself: a picture from elsewhere would taint the canvas.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * SHARPNESS;
  canvas.height = height * SHARPNESS;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
}
