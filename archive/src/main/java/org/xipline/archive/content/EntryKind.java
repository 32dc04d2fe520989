package org.xipline.archive.content;

/** What an entry is, as far as {@link PathRules} care. */
public enum EntryKind {
  FILE,
  DIRECTORY,
  SYMBOLIC_LINK
}
