import AtlaskitHeading from '@atlaskit/heading';
import { Draw, type Drawing } from '../draw';
import { handlerProp, textProp } from '../props';

export const Form: Drawing = ({ node }) => (
  <form
    className="uikit-form"
    noValidate
    onSubmit={(event) => {
      event.preventDefault();
      event.stopPropagation(); // a form in a portal is still inside its parent form for React
      handlerProp(node, 'onSubmit')?.();
    }}
  >
    <Draw nodes={node.children} />
  </form>
);

export const FormHeader: Drawing = ({ node }) => (
  <header className="uikit-form-part">
    {textProp(node, 'title') !== undefined && <AtlaskitHeading size="medium">{textProp(node, 'title')}</AtlaskitHeading>}
    <Draw nodes={node.children} />
  </header>
);

export const FormSection: Drawing = ({ node }) => (
  <section className="uikit-form-part">
    {textProp(node, 'title') !== undefined && <AtlaskitHeading size="small">{textProp(node, 'title')}</AtlaskitHeading>}
    {textProp(node, 'description') !== undefined && <p className="quiet">{textProp(node, 'description')}</p>}
    <Draw nodes={node.children} />
  </section>
);

export const FormFooter: Drawing = ({ node }) => (
  <footer className="uikit-form-footer" style={{ justifyContent: textProp(node, 'align') === 'start' ? 'flex-start' : 'flex-end' }}>
    <Draw nodes={node.children} />
  </footer>
);

export const Label: Drawing = ({ node }) => (
  <label className="uikit-label" htmlFor={textProp(node, 'labelFor')} id={textProp(node, 'id')}>
    <Draw nodes={node.children} />
  </label>
);

export const RequiredAsterisk: Drawing = () => (
  <span className="uikit-required" aria-hidden="true">
    *
  </span>
);

const message =
  (kind: 'helper' | 'error' | 'valid'): Drawing =>
  ({ node }) => (
    <div className={`uikit-message uikit-message-${kind}`} {...(kind === 'error' ? { role: 'alert' } : {})}>
      <Draw nodes={node.children} />
    </div>
  );

export const HelperMessage = message('helper');
export const ErrorMessage = message('error');
export const ValidMessage = message('valid');
