package org.xipline.schemas.identity;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 digest: 32 bytes, immutable, printed as lower-case hex. */
public final class Sha256 implements Comparable<Sha256> {
  private static final int LENGTH = 32;

  private final byte[] bytes;

  private Sha256(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a SHA-256 digest has 32 bytes, not " + bytes.length);
    }
    this.bytes = bytes;
  }

  /** The digest in these 32 bytes. */
  public static Sha256 of(byte[] digest) {
    return new Sha256(digest.clone());
  }

  /** The digest in these 32 bytes. */
  public static Sha256 ofByteString(ByteString digest) {
    return new Sha256(digest.toByteArray());
  }

  /** The digest written as 64 hex digits. */
  public static Sha256 ofHex(String hex) {
    return new Sha256(HexFormat.of().parseHex(hex));
  }

  /** Computes the digest of these bytes. */
  public static Sha256 digest(byte[] content) {
    return new Sha256(newMessageDigest().digest(content));
  }

  /** A fresh JDK digest, for content that arrives piecemeal; finish with {@link #of(byte[])}. */
  public static MessageDigest newMessageDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public byte[] toByteArray() {
    return bytes.clone();
  }

  public ByteString toByteString() {
    return ByteString.copyFrom(bytes);
  }

  /** 64 lower-case hex digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sha256 that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public int compareTo(Sha256 other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
