package org.xipline.schemas.payload;

import java.util.regex.Pattern;

/**
 * What several payloads have in common: the part of their names before the last slash.
 *
 * @param value lower-case ASCII, {@code /}-separated, without a slash at its end
 */
public record PayloadFolder(String value) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-z._-]+(/[0-9a-z._-]+)*");

  public PayloadFolder {
    if (!SHAPE.matcher(value).matches() || value.contains("..")) {
      throw new IllegalArgumentException("not a payload folder: " + value);
    }
  }

  /** The payload of this name in here. */
  public PayloadKey key(String name) {
    return new PayloadKey(value + "/" + name);
  }
}
