import { withoutPeople } from './revenue-raw';

test('people go at any depth, companies and figures stay, and what is left out says so', () => {
  const row = {
    transactionId: 'IN-1',
    addonName: 'Checklist',
    customerDetails: { company: 'Northwind', country: 'NL', technicalContact: { email: 'a@b.example', name: 'A' }, billingContact: null },
    partnerDetails: { partnerName: 'Reseller', billingContact: { email: 'c@d.example', name: 'C' } },
    contactDetails: { email: 'e@f.example' },
    purchaseDetails: { purchasePrice: 12.5, discounts: [{ amount: 1, reason: null, code: '' }] },
  };
  const kept = withoutPeople(row);
  expect(kept).toEqual({
    transactionId: 'IN-1',
    addonName: 'Checklist',
    customerDetails: { company: 'Northwind', country: 'NL', technicalContact: '(left out)', billingContact: null },
    partnerDetails: { partnerName: 'Reseller', billingContact: '(left out)' },
    contactDetails: '(left out)',
    purchaseDetails: { purchasePrice: 12.5, discounts: [{ amount: 1, reason: null, code: '' }] },
  });
  expect(JSON.stringify(kept)).not.toContain('@');
});
