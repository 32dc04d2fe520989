package org.xipline.console.command;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.archive.pack.TimestampException;
import org.xipline.console.cli.KnownFailures;
import org.xipline.console.pipeline.DataDirectoryBusyException;
import org.xipline.console.reconcile.MailboxesUnreachableException;
import org.xipline.console.replay.OtherMailboxesException;
import org.xipline.runtime.kafka.BrokersTooOldException;
import org.xipline.runtime.kafka.TopicsUnsuitableException;
import org.xipline.runtime.service.ServiceFailedException;

/** The failures of commands that run services, or ask brokers and mailbox servers. */
final class PipelineFailures implements KnownFailures {
  private static final Logger LOGGER = LoggerFactory.getLogger(PipelineFailures.class);

  @Override
  public boolean isMisuse(Exception failure) {
    return failure instanceof OtherMailboxesException;
  }

  @Override
  public boolean speaksForItself(Throwable failure) {
    return switch (failure) {
      case DataDirectoryBusyException _,
          ServiceFailedException _,
          TopicsUnsuitableException _,
          BrokersTooOldException _,
          MailboxesUnreachableException _,
          TimestampException _ ->
          true;
      default -> false;
    };
  }

  @Override
  public void note(Exception failure) {
    LOGGER.atInfo().setCause(failure).log("command failed");
  }
}
