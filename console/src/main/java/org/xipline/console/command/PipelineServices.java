package org.xipline.console.command;

import org.xipline.console.pipeline.ServiceSet;

/** The services of a whole pipeline, by where they deliver to. */
@FunctionalInterface
public interface PipelineServices {

  /**
   * Checks the options at once; builds nothing yet.
   *
   * @throws IllegalArgumentException if an option cannot be used; says which and what to do
   */
  ServiceSet deliveringTo(MailboxOptions mailboxes);
}
