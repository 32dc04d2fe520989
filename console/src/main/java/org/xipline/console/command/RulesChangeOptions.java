package org.xipline.console.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.ingest.rules.RulesChange;
import org.xipline.ingest.rules.RulesReader;
import org.xipline.ingest.rules.RulesReading;
import org.xipline.ingest.rules.RulesSnapshot;
import org.xipline.ingest.rules.TrustRulesCodec;
import org.xipline.ingest.signature.VerificationPolicy;
import picocli.CommandLine.Option;

/** Users and rules that are current now; what is not given is as the archive had it. */
final class RulesChangeOptions {
  @Option(
      names = "--domain",
      paramLabel = "D",
      description = "Accepted domain, in place of those before. May be given several times.")
  private List<String> domains = List.of();

  @Option(
      names = "--users",
      paramLabel = "F.csv",
      description = "Directory of users: CSV with the header mailbox,aliases.")
  private @Nullable Path users;

  @Option(
      names = "--mapping",
      paramLabel = "F.csv",
      description = "Custom mapping: CSV with the header address,mailbox.")
  private @Nullable Path mapping;

  @Option(
      names = "--limit",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description = "Items and attachments over it are dead-lettered.")
  private @Nullable Long limitBytes;

  @Option(
      names = "--trust",
      paramLabel = "CA",
      description = "Certificate of a CA to trust, PEM or DER. May be given several times.")
  private List<Path> trust = List.of();

  /** Reads the files that are given. */
  RulesSnapshot changed(RulesSnapshot before) {
    var change =
        new RulesChange(
            Optional.ofNullable(users),
            Optional.ofNullable(mapping),
            domains,
            Optional.ofNullable(limitBytes),
            trust.isEmpty()
                ? Optional.empty()
                : Optional.of(
                    TrustRulesCodec.encode(
                        VerificationPolicy.trusting(TrustOptions.anchors(trust)))));
    return switch (RulesReader.change(before, change)) {
      case RulesReading.Accepted(var snapshot) -> snapshot;
      case RulesReading.Refused refused -> throw new UsageException(refused.describe());
    };
  }
}
