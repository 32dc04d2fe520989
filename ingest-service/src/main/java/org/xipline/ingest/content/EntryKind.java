package org.xipline.ingest.content;

/** What an entry is, as far as {@link PathRules} care. */
public enum EntryKind {
  FILE,
  DIRECTORY,
  SYMBOLIC_LINK
}
