/**
 * Moving a row takes the focus away from the button that was pressed, and at the ends of the list the button gets
 * disabled. This brings the focus back to the button, or to its neighbour, once the row is drawn at its new place.
 */
export function keepFocus(button: HTMLButtonElement): void {
  requestAnimationFrame(() => {
    if (!button.disabled) {
      button.focus();
      return;
    }
    button.parentElement?.querySelector<HTMLButtonElement>('button:not(:disabled)')?.focus();
  });
}
