package org.xipline.console.cli.archive;

import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.signature.ExtendedKeyUsages;
import org.xipline.archive.signature.RevocationLists;
import org.xipline.archive.signature.TrustAnchorException;
import org.xipline.archive.signature.TrustAnchors;
import org.xipline.archive.signature.TrustedRoots;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.console.cli.InstantOption;
import org.xipline.console.cli.UsageException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * Whom to believe, for what, and when. Built, not annotated, as all options are of the commands
 * that read archives: to find annotations takes longer than to read a small one.
 */
public final class TrustOptions {

  /** Policies that bring their roots. */
  enum BuiltInPolicy {
    APPLE
  }

  private final OptionSpec trust =
      files("--trust", "CA")
          .description("The certificate of a trusted CA, PEM or DER. Can be repeated.")
          .build();

  private final OptionSpec policy =
      OptionSpec.builder("--policy")
          .paramLabel("apple")
          .type(BuiltInPolicy.class)
          .description(
              "Trust Apple's roots, which are built in, but only the signers Software Update and"
                  + " Developer ID Installer. --trust is then not needed.")
          .build();

  private final OptionSpec extendedKeyUsages =
      OptionSpec.builder("--eku")
          .paramLabel("USE")
          .type(List.class)
          .auxiliaryTypes(String.class)
          .initialValue(List.of())
          .converters(new UseConverter())
          .description(
              "Trust only signers whose certificate has this extended key usage: an object"
                  + " identifier, code-signing, apple-software-update,"
                  + " apple-developer-id-installer, apple-mac-app-store-installer or"
                  + " apple-safari-extension. Can be repeated (default: code signing, any of"
                  + " Apple's, or a certificate without one).")
          .build();

  private final OptionSpec crls =
      files("--crl", "FILE")
          .description(
              "A revocation list, PEM or DER. The certificates that it names are refused. If the"
                  + " list has expired, every certificate of its issuer is refused. Lists are"
                  + " never fetched. Can be repeated.")
          .build();

  private final OptionSpec minimumDigest =
      OptionSpec.builder("--min-digest")
          .paramLabel("DIGEST")
          .type(DigestAlgorithm.class)
          .converters(new DigestConverter())
          .defaultValue("sha1")
          .description(
              "The weakest digest to accept: sha1, sha256 or sha512 (default: sha1, which all of"
                  + " Apple's archives use).")
          .build();

  private final OptionSpec at =
      OptionSpec.builder("--at")
          .paramLabel("INSTANT")
          .type(Instant.class)
          .converters(new InstantOption())
          .description(
              "The time of verification, for example 2026-11-20T09:15:00Z (default: now). A"
                  + " timestamp in the archive takes precedence.")
          .build();

  /** To be mixed in. */
  public CommandSpec spec() {
    return CommandSpec.create()
        .addOption(trust)
        .addOption(policy)
        .addOption(extendedKeyUsages)
        .addOption(crls)
        .addOption(minimumDigest)
        .addOption(at);
  }

  /** Reads the files that are given. */
  public VerificationPolicy policy() {
    DigestAlgorithm digest = minimumDigest.getValue();
    VerificationPolicy values =
        VerificationPolicy.of(roots()).withMinimumDigest(digest).withCrls(revocations());
    List<String> uses = extendedKeyUsages.getValue();
    if (!uses.isEmpty()) {
      values = values.withExtendedKeyUsages(ExtendedKeyUsages.requiring(Set.copyOf(uses)));
    }
    @Nullable Instant time = at.getValue();
    return time == null ? values : values.withAt(time);
  }

  public static Set<X509Certificate> anchors(List<Path> files) {
    try {
      return TrustAnchors.read(files);
    } catch (TrustAnchorException e) {
      throw new UsageException("--trust: " + e.getMessage());
    }
  }

  private TrustedRoots roots() {
    Set<X509Certificate> anchors = anchors(trust.getValue());
    @Nullable BuiltInPolicy builtIn = policy.getValue();
    if (builtIn == BuiltInPolicy.APPLE) {
      try {
        return new TrustedRoots.Apple(anchors);
      } catch (IllegalArgumentException e) {
        throw new UsageException("--trust beside --policy apple: " + e.getMessage());
      }
    }
    if (anchors.isEmpty()) {
      throw new UsageException("name the trusted signers: --trust CA.pem, or --policy apple");
    }
    return new TrustedRoots.Chosen(anchors);
  }

  private List<X509CRL> revocations() {
    try {
      return RevocationLists.read(crls.getValue());
    } catch (TrustAnchorException e) {
      throw new UsageException("--crl: " + e.getMessage());
    }
  }

  private static OptionSpec.Builder files(String name, String label) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(List.class)
        .auxiliaryTypes(Path.class)
        .initialValue(List.of());
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
                  "'" + value + "' must be sha1, sha256, sha384 or sha512"));
    }
  }
}
