/** The fields of an RFC 4180 file, quoted or not, with or without a mark at its beginning. The separator is the most frequent of `, ; tab |` in the first line. */
export function parseCsv(text: string): string[][] {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const separator = separatorOf(body);
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < body.length) {
    let field = '';
    if (body[at] === '"') {
      at += 1;
      for (let end = body.indexOf('"', at); ; end = body.indexOf('"', at)) {
        if (end < 0) throw new Error(`The quote that opens in line ${rows.length + 1} is never closed.`);
        field += body.slice(at, end);
        at = end + 1;
        if (body[at] !== '"') break;
        field += '"';
        at += 1;
      }
    }
    let end = at;
    while (end < body.length && body[end] !== separator && body[end] !== '\n' && body[end] !== '\r') end += 1;
    field += body.slice(at, end);
    row.push(field);
    at = end + 1;
    if (body[end] === separator && at < body.length) continue;
    if (body[end] === separator) row.push('');
    if (body[end] === '\r' && body[at] === '\n') at += 1;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

function separatorOf(text: string): string {
  const first = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counted = [',', ';', '\t', '|'].map((mark) => ({ mark, times: first.split(mark).length }));
  return counted.reduce((best, each) => (each.times > best.times ? each : best)).mark;
}
