import { LinkButton } from '@atlaskit/button/new';
import { useEffect, useMemo } from 'react';
import type { SegmentAnswer } from '../../../../src/contract/segments';
import { useAsk } from '../../parts/ask-context';
import { Definition } from '../../parts/definition';
import { count, instant } from '../../parts/format';
import { Found, useIdOfPlace } from '../../parts/found';
import { useAnswer } from '../../parts/use-answer';
import { usePlace, useReplaceParams } from '../../parts/use-hash';
import { Growth } from './growth';
import { GrowthBeside } from './growth-beside';
import { othersIn, withOthers } from './growth-chart';
import { Members } from './members';
import { NoSegment } from './no-segment';
import { OtherSegments } from './other-segments';
import { Overlap } from './overlap';
import { State } from './state';
import { Turns } from './turns';
import { Why } from './why';
import { changeWords, kindHeading } from './words';

/** One segment: what it asks for, who is in it, since when, and why. */
export function Segment() {
  const segmentId = useIdOfPlace();
  const input = useMemo(() => (segmentId === null ? null : { segmentId }), [segmentId]);
  const { loaded, retry } = useAnswer(useAsk(), 'segment', input);
  return (
    <Found title="Segment" loaded={loaded} onRetry={retry} nothing={<NoSegment />}>
      {(answer) => <Detail key={answer.segment.segmentId} answer={answer} onAgain={retry} />}
    </Found>
  );
}

/** Members come in while everybody is asked: the page looks again. */
const AGAIN_MS = 3_000;

function Detail({ answer, onAgain }: { answer: SegmentAnswer; onAgain: () => void }) {
  const { segment, asOfDay } = answer;
  const { segmentId, name, kind, description } = segment;
  const { isComputing } = segment;
  useEffect(() => {
    if (!isComputing) return;
    const timer = setTimeout(onAgain, AGAIN_MS);
    return () => {
      clearTimeout(timer);
    };
    // Each answer that says so asks once more.
  }, [isComputing, onAgain, answer]);
  const isLive = segment.state === 'live' && segment.trouble === null;
  return (
    <>
      <div className="page-head">
        <div className="page-title">
          <a className="back" href="#/segments">
            Segments
          </a>
          <h1>
            <bdi>{name}</bdi>
          </h1>
          {description === '' ? null : (
            <p className="page-sub">
              <bdi>{description}</bdi>
            </p>
          )}
        </div>
        <div className="card-actions">
          <LinkButton href={`#/segment-edit?copy=${String(segmentId)}`}>Duplicate</LinkButton>
          <LinkButton appearance="primary" href={`#/segment-edit?id=${String(segmentId)}`}>
            Change
          </LinkButton>
        </div>
      </div>
      <div className="stack">
        <section className="card" aria-label="Definition">
          <dl className="account-facts">
            <Fact term="Members" meaning="Who is in it now." figure={isLive ? count(segment.members) : '–'} />
            <Fact
              term="In 30 days"
              meaning="Who came into it and who left it in the last 30 days, today included."
              figure={changeWords(segment.entered30, segment.left30)}
            />
            <Fact term="Of" meaning="What can be in it." figure={kindHeading(kind)} />
            <div>
              <dt>State</dt>
              <dd>
                <State row={segment} />
              </dd>
            </div>
            <Fact
              term="Name at destinations"
              meaning="Whether destinations get its name in the property Segments of whoever is in it."
              figure={segment.told ? 'sent' : 'not sent'}
            />
            <Fact term="Tag" meaning="What its members carry while they are in it." figure={segment.tag ?? 'none'} />
          </dl>
          <h2 className="segment-words-title">Definition</h2>
          <p className="preview-words">{segment.words}</p>
          {segment.remarks.map((remark) => (
            <p key={remark} className="chart-note">
              {remark}
            </p>
          ))}
          <Versions versions={answer.versions} today={asOfDay} />
        </section>
        {isLive ? <Grown answer={answer} /> : null}
        {isLive ? <Members segmentId={segmentId} kind={kind} first={answer.members} isComputing={isComputing} /> : null}
        {isLive ? (
          <div className="pair">
            <Why segmentId={segmentId} kind={kind} />
            <Overlap segmentId={segmentId} name={name} kind={kind} others={answer.others} />
          </div>
        ) : null}
        <Turns segmentId={segmentId} kind={kind} first={answer.turns} />
      </div>
    </>
  );
}

function Grown({ answer }: { answer: SegmentAnswer }) {
  const { params } = usePlace();
  const replaceParams = useReplaceParams('segment');
  const { segment, growth, others } = answer;
  const chosen = othersIn(params, others);
  const lead =
    others.length === 0 ? null : (
      <OtherSegments
        label="Growth beside the segment"
        others={others}
        chosen={chosen}
        onChange={(next) => {
          replaceParams(withOthers(params, next));
        }}
      />
    );
  return (
    <>
      <Growth growth={growth} kind={segment.kind} isComputing={segment.isComputing} lead={lead} />
      {chosen.length === 0 ? null : <GrowthBeside answer={answer} chosen={chosen} />}
    </>
  );
}

function Fact({ term, meaning, figure }: { term: string; meaning: string; figure: string }) {
  return (
    <div>
      <dt>
        <Definition term={term} meaning={meaning} />
      </dt>
      <dd>{figure}</dd>
    </div>
  );
}

function Versions({ versions, today }: { versions: SegmentAnswer['versions']; today: string }) {
  if (versions.length < 2) return null;
  return (
    <details className="guide">
      <summary>{count(versions.length)} versions</summary>
      <ol className="segment-versions">
        {versions.map(({ version, name, words, changedAt }) => (
          <li key={version}>
            <strong>
              {count(version)}. <bdi>{name}</bdi>
            </strong>{' '}
            <span className="faint">{instant(changedAt, today)}</span>
            <p>{words}</p>
          </li>
        ))}
      </ol>
    </details>
  );
}
