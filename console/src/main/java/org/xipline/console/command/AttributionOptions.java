package org.xipline.console.command;

import org.xipline.console.cli.UsageException;
import org.xipline.console.deadletter.Attribution;
import picocli.CommandLine.Option;

/** Who decides, and why. */
final class AttributionOptions {
  @Option(
      names = "--why",
      paramLabel = "TEXT",
      required = true,
      description = "The reason. It is kept in the audit record.")
  private String why = "";

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description =
          "The person responsible. It is kept in the audit record (default:"
              + " ${DEFAULT-VALUE}).")
  private String by = "";

  Attribution authorship() {
    try {
      return new Attribution(by, why);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
