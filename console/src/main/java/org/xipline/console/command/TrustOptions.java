package org.xipline.console.command;

import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xipline.ingest.signature.ExtendedKeyUsages;
import org.xipline.ingest.signature.RevocationLists;
import org.xipline.ingest.signature.TrustAnchorException;
import org.xipline.ingest.signature.TrustAnchors;
import org.xipline.ingest.signature.TrustedRoots;
import org.xipline.ingest.signature.VerificationPolicy;
import org.xipline.ingest.xar.DigestAlgorithm;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whom to believe, for what, and when. */
final class TrustOptions {

  /** Policies that bring their roots. */
  enum BuiltInPolicy {
    APPLE
  }

  @Option(
      names = "--trust",
      paramLabel = "CA",
      description = "Certificate of a CA to trust, PEM or DER. May be given several times.")
  private List<Path> trust = List.of();

  @Option(
      names = "--policy",
      paramLabel = "apple",
      description =
          "Trust Apple's own roots, which are built in, and of their signers Software Update "
              + "and Developer ID Installer alone. Then --trust is not needed.")
  private @Nullable BuiltInPolicy policy;

  @Option(
      names = "--eku",
      paramLabel = "USE",
      converter = UseConverter.class,
      description =
          "Trust a signer only whose certificate says this extended key usage: an object "
              + "identifier, code-signing, apple-software-update, apple-developer-id-installer, "
              + "apple-mac-app-store-installer or apple-safari-extension. May be given several times "
              + "(default: code signing, any of Apple's, or a certificate that says none).")
  private List<String> extendedKeyUsages = List.of();

  @Option(
      names = "--crl",
      paramLabel = "FILE",
      description =
          "Revocation list, PEM or DER: refuse whom it names. One that has expired vouches for "
              + "nobody. None is ever fetched. May be given several times.")
  private List<Path> crls = List.of();

  @Option(
      names = "--min-digest",
      paramLabel = "DIGEST",
      converter = DigestConverter.class,
      defaultValue = "sha1",
      description =
          "Weakest digest to accept anywhere: sha1, sha256 or sha512 (default: sha1, which all of "
              + "Apple's archives have).")
  private DigestAlgorithm minimumDigest = DigestAlgorithm.SHA_1;

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      converter = InstantOption.class,
      description =
          "Verify as of this time, like 2026-11-20T09:15:00Z (default: now). A timestamp in the "
              + "archive goes before it.")
  private @Nullable Instant at;

  /** Reads the files that are given. */
  VerificationPolicy policy() {
    VerificationPolicy values =
        VerificationPolicy.of(roots()).withMinimumDigest(minimumDigest).withCrls(revocations());
    if (!extendedKeyUsages.isEmpty()) {
      values =
          values.withExtendedKeyUsages(ExtendedKeyUsages.requiring(Set.copyOf(extendedKeyUsages)));
    }
    return at == null ? values : values.withAt(at);
  }

  static Set<X509Certificate> anchors(List<Path> files) {
    try {
      return TrustAnchors.read(files);
    } catch (TrustAnchorException e) {
      throw new UsageException("--trust: " + e.getMessage());
    }
  }

  private TrustedRoots roots() {
    Set<X509Certificate> anchors = anchors(trust);
    if (policy == BuiltInPolicy.APPLE) {
      try {
        return new TrustedRoots.Apple(anchors);
      } catch (IllegalArgumentException e) {
        throw new UsageException("--trust beside --policy apple: " + e.getMessage());
      }
    }
    if (anchors.isEmpty()) {
      throw new UsageException("say whom to trust: --trust CA.pem, or --policy apple");
    }
    return new TrustedRoots.Chosen(anchors);
  }

  private List<X509CRL> revocations() {
    try {
      return RevocationLists.read(crls);
    } catch (TrustAnchorException e) {
      throw new UsageException("--crl: " + e.getMessage());
    }
  }

  /** Reads an extended key usage. */
  static final class UseConverter implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      try {
        return ExtendedKeyUsages.oidOf(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Reads the name of a digest. */
  static final class DigestConverter implements ITypeConverter<DigestAlgorithm> {
    @Override
    public DigestAlgorithm convert(String value) {
      return DigestAlgorithm.ofName(value)
          .orElseThrow(() ->
              new TypeConversionException(
                  "'" + value + "' is none of sha1, sha256, sha384 and sha512"));
    }
  }
}
