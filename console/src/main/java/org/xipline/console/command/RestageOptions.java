package org.xipline.console.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.console.cli.UsageException;
import org.xipline.console.deadletter.Attribution;
import picocli.CommandLine.Option;

/** Whether purged payloads are staged again, and if so, who wants it and why. */
final class RestageOptions {
  @Option(
      names = "--restage",
      description = {
        "Stage the payloads again that a purge removed from archives of this connector, so that",
        "they can be replayed. Nothing is delivered, and the retention time starts again. If"
            + " this connector",
        "has not imported an archive, the command fails and stages nothing."
      })
  private boolean restage;

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      description =
          "The reason for staging again. It is kept in the audit record. Required with"
              + " --restage.")
  private @Nullable String why;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description =
          "The person who stages again. The name is kept in the audit record (default:"
              + " ${DEFAULT-VALUE}).")
  private String by = "";

  /** Empty where nothing is to be staged again. */
  Optional<Attribution> authorship() {
    if (restage == (why == null)) {
      throw new UsageException(
          restage
              ? "--restage needs --why, which is recorded"
              : "--why can only be given with" + " --restage");
    }
    try {
      return Optional.ofNullable(why).map(reason -> new Attribution(by, reason));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
