package org.xipline.archive.signature;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.xar.DigestAlgorithm;

/**
 * The bare RSA signature: PKCS #1 v1.5 over the checksum of the table of contents. The block that
 * must come out is built and compared whole, so no padding is ever parsed.
 *
 * <p>Apple's tools take the checksum itself for the digest; for some time in 2020 and 2021 they
 * took the checksum's digest.
 */
final class RsaSignature {
  private RsaSignature() {}

  static void check(PublicKey key, DigestAlgorithm algorithm, byte[] checksum, byte[] value)
      throws ArchiveRejectedException {
    // A key that is for PSS alone says so by the name of its algorithm.
    if (!(key instanceof RSAPublicKey rsaKey) || !key.getAlgorithm().equals("RSA")) {
      throw Refused.invalid("the RSA signature's certificate has no key for PKCS #1 v1.5");
    }
    byte[] block = decrypt(rsaKey, value);
    boolean single = MessageDigest.isEqual(block, expected(algorithm, checksum, block.length));
    boolean twice =
        MessageDigest.isEqual(block, expected(algorithm, algorithm.digest(checksum), block.length));
    if (!single && !twice) {
      throw Refused.invalid("the RSA signature is not one over this table of contents");
    }
  }

  private static byte[] decrypt(RSAPublicKey key, byte[] value) throws ArchiveRejectedException {
    BigInteger modulus = key.getModulus();
    int length = (modulus.bitLength() + 7) / 8;
    BigInteger number = new BigInteger(1, value);
    if (value.length != length || number.compareTo(modulus) >= 0) {
      throw Refused.invalid(
          "the RSA signature of %d bytes does not fit its key of %d"
              .formatted(value.length, length));
    }
    byte[] decrypted = number.modPow(key.getPublicExponent(), modulus).toByteArray();
    byte[] block = new byte[length];
    int zeros = Math.max(0, decrypted.length - length);
    int count = decrypted.length - zeros;
    System.arraycopy(decrypted, zeros, block, length - count, count);
    return block;
  }

  /** {@code 00 01 FF … FF 00 DigestInfo}. */
  private static byte[] expected(DigestAlgorithm algorithm, byte[] digest, int length) {
    byte[] prefix = HexFormat.of().parseHex(digestInfoPrefix(algorithm));
    byte[] block = new byte[length];
    Arrays.fill(block, (byte) 0xff);
    block[0] = 0;
    block[1] = 1;
    int digestAt = length - digest.length;
    int prefixAt = digestAt - prefix.length;
    block[prefixAt - 1] = 0;
    System.arraycopy(prefix, 0, block, prefixAt, prefix.length);
    System.arraycopy(digest, 0, block, digestAt, digest.length);
    return block;
  }

  /** The DER in front of the digest. */
  private static String digestInfoPrefix(DigestAlgorithm algorithm) {
    return switch (algorithm) {
      case SHA_1 -> "3021300906052b0e03021a05000414";
      case SHA_256 -> "3031300d060960864801650304020105000420";
      case SHA_384 -> "3041300d060960864801650304020205000430";
      case SHA_512 -> "3051300d060960864801650304020305000440";
    };
  }
}
