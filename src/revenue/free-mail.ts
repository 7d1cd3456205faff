/** Mail providers whose domain says nothing about whom somebody works for. */
// prettier-ignore
const FREE_MAIL_DOMAINS = new Set([
  'gmail.com', 'googlemail.com', 'outlook.com', 'outlook.de', 'outlook.fr', 'hotmail.com', 'hotmail.co.uk', 'hotmail.de', 'hotmail.fr', 'hotmail.it',
  'live.com', 'live.co.uk', 'live.nl', 'msn.com', 'yahoo.com', 'yahoo.co.uk', 'yahoo.co.in', 'yahoo.co.jp', 'yahoo.de', 'yahoo.fr', 'yahoo.es',
  'yahoo.it', 'ymail.com', 'rocketmail.com', 'icloud.com', 'me.com', 'mac.com', 'aol.com', 'gmx.com', 'gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch',
  'web.de', 't-online.de', 'freenet.de', 'mail.com', 'mail.ru', 'inbox.ru', 'list.ru', 'bk.ru', 'yandex.ru', 'yandex.com', 'ya.ru', 'rambler.ru',
  'proton.me', 'protonmail.com', 'pm.me', 'tutanota.com', 'tuta.io', 'posteo.de', 'mailbox.org', 'fastmail.com', 'hey.com', 'zoho.com', 'qq.com',
  '163.com', '126.com', 'sina.com', 'foxmail.com', 'naver.com', 'daum.net', 'hanmail.net', 'rediffmail.com', 'orange.fr', 'wanadoo.fr', 'free.fr',
  'laposte.net', 'sfr.fr', 'libero.it', 'virgilio.it', 'tiscali.it', 'bluewin.ch', 'seznam.cz', 'wp.pl', 'o2.pl', 'onet.pl', 'interia.pl', 'uol.com.br',
  'bol.com.br', 'terra.com.br', 'btinternet.com', 'comcast.net', 'verizon.net', 'att.net', 'sbcglobal.net', 'cox.net', 'bigpond.com', 'ziggo.nl', 'telenet.be',
]);

export function isFreeMail(domain: string): boolean {
  return FREE_MAIL_DOMAINS.has(domain.toLowerCase());
}
