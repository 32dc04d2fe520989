package org.xipline.console.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.xipline.console.archive.EntryListing;
import org.xipline.console.archive.Inspection;
import org.xipline.console.report.VerificationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code xipline list}: what is in an archive; printed once all of it has proved intact. */
@Command(name = "list", description = "Verifies an archive, and lists what is in it.")
final class ListCommand implements Callable<Integer> {
  @Mixin private ArchiveOptions options = new ArchiveOptions();

  private final Terminal terminal;

  ListCommand(Terminal terminal) {
    this.terminal = terminal;
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
