package org.xipline.console.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.console.deadletter.Authorship;
import picocli.CommandLine.Option;

/** Whether differences are mended, and if so, who wants it and why. */
final class RepairOptions {
  @Option(
      names = "--repair",
      description = {
        "Deliver again what is missing, and remove second copies that are octet by octet what was",
        "delivered. Messages whose bytes differ are never touched."
      })
  private boolean repair;

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      description = "Why it is repaired; kept in the audit record. Needed with --repair.")
  private @Nullable String why;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who repairs it; kept in the audit record (default: ${DEFAULT-VALUE}).")
  private String by = "";

  /** Empty where nothing is to be mended. */
  Optional<Authorship> authorship() {
    if (repair == (why == null)) {
      throw new UsageException(
          repair ? "--repair needs --why, which is recorded" : "--why is for --repair");
    }
    try {
      return Optional.ofNullable(why).map(reason -> new Authorship(by, reason));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
