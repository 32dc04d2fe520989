package org.xipline.archive.signature;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.interfaces.RSAPrivateKey;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.pack.SigningIdentity;
import org.xipline.archive.pack.TestPki;
import org.xipline.archive.xar.DigestAlgorithm;

class RsaSignatureTest {
  private static final int BYTES = 256;
  private static final String SHA_1_PREFIX = "3021300906052b0e03021a05000414";

  private final SigningIdentity signer = TestPki.leaf();

  @ParameterizedTest
  @EnumSource
  void shouldAcceptWhatTheJdkSigns(DigestAlgorithm algorithm) throws Exception {
    byte[] checksum = algorithm.digest(new byte[] {1});
    var jdk = java.security.Signature.getInstance(algorithm.jcaName().replace("-", "") + "withRSA");
    jdk.initSign(signer.key());
    jdk.update(checksum);
    byte[] value = jdk.sign();
    assertThatCode(() -> check(algorithm, checksum, value)).doesNotThrowAnyException();
  }

  @Test
  void shouldCompareTheWholeBlock() {
    byte[] checksum = DigestAlgorithm.SHA_1.digest(new byte[] {1});
    byte[] good = block("0001", "ff".repeat(BYTES - 38), checksum);
    assertThatCode(() -> check(DigestAlgorithm.SHA_1, checksum, raised(good)))
        .doesNotThrowAnyException();
    assertRefused(checksum, raised(block("0002", "ff".repeat(BYTES - 38), checksum)));
    assertRefused(checksum, raised(block("0001", "fe".repeat(BYTES - 38), checksum)));
    byte[] garbageBehind = Arrays.copyOf(block("0001", "ff".repeat(8), checksum), BYTES);
    assertRefused(checksum, raised(garbageBehind));
  }

  @Test
  void shouldRefuseValuesThatDoNotFitTheKey() {
    byte[] checksum = DigestAlgorithm.SHA_1.digest(new byte[] {1});
    byte[] good = raised(block("0001", "ff".repeat(BYTES - 38), checksum));
    byte[] tooLarge = new byte[BYTES];
    Arrays.fill(tooLarge, (byte) 0xff);
    assertRefused(checksum, new byte[0]);
    assertRefused(checksum, Arrays.copyOf(good, BYTES + 1));
    assertRefused(checksum, Arrays.copyOf(good, BYTES - 1));
    assertRefused(checksum, tooLarge);
    assertRefused(checksum, new byte[BYTES]);
  }

  private void assertRefused(byte[] checksum, byte[] value) {
    assertThatThrownBy(() -> check(DigestAlgorithm.SHA_1, checksum, value))
        .isInstanceOf(ArchiveRejectedException.class);
  }

  private void check(DigestAlgorithm algorithm, byte[] checksum, byte[] value) throws Exception {
    RsaSignature.check(signer.leaf().getPublicKey(), algorithm, checksum, value);
  }

  private static byte[] block(String begin, String padding, byte[] checksum) {
    return HexFormat.of()
        .parseHex(begin + padding + "00" + SHA_1_PREFIX + HexFormat.of().formatHex(checksum));
  }

  /** Applies the private key to a block, as it is. */
  private byte[] raised(byte[] block) {
    var key = (RSAPrivateKey) signer.key();
    byte[] number =
        new BigInteger(1, block).modPow(key.getPrivateExponent(), key.getModulus()).toByteArray();
    byte[] value = new byte[BYTES];
    int count = Math.min(BYTES, number.length);
    System.arraycopy(number, number.length - count, value, BYTES - count, count);
    return value;
  }
}
