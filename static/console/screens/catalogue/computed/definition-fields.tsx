import { EventPropertyFields, EventsFields, MovementFields } from './event-fields';
import type { FieldsProps } from './fields-props';
import { FormulaFields, RatioFields, RelatedFields } from './property-fields';

/** What a definition is made of, by its type. */
export function DefinitionFields({ kind, definition, onChange }: FieldsProps) {
  switch (definition.type) {
    case 'events':
      return <EventsFields kind={kind} definition={definition} onChange={onChange} />;
    case 'change':
    case 'trend':
    case 'streak':
      return <MovementFields kind={kind} definition={definition} onChange={onChange} />;
    case 'eventProperty':
      return <EventPropertyFields kind={kind} definition={definition} onChange={onChange} />;
    case 'related':
      return <RelatedFields kind={kind} definition={definition} onChange={onChange} />;
    case 'ratio':
      return <RatioFields kind={kind} definition={definition} onChange={onChange} />;
    case 'formula':
      return <FormulaFields kind={kind} definition={definition} onChange={onChange} />;
  }
}
