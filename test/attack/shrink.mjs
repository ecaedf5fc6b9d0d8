/** A smaller input that fails in the same way: members of its JSON and pieces of its text are left out, large ones first. */
export async function shrink(input, fails, tries) {
  const left = { tries };
  if (input.files !== undefined) return shrinkFiles(input, fails, left);
  if (typeof input.text !== 'string') return input;
  const failsAs = async (text) => left.tries-- > 0 && (await fails({ ...input, text }));
  const tree = treeIn(input.text);
  if (tree === undefined) return { ...input, text: await shrinkText(input.text, failsAs, left) };
  await shrinkTree(tree, () => failsAs(JSON.stringify(tree)), left);
  return (await fails({ ...input, text: JSON.stringify(tree) })) ? { ...input, text: JSON.stringify(tree) } : input;
}

function treeIn(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

async function shrinkTree(tree, fails, left) {
  for (const key of Object.keys(tree).reverse()) {
    if (left.tries <= 0) return;
    const value = tree[key];
    delete tree[key];
    if (await fails()) continue;
    tree[key] = value;
    if (typeof value === 'object' && value !== null) await shrinkTree(value, fails, left);
  }
}

async function shrinkText(text, failsAs, left) {
  for (let size = text.length >> 1; size >= 1 && left.tries > 0; size >>= 1) {
    for (let at = 0; at < text.length && left.tries > 0; ) {
      const shorter = text.slice(0, at) + text.slice(at + size);
      if (await failsAs(shorter)) text = shorter;
      else at += size;
    }
  }
  return text;
}

async function shrinkFiles(input, fails, left) {
  let { files } = input;
  for (let at = files.length - 1; at >= 0; at--) {
    const fewer = files.filter((_, each) => each !== at);
    if (left.tries-- > 0 && (await fails({ ...input, files: fewer }))) files = fewer;
  }
  for (const [at, [path, text]] of files.entries()) {
    const shorter = await shrinkText(
      text,
      async (part) => left.tries-- > 0 && (await fails({ ...input, files: files.with(at, [path, part]) })),
      left,
    );
    files = files.with(at, [path, shorter]);
  }
  return { ...input, files };
}
