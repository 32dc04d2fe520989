package org.xipline.console.command;

import org.xipline.console.pipeline.DataDirectoryBusyException;
import org.xipline.console.pipeline.ServiceFailedException;

/** A failure of the program or of what it runs on, as one line. */
final class FailureText {

  static String of(Throwable failure) {
    return switch (failure) {
      case DataDirectoryBusyException busy -> messageOf(busy);
      case ServiceFailedException service -> messageOf(service);
      default -> failure.getClass().getSimpleName() + ": " + messageOf(failure);
    };
  }

  private static String messageOf(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? "no further detail" : message.lines().findFirst().orElse(message);
  }

  private FailureText() {}
}
