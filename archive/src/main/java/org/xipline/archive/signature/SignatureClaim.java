package org.xipline.archive.signature;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xipline.archive.xar.SignatureStyle;

/**
 * What an archive's signatures prove by themselves: that the owner of this certificate's key signed
 * the table of contents. Not yet that anyone should trust it.
 */
public final class SignatureClaim {
  private final X509Certificate leaf;
  private final List<X509Certificate> known;
  private final Optional<Timestamp> timestamp;
  private final Set<SignatureStyle> styles;

  SignatureClaim(
      X509Certificate leaf,
      List<X509Certificate> known,
      Optional<Timestamp> timestamp,
      Set<SignatureStyle> styles) {
    this.leaf = leaf;
    this.known = List.copyOf(known);
    this.timestamp = timestamp;
    this.styles = Set.copyOf(styles);
  }

  public Signer signer() {
    return Signer.of(leaf);
  }

  /** The styles that are there, all of which hold. */
  public Set<SignatureStyle> styles() {
    return styles;
  }

  X509Certificate leaf() {
    return leaf;
  }

  /** Certificates that came with the signatures. */
  List<X509Certificate> known() {
    return known;
  }

  Optional<Timestamp> timestamp() {
    return timestamp;
  }
}
