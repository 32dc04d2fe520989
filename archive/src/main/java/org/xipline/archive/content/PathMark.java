package org.xipline.archive.content;

/** What is known of a path. */
enum PathMark {
  ABSENT,
  FILE,
  SYMBOLIC_LINK,
  /** An entry of its own. */
  DIRECTORY,
  /** Only named as the folder of another entry, so far. */
  IMPLIED_DIRECTORY
}
