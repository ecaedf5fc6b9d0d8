/**
 * A name as text that can be shown anywhere: line breaks and other control characters, direction marks and lone surrogates
 * become visible escapes (`\n`, `\u{1b}`), so that a name can neither move the cursor nor reorder what stands beside it.
 */
export function visible(name: string): string {
  return name.replace(UNSAFE, (char) => SHORT[char] ?? `\\u{${char.codePointAt(0)!.toString(16)}}`);
}

/** Nobody reads longer names in a picture, whose size grows with them. */
const LONGEST_LABEL = 100;

/** The name as a label: of a long one the beginning and the end. */
export function shortened(name: string): string {
  if (name.length <= LONGEST_LABEL) return name;
  const half = LONGEST_LABEL / 2;
  return `${name.slice(0, half)}…${name.slice(1 - half)}`.replace(/\p{Cs}/gu, '');
}

const UNSAFE = /[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/gu;
const SHORT: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** How many columns of a terminal the text takes: two for East Asian wide characters and emoji, none for marks. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) {
    if (char.charCodeAt(0) < 0x300) width++;
    else if (!/^\p{M}|[\u200D\uFE0F]/u.test(char)) width += WIDE.test(char) ? 2 : 1;
  }
  return width;
}

const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
