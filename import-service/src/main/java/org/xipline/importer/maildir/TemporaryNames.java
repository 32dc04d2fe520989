package org.xipline.importer.maildir;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of files being written: {@code xipline.<milliseconds>.<process>.<number>}. They say when
 * they were made, since their files carry the message's time.
 */
final class TemporaryNames {
  private static final Pattern OURS =
      Pattern.compile("xipline\\.(\\d{1,15})\\.[0-9a-f]{16}\\.\\d+");
  private static final Duration ABANDONED_AFTER = Duration.ofHours(36);

  private final String process = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
  private final AtomicLong number = new AtomicLong();

  String next(Instant now) {
    return "xipline." + now.toEpochMilli() + "." + process + "." + number.incrementAndGet();
  }

  /** Whether a file of this name is ours, and so old that whoever wrote it is gone. */
  static boolean isAbandoned(String name, Instant now) {
    Matcher matcher = OURS.matcher(name);
    return matcher.matches()
        && Instant.ofEpochMilli(Long.parseLong(matcher.group(1)))
            .plus(ABANDONED_AFTER)
            .isBefore(now);
  }
}
