package org.xipline.archive.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.xipline.archive.signature.TrustAnchors;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.schemas.reason.RejectionReason;

/** Every hostile sample is refused for its reason, every twin of theirs is accepted. */
class HostileSamplesTest {
  private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");
  private static final Pattern SAMPLE =
      Pattern.compile("\"file\": \"([^\"]+)\",\\s*\"expect\": \"(\\w+)\"");

  /** What the manifest leaves to the reader is decided here: e01 is refused, e02 accepted. */
  private static final Map<RejectionReason, List<String>> REFUSED =
      Map.of(
          RejectionReason.SIGNATURE_INVALID,
          List.of("h01", "h03", "h05", "h06", "h13", "h20", "h23", "h25", "h26", "h28", "e01"),
          RejectionReason.WEAK_ALGORITHM,
          List.of("h08", "h10"),
          RejectionReason.SIGNER_UNTRUSTED,
          List.of("h15", "h16", "h21"),
          RejectionReason.CERTIFICATE_EXPIRED,
          List.of("h18"),
          RejectionReason.MALFORMED_ARCHIVE,
          List.of(
              "h11", "h30", "h31", "h33", "h35", "h36", "h38", "h49", "h52", "h54", "h55", "h57",
              "h59", "h62", "h64", "h65", "h67", "h69", "h82", "h83", "h85", "h87"),
          RejectionReason.UNSUPPORTED_CONTENT,
          List.of("h40", "h70", "h88"),
          RejectionReason.UNSAFE_ENTRY,
          List.of(
              "h42", "h44", "h45", "h47", "h72", "h74", "h75", "h77", "h77b", "h79", "h80", "h80b"),
          RejectionReason.ARCHIVE_TOO_LARGE,
          List.of("h50", "h60"));

  @TestFactory
  Stream<DynamicTest> shouldGiveEachSampleItsVerdict() throws IOException {
    Path folder = SampleFiles.find("hostile");
    var policy =
        VerificationPolicy.trusting(TrustAnchors.read(folder.resolve("root.pem"))).withAt(AT);
    String manifest = Files.readString(folder.resolve("MANIFEST.json"));
    return SAMPLE
        .matcher(manifest)
        .results()
        .map(sample ->
            dynamicTest(
                sample.group(1),
                () -> {
                  Verdict verdict = Verdict.on(folder.resolve(sample.group(1)), policy);
                  assertThat(verdict.rejection())
                      .as(verdict.toString())
                      .isEqualTo(expected(sample.group(1), sample.group(2)));
                  assertThat(verdict.entries()).hasSize(verdict.rejection().isPresent() ? 0 : 7);
                }));
  }

  private static Optional<RejectionReason> expected(String file, String verdict) {
    String number = file.substring(0, file.indexOf('_'));
    @Nullable RejectionReason reason =
        REFUSED.entrySet().stream()
            .filter(entry -> entry.getValue().contains(number))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(null);
    assertThat(reason != null)
        .as(file)
        .isEqualTo(!verdict.equals("accept") && !number.equals("e02"));
    return Optional.ofNullable(reason);
  }
}
