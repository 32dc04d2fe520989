package org.xipline.console.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.xipline.console.archive.Inspection;
import org.xipline.console.archive.Inspection.Rejected;
import org.xipline.console.archive.Inspection.Trusted;
import org.xipline.console.job.ArchiveFile;
import org.xipline.ingest.signature.Signer;
import org.xipline.ingest.verification.Findings;
import org.xipline.ingest.xar.DigestAlgorithm;
import org.xipline.ingest.xar.SignatureStyle;

/** Who signed an archive, and whether it is intact. */
public final class VerificationReport {

  /** Component names are the JSON's. */
  private record Line(
      String file,
      @Nullable String archiveId,
      String state,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable SignerLine signer,
      @Nullable String signedAt,
      @Nullable String digest,
      List<String> signatures,
      @Nullable Long entries) {}

  private record SignerLine(
      String subject, String issuer, String sha256, String notBefore, String notAfter) {

    static SignerLine of(Signer signer) {
      return new SignerLine(
          signer.subject(),
          signer.issuer(),
          signer.fingerprint().hex(),
          signer.notBefore().toString(),
          signer.notAfter().toString());
    }
  }

  private VerificationReport() {}

  /** One JSON document. */
  public static void printJson(PrintStream out, Path file, Inspection inspection) {
    Json.print(out, json -> json.writePOJO(line(file, inspection)));
  }

  /** For people. */
  public static void printText(PrintStream out, Path file, Inspection inspection) {
    switch (inspection) {
      case Trusted trusted -> printTrusted(out, file, trusted);
      case Rejected rejected -> printRejected(out, file, rejected);
    }
    out.flush();
  }

  /** Why an archive is not to be read, and what to do about it. */
  public static String sentence(Path file, Rejected rejected) {
    return "%s: rejected, %s: %s%n  to do      %s"
        .formatted(
            file,
            rejected.reason().code(),
            rejected.detail(),
            RejectionAdvice.on(rejected.reason()));
  }

  private static void printTrusted(PrintStream out, Path file, Trusted trusted) {
    out.printf("%s: trusted%n", file);
    out.printf("  archive    %s%n", trusted.archiveId());
    printSigner(out, trusted.signer());
    out.printf(
        "  signed at  %s%n", trusted.signedAt().map(Instant::toString).orElse("no timestamp"));
    printSignatures(out, trusted.signatures(), Optional.of(trusted.digest()));
    trusted.files().ifPresent(files -> out.printf("  entries    %,d, all intact%n", files));
    if (trusted.unusedBytes() > 0) {
      out.printf(
          "  not used   %,d bytes that no signature covers, beside or behind the content%n",
          trusted.unusedBytes());
    }
  }

  private static void printRejected(PrintStream out, Path file, Rejected rejected) {
    Findings findings = rejected.findings();
    out.println(sentence(file, rejected));
    findings.signer().ifPresent(signer -> printSigner(out, signer));
    findings.signedAt().ifPresent(time -> out.printf("  signed at  %s%n", time));
    printSignatures(out, findings.signatures(), findings.digest());
  }

  private static void printSigner(PrintStream out, Signer signer) {
    out.printf("  signed by  %s%n", signer.subject());
    out.printf("  issued by  %s%n", signer.issuer());
    out.printf("  valid      %s to %s%n", signer.notBefore(), signer.notAfter());
    out.printf("  SHA-256    %s%n", signer.fingerprint());
  }

  private static void printSignatures(
      PrintStream out, Collection<SignatureStyle> signatures, Optional<DigestAlgorithm> digest) {
    digest
        .filter(_ -> !signatures.isEmpty())
        .ifPresent(algorithm ->
            out.printf(
                "  signature  %s over %s%n",
                String.join(" and ", names(signatures)), algorithm.style()));
  }

  private static Line line(Path file, Inspection inspection) {
    return switch (inspection) {
      case Trusted trusted ->
          new Line(
              file.toString(),
              trusted.archiveId().hex(),
              "trusted",
              null,
              null,
              SignerLine.of(trusted.signer()),
              trusted.signedAt().map(Instant::toString).orElse(null),
              trusted.digest().style(),
              names(trusted.signatures()),
              boxed(trusted.files()));
      case Rejected(var reason, var detail, var findings) ->
          new Line(
              file.toString(),
              archiveIdOf(file),
              "rejected",
              reason.code(),
              detail,
              findings.signer().map(SignerLine::of).orElse(null),
              findings.signedAt().map(Instant::toString).orElse(null),
              findings.digest().map(DigestAlgorithm::style).orElse(null),
              names(findings.signatures()),
              null);
    };
  }

  private static List<String> names(Collection<SignatureStyle> styles) {
    return styles.stream().sorted().map(style -> style.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** What a rejected file is called all the same; null for one that cannot be read. */
  private static @Nullable String archiveIdOf(Path file) {
    try {
      return ArchiveFile.read(file).archiveId().hex();
    } catch (IOException _) {
      return null;
    }
  }

  private static @Nullable Long boxed(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }
}
