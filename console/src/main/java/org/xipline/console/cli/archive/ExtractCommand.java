package org.xipline.console.cli.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.xipline.archive.Inspection;
import org.xipline.archive.extract.Extraction;
import org.xipline.archive.extract.ExtractionException;
import org.xipline.archive.extract.OutwardLinks;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.cli.UsageException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code xipline extract}: the files of an archive, all of them or none. */
final class ExtractCommand implements Callable<Integer> {
  private final ArchiveOptions options = new ArchiveOptions();

  private final OptionSpec to =
      OptionSpec.builder("--to")
          .paramLabel("DIR")
          .type(Path.class)
          .required(true)
          .description("The directory to create. It may exist if it is empty.")
          .build();

  private final OptionSpec outwardLinks =
      OptionSpec.builder("--outward-links")
          .paramLabel("refuse|skip|keep")
          .type(OutwardLinks.class)
          .defaultValue("refuse")
          .description(
              "What to do with symbolic links that lead out of DIR: refuse the archive, skip the"
                  + " links, or keep (create) them (default: ${DEFAULT-VALUE}). xipline never"
                  + " follows a link.")
          .build();

  private final Terminal terminal;

  private ExtractCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** As it stands in the tree. */
  static CommandSpec spec(Terminal terminal) {
    var command = new ExtractCommand(terminal);
    return command
        .options
        .command(
            command,
            "extract",
            "Verifies an archive, and extracts all of its files, or none, to a new directory.")
        .addOption(command.to)
        .addOption(command.outwardLinks);
  }

  @Override
  public Integer call() throws IOException {
    Path archive = options.archive();
    Path directory = to.getValue();
    try (Extraction extraction = Extraction.to(directory, outwardLinks.getValue())) {
      Inspection inspection = options.inspector().read(archive, extraction);
      switch (inspection) {
        case Inspection.Trusted trusted -> {
          extraction.publish();
          extraction
              .skipped()
              .forEach(link ->
                  terminal.err().printf("skipped, because it leads out: %s%n", link.path()));
          terminal.err().printf("%,d files in %s%n", trusted.files().orElse(0), directory);
        }
        case Inspection.Rejected rejected ->
            terminal
                .err()
                .println(
                    VerificationReport.sentence(
                        archive, extraction.isLinkRefused() ? withChoices(rejected) : rejected));
      }
      return ExitCode.of(inspection).code();
    } catch (ExtractionException e) {
      throw new UsageException("--to: " + e.getMessage());
    }
  }

  private static Inspection.Rejected withChoices(Inspection.Rejected rejected) {
    return new Inspection.Rejected(
        rejected.reason(),
        rejected.detail()
            + "; --outward-links skip leaves such links out, keep makes them all the same",
        rejected.findings());
  }
}
