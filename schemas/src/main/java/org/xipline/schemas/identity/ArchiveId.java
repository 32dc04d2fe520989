package org.xipline.schemas.identity;

import java.util.regex.Pattern;

/**
 * Names an archive by its content.
 *
 * @param hex SHA-256 of the archive file, 64 lower-case hex digits
 */
public record ArchiveId(String hex) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

  public ArchiveId {
    if (!SHAPE.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "an archive id must have 64 lower-case hex digits," + " not: " + hex);
    }
  }

  public static ArchiveId of(Sha256 digestOfFile) {
    return new ArchiveId(digestOfFile.hex());
  }

  @Override
  public String toString() {
    return hex;
  }
}
