package org.xipline.ingest.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.archive.pack.TestPki;
import org.xipline.archive.signature.ExtendedKeyUsages;
import org.xipline.archive.signature.RevocationLists;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.schemas.record.TrustRules;

class TrustRulesCodecTest {
  @TempDir private Path folder;

  @Test
  void shouldGiveBackWhatItKept() throws IOException {
    Path list = TestPki.writeRevocationOf(TestPki.leaf(), folder.resolve("a.crl"));
    VerificationPolicy plain =
        VerificationPolicy.trusting(List.of(TestPki.root().leaf(), TestPki.foreignRoot().leaf()));
    VerificationPolicy full =
        plain
            .withAt(Instant.parse("2026-11-01T00:00:00Z"))
            .withExtendedKeyUsages(ExtendedKeyUsages.requiring(Set.of("1.2.3", "1.2.4")))
            .withMinimumDigest(DigestAlgorithm.SHA_256)
            .withCrls(RevocationLists.read(List.of(list)));
    for (VerificationPolicy policy : List.of(plain, full, VerificationPolicy.apple())) {
      TrustRules kept = TrustRules.parseFrom(TrustRulesCodec.encode(policy).toByteString());
      assertThat(TrustRulesCodec.decode(kept)).isEqualTo(policy);
    }
  }

  @Test
  void shouldLeaveOutWhatIsSaidByDefault() {
    TrustRules rules =
        TrustRulesCodec.encode(VerificationPolicy.trusting(List.of(TestPki.root().leaf())));
    assertThat(rules.getAllFields()).hasSize(1);
    assertThat(rules.getAnchorsCount()).isEqualTo(1);
  }

  @Test
  void shouldNotGuessAtWhatItDoesNotKnow() {
    TrustRules anchored =
        TrustRulesCodec.encode(VerificationPolicy.trusting(List.of(TestPki.root().leaf())));
    assertThatThrownBy(
            () -> TrustRulesCodec.decode(anchored.toBuilder().setPolicy("other").build()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other");
    assertThatThrownBy(
            () -> TrustRulesCodec.decode(anchored.toBuilder().setMinimumDigest("md5").build()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("md5");
  }
}
