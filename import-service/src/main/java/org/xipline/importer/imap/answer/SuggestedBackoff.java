package org.xipline.importer.imap.answer;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how long Exchange wants to be left alone. */
final class SuggestedBackoff {
  private static final Pattern SUGGESTED =
      Pattern.compile("backoff time: *(\\d{1,12}) *milliseconds", Pattern.CASE_INSENSITIVE);

  /** Where it does not say: what it asks for most often, five minutes. */
  private static final Duration UNSAID = Duration.ofMinutes(5);

  private SuggestedBackoff() {}

  static Duration in(String text) {
    Matcher suggested = SUGGESTED.matcher(text);
    return suggested.find() ? Duration.ofMillis(Long.parseLong(suggested.group(1))) : UNSAID;
  }
}
