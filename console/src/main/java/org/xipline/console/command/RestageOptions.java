package org.xipline.console.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.console.deadletter.Authorship;
import picocli.CommandLine.Option;

/** Whether purged payloads are staged again, and if so, who wants it and why. */
final class RestageOptions {
  @Option(
      names = "--restage",
      description = {
        "Stage again what purge removed of archives that this connector has imported, so that",
        "replays find it. Delivers nothing; the retention time starts anew. An archive that this",
        "connector has not imported is an error, and nothing is staged."
      })
  private boolean restage;

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      description = "Why it is staged again; kept in the audit record. Needed with --restage.")
  private @Nullable String why;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who stages it again; kept in the audit record (default: ${DEFAULT-VALUE}).")
  private String by = "";

  /** Empty where nothing is to be staged again. */
  Optional<Authorship> authorship() {
    if (restage == (why == null)) {
      throw new UsageException(
          restage ? "--restage needs --why, which is recorded" : "--why is for --restage");
    }
    try {
      return Optional.ofNullable(why).map(reason -> new Authorship(by, reason));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
