/** Paths that are like a pattern: `*` and `?` within a folder, `**` over folders, `{a,b}`; without a `/`, in any folder. */
export function glob(pattern: string): (path: string) => boolean {
  const whole = new RegExp(`^${pattern.includes('/') ? '' : '(?:.*/)?'}${translated(pattern)}$`);
  return (path) => whole.test(path);
}

function translated(pattern: string): string {
  let text = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] as string;
    if (pattern.startsWith('**/', at)) {
      text += '(?:.*/)?';
      at += 2;
    } else if (pattern.startsWith('**', at)) {
      text += '.*';
      at++;
    } else if (char === '*') text += '[^/]*';
    else if (char === '?') text += '[^/]';
    else if (char === '{') text += '(?:';
    else if (char === '}') text += ')';
    else if (char === ',') text += '|';
    else text += /\w/.test(char) ? char : `\\${char}`;
  }
  return text;
}
