package org.xipline.console.command;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.console.deadletter.DeadLetterFilter;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.reason.DeadLetterReason;
import picocli.CommandLine.Option;

/** Which dead letters are meant: those that all the filters let through. */
final class SelectionOptions {
  @Option(names = "--connector", paramLabel = "NAME", description = "Those of one connector.")
  private @Nullable String connector;

  @Option(
      names = "--archive",
      paramLabel = "ID",
      description = "Those of one archive, by the beginning of its id.")
  private String archive = "";

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      description = "Those with this reason, as dead-letters list shows it.")
  private @Nullable String reason;

  @Option(
      names = "--address",
      paramLabel = "A",
      description = "Those of the participant with this address.")
  private @Nullable String address;

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      converter = InstantOption.class,
      description = "Those set aside since then, like 2026-11-20T09:15:00Z.")
  private @Nullable Instant since;

  @Option(names = "--all", description = "All of them: needed where no filter is given.")
  private boolean all;

  @Option(names = "--dismissed", description = "Those too that an operator has dismissed.")
  private boolean dismissed;

  DeadLetterFilter filter() {
    boolean any =
        connector != null
            || !archive.isEmpty()
            || reason != null
            || address != null
            || since != null;
    if (any == all) {
      throw new UsageException(
          any
              ? "--all is for when no filter is given"
              : "say which: --reason, --address, --archive, --connector, --since or --all");
    }
    return new DeadLetterFilter(
        Optional.ofNullable(connector),
        archive,
        Optional.ofNullable(reason).map(SelectionOptions::reason),
        Optional.ofNullable(address).map(SelectionOptions::address),
        Optional.ofNullable(since),
        dismissed);
  }

  private static DeadLetterReason reason(String code) {
    return DeadLetterReason.ofCode(code)
        .orElseThrow(() -> new UsageException("--reason: no reason is called " + code));
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text)
        .orElseThrow(() -> new UsageException("--address: not an address: " + text));
  }
}
