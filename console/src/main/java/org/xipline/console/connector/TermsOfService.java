package org.xipline.console.connector;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.xipline.ingest.connector.Moments;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.record.Terms;

/** What is accepted with a connector. Another text has another digest. */
public final class TermsOfService {
  private static final byte[] TEXT = read();

  private TermsOfService() {}

  /** For people. */
  public static String text() {
    return new String(TEXT, StandardCharsets.UTF_8);
  }

  /** That somebody has accepted them. */
  public static Terms accepted(String by, Instant at) {
    return Terms.newBuilder()
        .setAcceptedBy(by)
        .setAcceptedAt(Moments.timestamp(at))
        .setTextSha256(Sha256.digest(TEXT).toByteString())
        .build();
  }

  private static byte[] read() {
    try (InputStream in =
        requireNonNull(TermsOfService.class.getResourceAsStream("terms.txt"), "terms.txt")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
