package org.xipline.console.command;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.xipline.archive.pack.TimestampException;
import org.xipline.console.pipeline.DataDirectoryBusyException;
import org.xipline.console.reconcile.MailboxesUnreachableException;
import org.xipline.runtime.kafka.BrokersTooOldException;
import org.xipline.runtime.kafka.TopicsUnsuitableException;
import org.xipline.runtime.service.ServiceFailedException;

/** A failure of the program or of what it runs on, as one line. */
final class FailureText {

  static String of(Throwable failure) {
    return switch (failure) {
      case DataDirectoryBusyException busy -> messageOf(busy);
      case ServiceFailedException service -> messageOf(service);
      case TopicsUnsuitableException topics -> messageOf(topics);
      case BrokersTooOldException brokers -> messageOf(brokers);
      case MailboxesUnreachableException server -> messageOf(server);
      case TimestampException timestamp -> messageOf(timestamp);
      case UncheckedIOException wrapped -> of(cause(wrapped));
      case NoSuchFileException missing -> "no such file or directory: " + missing.getFile();
      case FileAlreadyExistsException there ->
          "a file stands where a directory should be: " + there.getFile();
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      default -> withCause(failure);
    };
  }

  /** A wrapper that says nothing of its own is left out; a cause that is not told is added. */
  private static String withCause(Throwable failure) {
    Throwable cause = failure.getCause();
    if (cause == null || cause == failure) {
      return named(failure);
    }
    if (isBare(failure, cause)) {
      return of(cause);
    }
    String known = named(failure);
    String added = of(cause);
    return known.contains(messageOf(cause)) ? known : known + ": " + added;
  }

  private static boolean isBare(Throwable failure, Throwable cause) {
    String message = failure.getMessage();
    return message == null || message.equals(cause.toString());
  }

  private static String named(Throwable failure) {
    return failure.getClass().getSimpleName() + ": " + messageOf(failure);
  }

  private static IOException cause(UncheckedIOException wrapped) {
    return requireNonNull(wrapped.getCause());
  }

  private static String messageOf(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? "no further detail" : message.lines().findFirst().orElse(message);
  }

  private FailureText() {}
}
