package org.xipline.archive.pack;

/** A member of an archive that is built for a test. */
sealed interface FixtureEntry {

  String path();

  default long sizeBytes() {
    return this instanceof File(String _, byte[] content) ? content.length : 0;
  }

  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record File(String path, byte[] content) implements FixtureEntry {}

  record Directory(String path) implements FixtureEntry {}

  record Link(String path, String target) implements FixtureEntry {}
}
