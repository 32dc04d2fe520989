package org.xipline.console.command;

import java.nio.file.Path;
import java.util.Optional;
import org.xipline.console.pipeline.DeliveringServices;
import org.xipline.ingest.archive.ArchiveLimits;

/** The services of a whole pipeline, by where they deliver to. */
@FunctionalInterface
public interface PipelineServices {

  /**
   * Checks what is given at once; builds nothing yet.
   *
   * @param mailboxes where they are, as {@code --mailboxes} says it
   * @param imapAuth how to log in, as {@code --imap-auth} says it
   * @param imapTrust whose certificates are good, as {@code --imap-trust} says it
   * @param limits of the archives that are read
   * @throws IllegalArgumentException if an option cannot be used; says which and what to do
   */
  DeliveringServices deliveringTo(
      String mailboxes, Optional<String> imapAuth, Optional<Path> imapTrust, ArchiveLimits limits);
}
