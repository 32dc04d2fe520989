package org.xipline.console.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.console.cli.UsageException;
import org.xipline.ingest.rules.RulesChange;
import org.xipline.ingest.rules.RulesReader;
import org.xipline.ingest.rules.RulesReading;
import org.xipline.ingest.rules.RulesSnapshot;
import org.xipline.ingest.rules.RulesSource;
import org.xipline.ingest.rules.TrustRulesCodec;
import org.xipline.schemas.record.TrustRules;
import org.xipline.schemas.record.UserSource;
import picocli.CommandLine.Option;

/** Users that an archive runs under. */
final class UserOptions {
  @Option(
      names = "--domain",
      paramLabel = "D",
      description = "An accepted domain. Can be repeated.")
  private List<String> domains = List.of();

  @Option(
      names = "--users",
      paramLabel = "F.csv",
      description = "The directory of users: a CSV with the header mailbox,aliases.")
  private @Nullable Path users;

  @Option(
      names = "--mapping",
      paramLabel = "F.csv",
      description =
          "The custom mapping, which takes precedence over the directory: a CSV with the header"
              + " address,mailbox.")
  private @Nullable Path mapping;

  /** The rules of somebody who gives a directory of users, and nothing else. */
  static UserOptions withUsers(Path users) {
    var options = new UserOptions();
    options.users = users;
    return options;
  }

  /** As a connector keeps it, to be read at each run. */
  UserSource source() {
    return UserSource.newBuilder()
        .setDirectoryFile(users == null ? "" : users.toAbsolutePath().toString())
        .addAllAcceptedDomains(domains)
        .setMappingFile(mapping == null ? "" : mapping.toAbsolutePath().toString())
        .build();
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
    return accepted(RulesReader.read(source));
  }

  /** Those of before, with what is given in place of what they had. */
  RulesSnapshot changed(
      RulesSnapshot before, Optional<Long> limitBytes, Optional<TrustRules> trust) {
    var change =
        new RulesChange(
            Optional.ofNullable(users), Optional.ofNullable(mapping), domains, limitBytes, trust);
    return accepted(RulesReader.change(before, change));
  }

  private static RulesSnapshot accepted(RulesReading reading) {
    return switch (reading) {
      case RulesReading.Accepted(var snapshot) -> snapshot;
      case RulesReading.Refused refused -> throw new UsageException(refused.describe());
    };
  }
}
