package org.xipline.runtime.payload;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xipline.schemas.payload.PayloadFolder;
import org.xipline.schemas.payload.PayloadKey;

/**
 * A payload whose name alone says something: who does something with an archive, and since when.
 *
 * @param owner lower-case hex
 * @param since epoch seconds
 */
record ArchiveMark(PayloadFolder folder, String owner, long since) {
  private static final Pattern NAME = Pattern.compile("([0-9a-f]+)\\.([0-9]{1,18})");

  /** What a payload's name says; empty where it is another kind of name. */
  static Optional<ArchiveMark> of(PayloadKey key) {
    int slash = key.value().lastIndexOf('/');
    Matcher name = NAME.matcher(key.value().substring(slash + 1));
    return name.matches()
        ? Optional.of(
            new ArchiveMark(
                new PayloadFolder(key.value().substring(0, slash)),
                name.group(1),
                Long.parseLong(name.group(2))))
        : Optional.empty();
  }

  static ArchiveMark now(PayloadFolder folder, String owner, Instant now) {
    return new ArchiveMark(folder, owner, now.getEpochSecond());
  }

  PayloadKey key() {
    return folder.key(owner + "." + since);
  }

  Instant at() {
    return Instant.ofEpochSecond(since);
  }
}
