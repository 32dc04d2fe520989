package org.xipline.console.cli.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.xipline.archive.Inspection;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import picocli.CommandLine.Model.CommandSpec;

/** {@code xipline list}: what is in an archive; printed once all of it has proved intact. */
final class ListCommand implements Callable<Integer> {
  private final ArchiveOptions options = new ArchiveOptions();

  private final Terminal terminal;

  private ListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** As it stands in the tree. */
  static CommandSpec spec(Terminal terminal) {
    var command = new ListCommand(terminal);
    return command.options.command(command, "list", "Verifies an archive, and lists its contents.");
  }

  @Override
  public Integer call() throws IOException {
    Path archive = options.archive();
    try (EntryListing listing = EntryListing.create()) {
      Inspection inspection = options.inspector().read(archive, listing);
      switch (inspection) {
        case Inspection.Trusted _ -> listing.printTo(terminal.out());
        case Inspection.Rejected rejected ->
            terminal.err().println(VerificationReport.sentence(archive, rejected));
      }
      return ExitCode.of(inspection).code();
    }
  }
}
