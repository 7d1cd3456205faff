export const uptakeMeanings = {
  pace: 'For each feature, how many accounts ever took it up and how soon, and how often those who use it do. A feature that came out later than an account began is taken up late by it. Days are UTC.',
  firstUse:
    'Accounts that had used the feature at least once by the end of each day. The three features that most accounts took up. Days are UTC.',
  outcomes:
    'What became of accounts that used the feature in a past stretch of 90 days, minus what became of those that used other features in it, in percentage points. The bar is the 95% interval, the mark the value; a bar that is clear of the middle line is coloured. Features that all accounts used, or none, have none.',
} as const;

export const uptakeTerms = {
  adopters: { term: 'Accounts', meaning: 'Accounts in which anybody ever used the feature.' },
  median: {
    term: 'Days to it',
    meaning:
      'Half of these accounts took so many days at most, from their first use of any feature to their first use of this one. 0 is the same day.',
  },
  users: {
    term: 'Users',
    meaning: 'Users who used the feature in the last 30 days. A user who belongs to several accounts counts once in each.',
  },
  frequency: {
    term: 'Active days',
    meaning: 'On how many of the last 30 days a user used the feature, in the mean of its users.',
  },
  depth: { term: 'Uses per user', meaning: 'Uses in the last 30 days, by anyone ÷ users.' },
  using: { term: 'Accounts', meaning: 'Accounts that used the feature in the stretch that is looked at.' },
  retained: {
    term: 'Retained, points',
    meaning:
      'Retained: used any feature in the last 30 days. An account that does not report any more counts as lost if it stopped paying, and is left out if not.',
  },
  expanded: {
    term: 'Expanded, points',
    meaning: 'Of accounts that paid when the stretch ended: whose monthly recurring revenue grew at some time since.',
  },
  churned: {
    term: 'Churned, points',
    meaning: 'Of accounts that paid when the stretch ended: that stopped since and do not pay today. Less is better.',
  },
} as const;
