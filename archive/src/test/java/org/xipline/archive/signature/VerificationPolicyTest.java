package org.xipline.archive.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xipline.archive.pack.TestPki;
import org.xipline.archive.xar.DigestAlgorithm;

class VerificationPolicyTest {

  @Test
  void shouldAllowWhatAppleStillWritesUnlessToldOtherwise() {
    VerificationPolicy policy = VerificationPolicy.trusting(List.of(TestPki.root().leaf()));
    assertThat(policy.at()).isEmpty();
    assertThat(policy.minimumDigest()).isEqualTo(DigestAlgorithm.SHA_1);
    assertThat(policy.extendedKeyUsages()).isEqualTo(ExtendedKeyUsages.SIGNING);
  }

  @Test
  void shouldKeepTheRestWhenOneValueChanges() {
    Instant at = Instant.parse("2026-11-01T00:00:00Z");
    VerificationPolicy policy =
        VerificationPolicy.trusting(List.of(TestPki.root().leaf()))
            .withAt(at)
            .withMinimumDigest(DigestAlgorithm.SHA_256)
            .withCrls(List.of());
    assertThat(policy.at()).contains(at);
    assertThat(policy.minimumDigest()).isEqualTo(DigestAlgorithm.SHA_256);
    assertThat(policy.roots()).isEqualTo(new TrustedRoots.Chosen(Set.of(TestPki.root().leaf())));
  }

  @Test
  void shouldRefuseToTrustNobodyOrALeaf() {
    assertThatThrownBy(() -> VerificationPolicy.trusting(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trust anchor");
    assertThatThrownBy(() -> VerificationPolicy.trusting(List.of(TestPki.leaf().leaf())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CA");
  }

  @Test
  void shouldKnowAppleByItsFingerprint() {
    assertThatThrownBy(() -> new TrustedRoots.Apple(Set.of(TestPki.root().leaf())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not one of Apple's roots");
  }
}
