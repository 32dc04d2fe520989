package org.xipline.console.command;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xipline.ingest.rules.RulesReader;
import org.xipline.ingest.rules.RulesReading;
import org.xipline.ingest.rules.RulesSnapshot;
import org.xipline.ingest.rules.RulesSource;
import org.xipline.schemas.record.TrustRules;
import picocli.CommandLine.Option;

/** Users and rules that an archive runs under. */
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

  @Option(
      names = "--limit",
      paramLabel = "SIZE",
      defaultValue = "10MiB",
      converter = ByteSize.class,
      description = "Items and attachments over it are dead-lettered (default: ${DEFAULT-VALUE}).")
  private long limitBytes = RulesSource.DEFAULT_LIMIT_BYTES;

  /** The rules of somebody who gives a directory of users, and nothing else. */
  static RulesOptions withUsers(Path users) {
    var options = new RulesOptions();
    options.users = users;
    return options;
  }

  RulesSnapshot snapshot(Set<X509Certificate> anchors, Optional<Instant> at) {
    var source =
        new RulesSource(
            Optional.ofNullable(users),
            Optional.ofNullable(mapping),
            domains,
            limitBytes,
            trust(anchors, at));
    return switch (RulesReader.read(source)) {
      case RulesReading.Accepted(var snapshot) -> snapshot;
      case RulesReading.Refused refused -> throw new UsageException(refused.describe());
    };
  }

  static TrustRules trust(Set<X509Certificate> anchors, Optional<Instant> at) {
    var trust = TrustRules.newBuilder();
    anchors.forEach(anchor -> trust.addAnchors(encoded(anchor)));
    at.ifPresent(time -> trust.setAtEpochMillis(time.toEpochMilli()));
    return trust.build();
  }

  private static ByteString encoded(X509Certificate anchor) {
    try {
      return ByteString.copyFrom(anchor.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was parsed has an encoding", e);
    }
  }
}
