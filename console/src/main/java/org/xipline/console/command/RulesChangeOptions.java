package org.xipline.console.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.console.cli.ByteSize;
import org.xipline.console.cli.archive.TrustOptions;
import org.xipline.ingest.rules.RulesSnapshot;
import org.xipline.ingest.rules.TrustRulesCodec;
import org.xipline.schemas.record.TrustRules;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Users and rules that are current now; what is not given is as the archive had it. */
final class RulesChangeOptions {
  @Mixin private UserOptions users = new UserOptions();

  @Option(
      names = "--limit",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description = "Larger items and attachments are dead-lettered.")
  private @Nullable Long limitBytes;

  @Option(
      names = "--trust",
      paramLabel = "CA",
      description = "The certificate of a trusted CA, PEM or DER. Can be repeated.")
  private List<Path> trust = List.of();

  /** Reads the files that are given. */
  RulesSnapshot changed(RulesSnapshot before) {
    return users.changed(before, Optional.ofNullable(limitBytes), trust());
  }

  private Optional<TrustRules> trust() {
    return trust.isEmpty()
        ? Optional.empty()
        : Optional.of(
            TrustRulesCodec.encode(VerificationPolicy.trusting(TrustOptions.anchors(trust))));
  }
}
