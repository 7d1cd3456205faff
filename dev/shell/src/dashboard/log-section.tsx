import Textfield from '@atlaskit/textfield';
import { useState } from 'react';
import type { SectionProps } from './section-props';
import { SectionPage } from './parts';

export function LogSection({ status }: SectionProps) {
  const [search, setSearch] = useState('');
  const lines = (status.value?.log ?? []).filter((line) =>
    `${line.level} ${line.site} ${line.appKey} ${line.text}`.toLowerCase().includes(search.toLowerCase()),
  );
  return (
    <SectionPage title="Log" about="What the apps and the host wrote lately.">
      <div className="toolbar">
        <label htmlFor="log-search">Search the log</label>
        <div className="search">
          <Textfield
            id="log-search"
            isCompact
            placeholder="Site, level or words"
            value={search}
            onChange={(event) => {
              setSearch(event.currentTarget.value);
            }}
          />
        </div>
      </div>
      {lines.length === 0 ? (
        <p className="quiet nothing">Nothing to show.</p>
      ) : (
        <ol className="log" tabIndex={0} aria-label="Log lines">
          {lines.map((line, index) => (
            <li key={`${line.at}/${String(index)}`} className={`log-line log-${line.level.toLowerCase()}`}>
              <span className="quiet">{line.at.slice(11, 19)}</span>
              <span className="log-level">{line.level}</span>
              <span className="log-where">
                {line.site} {line.appKey}
              </span>
              <span className="log-text">{line.text}</span>
            </li>
          ))}
        </ol>
      )}
    </SectionPage>
  );
}
