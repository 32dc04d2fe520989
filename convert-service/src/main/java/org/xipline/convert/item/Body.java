package org.xipline.convert.item;

import java.util.Optional;

/** What an item, or a line of its transcript, says: as text, as HTML, or both. */
public record Body(Optional<String> text, Optional<String> html) {
  /** Nothing said. */
  public static final Body NONE = new Body(Optional.empty(), Optional.empty());

  public boolean isEmpty() {
    return text.isEmpty() && html.isEmpty();
  }
}
