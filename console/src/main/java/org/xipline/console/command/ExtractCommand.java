package org.xipline.console.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.xipline.console.archive.Extraction;
import org.xipline.console.archive.ExtractionException;
import org.xipline.console.archive.Inspection;
import org.xipline.console.archive.OutwardLinks;
import org.xipline.console.report.VerificationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline extract}: the files of an archive, all of them or none. */
@Command(
    name = "extract",
    description = "Verifies an archive, and puts all of its files into a new directory, or none.")
final class ExtractCommand implements Callable<Integer> {
  @Mixin private ArchiveOptions options = new ArchiveOptions();

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "Directory to make; an empty one may be there.")
  private Path to = Path.of("");

  @Option(
      names = "--outward-links",
      paramLabel = "refuse|skip|keep",
      defaultValue = "refuse",
      description =
          "Symbolic links that lead out of DIR: refuse the archive, leave them out, or make them all the same (default: ${DEFAULT-VALUE}). None is ever followed.")
  private OutwardLinks outwardLinks = OutwardLinks.REFUSE;

  private final Terminal terminal;

  ExtractCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path archive = options.archive();
    try (Extraction extraction = Extraction.to(to, outwardLinks)) {
      Inspection inspection = options.inspector().read(archive, extraction);
      switch (inspection) {
        case Inspection.Trusted trusted -> {
          extraction.publish();
          extraction
              .skipped()
              .forEach(link ->
                  terminal.err().printf("left out, as it leads elsewhere: %s%n", link.path()));
          terminal.err().printf("%,d files in %s%n", trusted.files().orElse(0), to);
        }
        case Inspection.Rejected rejected ->
            terminal.err().println(VerificationReport.sentence(archive, rejected));
      }
      return ExitCode.of(inspection).code();
    } catch (ExtractionException e) {
      throw new UsageException("--to: " + e.getMessage());
    }
  }
}
