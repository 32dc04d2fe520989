package org.xipline.console.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.ingest.rules.RulesReader;
import org.xipline.ingest.rules.RulesReading;
import org.xipline.ingest.rules.RulesSnapshot;
import org.xipline.ingest.rules.RulesSource;
import org.xipline.ingest.rules.TrustRulesCodec;
import org.xipline.ingest.signature.VerificationPolicy;
import picocli.CommandLine.Option;

/** Users that an archive runs under. */
final class RulesOptions {
  @Option(
      names = "--domain",
      paramLabel = "D",
      description = {
        "Accepted domain. May be given several times",
        "(default: the domains of the mailboxes in --users)."
      })
  private List<String> domains = List.of();

  @Option(
      names = "--users",
      paramLabel = "F.csv",
      description = "Directory of users: CSV with the header mailbox,aliases.")
  private @Nullable Path users;

  @Option(
      names = "--mapping",
      paramLabel = "F.csv",
      description =
          "Custom mapping, which wins over the directory: CSV with the header address,mailbox.")
  private @Nullable Path mapping;

  /** The rules of somebody who gives a directory of users, and nothing else. */
  static RulesOptions withUsers(Path users) {
    var options = new RulesOptions();
    options.users = users;
    return options;
  }

  /** With the usual limit on sizes. */
  RulesSnapshot snapshot(VerificationPolicy policy) {
    return snapshot(policy, RulesSource.DEFAULT_LIMIT_BYTES);
  }

  /**
   * Reads the files that are given.
   *
   * @param limitBytes items and attachments over it are dead-lettered
   */
  RulesSnapshot snapshot(VerificationPolicy policy, long limitBytes) {
    var source =
        new RulesSource(
            Optional.ofNullable(users),
            Optional.ofNullable(mapping),
            domains,
            limitBytes,
            TrustRulesCodec.encode(policy));
    return switch (RulesReader.read(source)) {
      case RulesReading.Accepted(var snapshot) -> snapshot;
      case RulesReading.Refused refused -> throw new UsageException(refused.describe());
    };
  }
}
