package org.xipline.console.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.console.cli.UsageException;
import org.xipline.console.deadletter.Attribution;
import picocli.CommandLine.Option;

/** Whether differences are mended, and if so, who wants it and why. */
final class RepairOptions {
  @Option(
      names = "--repair",
      description = {
        "Deliver missing messages again, and remove second copies that are, byte by byte, what"
            + " was",
        "delivered. Messages with different bytes are never changed."
      })
  private boolean repair;

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      description =
          "The reason for the repair. It is kept in the audit record. Required with" + " --repair.")
  private @Nullable String why;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description =
          "The person who repairs. The name is kept in the audit record (default:"
              + " ${DEFAULT-VALUE}).")
  private String by = "";

  /** Empty where nothing is to be mended. */
  Optional<Attribution> authorship() {
    if (repair == (why == null)) {
      throw new UsageException(
          repair
              ? "--repair needs --why, which is recorded"
              : "--why can only be given with" + " --repair");
    }
    try {
      return Optional.ofNullable(why).map(reason -> new Attribution(by, reason));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
