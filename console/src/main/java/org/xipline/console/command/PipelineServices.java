package org.xipline.console.command;

import org.xipline.archive.model.ArchiveLimits;
import org.xipline.console.pipeline.DeliveringServices;
import org.xipline.schemas.record.MailboxPlace;

/** The services of a whole pipeline, by where they deliver to. */
@FunctionalInterface
public interface PipelineServices {

  /**
   * Checks what is given at once; builds nothing yet.
   *
   * @param mailboxes where they are, as the command line says it
   * @param limits of the archives that are read
   * @throws IllegalArgumentException if an option cannot be used; says which and what to do
   */
  DeliveringServices deliveringTo(MailboxPlace mailboxes, ArchiveLimits limits);
}
