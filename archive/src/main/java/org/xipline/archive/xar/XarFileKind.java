package org.xipline.archive.xar;

/** What a file of the table of contents is. */
public sealed interface XarFileKind {
  /** A file with content of its own, or an empty one. */
  record Regular() implements XarFileKind {}

  record Directory() implements XarFileKind {}

  record SymbolicLink(String target) implements XarFileKind {}

  /** A further name of the file with this id. */
  record HardLink(long originalId) implements XarFileKind {}

  /** A device, pipe, socket, or anything else that is no file. */
  record Special(String type) implements XarFileKind {}
}
