import AtlaskitModal, {
  ModalBody as AtlaskitBody,
  ModalFooter as AtlaskitFooter,
  ModalHeader as AtlaskitHeader,
  ModalTitle as AtlaskitTitle,
  ModalTransition as AtlaskitTransition,
} from '@atlaskit/modal-dialog';
import AtlaskitTooltip from '@atlaskit/tooltip';
import { useEffect, useRef } from 'react';
import { Draw, type Drawing } from '../draw';
import { slotOf, type ForgeNode } from '../forge-doc';
import { flagProp, given, handlerProp, textProp } from '../props';

export const ModalTransition: Drawing = ({ node }) => (
  <AtlaskitTransition>{node.children.length > 0 && <Draw nodes={node.children} />}</AtlaskitTransition>
);

const NAMED_WIDTHS: Readonly<Record<string, string>> = { fullscreen: '100%', resizable: 'large' };

function widthOf(node: ForgeNode): string | number {
  const width = node.props.width;
  if (typeof width === 'number') return width;
  return typeof width === 'string' ? (NAMED_WIDTHS[width] ?? width) : 'medium';
}

export const Modal: Drawing = ({ node }) => {
  const title = textProp(node, 'title');
  const onClose = handlerProp(node, 'onClose');
  return (
    <AtlaskitModal
      width={widthOf(node)}
      {...given({ label: textProp(node, 'label'), testId: textProp(node, 'testId') })}
      onClose={() => {
        onClose?.();
      }}
    >
      {title !== undefined && (
        <AtlaskitHeader hasCloseButton>
          <AtlaskitTitle>{title}</AtlaskitTitle>
        </AtlaskitHeader>
      )}
      <Draw nodes={node.children} />
    </AtlaskitModal>
  );
};

export const ModalHeader: Drawing = ({ node }) => (
  <AtlaskitHeader hasCloseButton>
    <Draw nodes={node.children} />
  </AtlaskitHeader>
);
export const ModalTitle: Drawing = ({ node }) => (
  <AtlaskitTitle>
    <Draw nodes={node.children} />
  </AtlaskitTitle>
);
export const ModalBody: Drawing = ({ node }) => (
  <AtlaskitBody>
    <Draw nodes={node.children} />
  </AtlaskitBody>
);
export const ModalFooter: Drawing = ({ node }) => (
  <AtlaskitFooter>
    <Draw nodes={node.children} />
  </AtlaskitFooter>
);

export const Tooltip: Drawing = ({ node }) => (
  <AtlaskitTooltip content={textProp(node, 'content') ?? ''}>
    <div className="uikit-tooltip-trigger">
      <Draw nodes={node.children} />
    </div>
  </AtlaskitTooltip>
);

export const Popup: Drawing = ({ node }) => {
  const frame = useRef<HTMLDivElement>(null);
  const isOpen = flagProp(node, 'isOpen');
  useEffect(() => {
    if (!isOpen) return undefined;
    const close = (event: Event) => {
      const outside =
        event instanceof KeyboardEvent ? event.key === 'Escape' : event.target instanceof Node && !frame.current?.contains(event.target);
      if (outside) handlerProp(node, 'onClose')?.();
    };
    document.addEventListener('mousedown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('mousedown', close);
      document.removeEventListener('keydown', close);
    };
  }, [isOpen, node]);
  return (
    <div className="uikit-popup" ref={frame}>
      <Draw nodes={slotOf(node, 'trigger')} />
      {isOpen && (
        <div className="uikit-popup-content" role={textProp(node, 'role') ?? 'dialog'} aria-label={textProp(node, 'label')}>
          <Draw nodes={slotOf(node, 'content')} />
        </div>
      )}
    </div>
  );
};
