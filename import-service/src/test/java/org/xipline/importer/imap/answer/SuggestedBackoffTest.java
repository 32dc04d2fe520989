package org.xipline.importer.imap.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestedBackoffTest {

  @ParameterizedTest
  @CsvSource({
    "Request is throttled. Suggested Backoff Time: 299961 milliseconds, PT4M59.961S",
    "backoff time:1milliseconds, PT0.001S",
    "Suggested Backoff Time: soon, PT5M",
    "Suggested Backoff Time: 1234567890123 milliseconds, PT5M"
  })
  void shouldReadHowLongTheServerWantsToBeLeftAlone(String words, Duration rest) {
    assertThat(SuggestedBackoff.in(words)).isEqualTo(rest);
  }
}
