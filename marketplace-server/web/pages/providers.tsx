import { ApiWords } from '../parts/api_words.tsx';
import { Identity } from '../parts/identity.tsx';
import { Moment } from '../parts/moment.tsx';
import { State } from '../parts/state.tsx';
import { Told } from '../parts/told.tsx';
import type { Page } from '../pages.ts';
import { addressOf } from '../place.ts';
import { partnerWord, type ProviderState, standingOf, troubleOf } from '../provider_state.ts';
import { useRefreshed } from '../refreshed.ts';
import { say, sayNumber, type Word } from '../words.ts';

const columns: Word[] = ['provider', 'state', 'partner', 'courses', 'restarts', 'since'];

function Row({ one }: { one: ProviderState }) {
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <a href={addressOf('/providers/{id}', one.id)}>{one.name || one.id}</a>
        <Identity one={one} />
      </th>
      <td role="cell" data-column={say('state')}><State kind="state" name={standingOf(one)} /><ApiWords text={one.sentence} />
        {troubleOf(one) && <div class="trouble"><ApiWords text={troubleOf(one)} /></div>}
      </td>
      <td role="cell" data-column={say('partner')}>
        {one.partner ? <><State kind="partner" name={one.partner.status} /><ApiWords text={one.partner.sentence} /></> : <span class="soft">{say(partnerWord(one))}</span>}
      </td>
      <td role="cell" data-column={say('courses')} class="number">{sayNumber(one.courses)}</td>
      <td role="cell" data-column={say('restarts')} class="number">{sayNumber(one.restarts)}</td>
      <td role="cell" data-column={say('since')} class="moment"><Moment at={one.since} /></td>
    </tr>
  );
}

// The roles are those that the elements have anyway: where the rows are drawn as cards, browsers would forget them.
function Show() {
  const told = useRefreshed<{ providers: ProviderState[] }>('providers');
  const list = told.value?.providers;
  return (
    <>
      <div class="head"><h1 tabIndex={-1}>{say('providers')}</h1><Told {...told} /></div>
      {list?.length === 0 && <p class="card">{say('providers_none')}</p>}
      {list && list.length > 0 && (
        <table role="table" class="card cards">
          <thead role="rowgroup">
            <tr role="row">{columns.map((word) => <th role="columnheader" scope="col" class={`of-${word}`}>{say(word)}</th>)}</tr>
          </thead>
          <tbody role="rowgroup">{list.map((one) => <Row key={one.id} one={one} />)}</tbody>
        </table>
      )}
    </>
  );
}

export const providers: Page = { path: '/providers', title: 'providers', menu: true, Show };
