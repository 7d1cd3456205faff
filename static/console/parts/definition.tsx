import Tooltip from '@atlaskit/tooltip';

/** A term that explains itself on hover and on focus. */
export function Definition({ term, meaning }: { term: string; meaning: string }) {
  return (
    <Tooltip content={meaning} position="bottom-start">
      {(trigger) => (
        <button type="button" className="definition" {...trigger}>
          {term}
        </button>
      )}
    </Tooltip>
  );
}
