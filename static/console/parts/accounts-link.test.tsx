import { renderToStaticMarkup } from 'react-dom/server';
import { AccountsLink } from './accounts-link';
import { CarriedFilterProvider } from './carried-filter';

test('the list is opened as it was filtered last', () => {
  const link = <AccountsLink className="back">Accounts</AccountsLink>;
  expect(renderToStaticMarkup(link)).toBe('<a class="back" href="#/accounts">Accounts</a>');
  expect(renderToStaticMarkup(<CarriedFilterProvider value="stage=Paying&app=a">{link}</CarriedFilterProvider>)).toBe(
    '<a class="back" href="#/accounts?stage=Paying&amp;app=a">Accounts</a>',
  );
  const lapsed = <AccountsLink more={{ stage: 'Lapsed' }}>3</AccountsLink>;
  expect(renderToStaticMarkup(<CarriedFilterProvider value="stage=Paying&app=a">{lapsed}</CarriedFilterProvider>)).toBe(
    '<a href="#/accounts?stage=Lapsed&amp;app=a">3</a>',
  );
});
