/** What a person answered about browser storage; null before they were asked. */
export type ConsentPreferences = { strictlyNecessary: true; functional: boolean; analytics: boolean; marketing: boolean } | null;

export type ConsentChoice = 'not-asked' | 'everything' | 'necessary';

export function preferencesOf(choice: ConsentChoice): ConsentPreferences {
  switch (choice) {
    case 'not-asked':
      return null;
    case 'everything':
      return { strictlyNecessary: true, functional: true, analytics: true, marketing: true };
    case 'necessary':
      return { strictlyNecessary: true, functional: false, analytics: false, marketing: false };
  }
}
