import DropdownMenu, { DropdownItemRadio, DropdownItemRadioGroup } from '@atlaskit/dropdown-menu';
import type { ConsentChoice } from '../bridge/consent';
import { usePageServices } from '../modules/page-services';
import { useColorMode } from '../theme/color-mode';

const CONSENT: readonly { choice: ConsentChoice; label: string }[] = [
  { choice: 'not-asked', label: 'Not asked yet' },
  { choice: 'everything', label: 'Accepts all storage' },
  { choice: 'necessary', label: 'Necessary storage only' },
];

/** Theme, and what the reader answered about browser storage. */
export function ViewMenu() {
  const { colorMode, setColorMode } = useColorMode();
  const { consent, setConsent } = usePageServices();
  return (
    <DropdownMenu<HTMLButtonElement> trigger="View" spacing="compact">
      <DropdownItemRadioGroup id="theme" title="Theme">
        {(['light', 'dark'] as const).map((mode) => (
          <DropdownItemRadio
            key={mode}
            id={`theme-${mode}`}
            isSelected={colorMode === mode}
            onClick={() => {
              setColorMode(mode);
            }}
          >
            {mode === 'light' ? 'Light' : 'Dark'}
          </DropdownItemRadio>
        ))}
      </DropdownItemRadioGroup>
      <DropdownItemRadioGroup id="consent" title="Cookie consent">
        {CONSENT.map(({ choice, label }) => (
          <DropdownItemRadio
            key={choice}
            id={`consent-${choice}`}
            isSelected={consent === choice}
            onClick={() => {
              setConsent(choice);
            }}
          >
            {label}
          </DropdownItemRadio>
        ))}
      </DropdownItemRadioGroup>
    </DropdownMenu>
  );
}
