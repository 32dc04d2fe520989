package org.xipline.console.cli.archive;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xipline.archive.ArchiveFile;
import org.xipline.archive.Inspection;
import org.xipline.archive.Inspection.Rejected;
import org.xipline.archive.Inspection.Trusted;
import org.xipline.archive.signature.Signer;
import org.xipline.archive.verification.PartialVerification;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.archive.xar.SignatureStyle;
import org.xipline.console.cli.JsonDocument;
import tools.jackson.core.JsonGenerator;

/** Who signed an archive, and whether it is intact. */
public final class VerificationReport {

  private VerificationReport() {}

  /** One JSON document. */
  public static void printJson(PrintStream out, Path file, Inspection inspection) {
    JsonDocument.print(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("file", file.toString());
          switch (inspection) {
            case Trusted trusted -> writeTrusted(json, trusted);
            case Rejected rejected -> writeRejected(json, file, rejected);
          }
          json.writeEndObject();
        });
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
          "  not used   %,d bytes that no signature covers, before or after the content%n",
          trusted.unusedBytes());
    }
  }

  private static void printRejected(PrintStream out, Path file, Rejected rejected) {
    PartialVerification findings = rejected.findings();
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

  private static void writeTrusted(JsonGenerator json, Trusted trusted) {
    json.writeStringProperty("archiveId", trusted.archiveId().hex());
    json.writeStringProperty("state", "trusted");
    json.writeNullProperty("reason");
    json.writeNullProperty("detail");
    writeSignatures(
        json,
        Optional.of(trusted.signer()),
        trusted.signedAt(),
        Optional.of(trusted.digest()),
        trusted.signatures());
    if (trusted.files().isPresent()) {
      json.writeNumberProperty("entries", trusted.files().getAsLong());
    } else {
      json.writeNullProperty("entries");
    }
  }

  private static void writeRejected(JsonGenerator json, Path file, Rejected rejected) {
    PartialVerification findings = rejected.findings();
    write(json, "archiveId", archiveIdOf(file));
    json.writeStringProperty("state", "rejected");
    json.writeStringProperty("reason", rejected.reason().code());
    json.writeStringProperty("detail", rejected.detail());
    writeSignatures(
        json, findings.signer(), findings.signedAt(), findings.digest(), findings.signatures());
    json.writeNullProperty("entries");
  }

  private static void writeSignatures(
      JsonGenerator json,
      Optional<Signer> signer,
      Optional<Instant> signedAt,
      Optional<DigestAlgorithm> digest,
      Collection<SignatureStyle> signatures) {
    signer.ifPresentOrElse(
        known -> writeSigner(json, known), () -> json.writeNullProperty("signer"));
    write(json, "signedAt", signedAt.map(Instant::toString));
    write(json, "digest", digest.map(DigestAlgorithm::style));
    json.writeArrayPropertyStart("signatures");
    names(signatures).forEach(json::writeString);
    json.writeEndArray();
  }

  private static void writeSigner(JsonGenerator json, Signer signer) {
    json.writeObjectPropertyStart("signer");
    json.writeStringProperty("subject", signer.subject());
    json.writeStringProperty("issuer", signer.issuer());
    json.writeStringProperty("sha256", signer.fingerprint().hex());
    json.writeStringProperty("notBefore", signer.notBefore().toString());
    json.writeStringProperty("notAfter", signer.notAfter().toString());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Optional<String> value) {
    value.ifPresentOrElse(
        text -> json.writeStringProperty(name, text), () -> json.writeNullProperty(name));
  }

  private static List<String> names(Collection<SignatureStyle> styles) {
    return styles.stream().sorted().map(style -> style.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** What a rejected file is called all the same; absent for one that cannot be read. */
  private static Optional<String> archiveIdOf(Path file) {
    try {
      return Optional.of(ArchiveFile.read(file).archiveId().hex());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
