package org.xipline.console.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.function.Predicate;

/** A failure of the program or of what it runs on, as one line. */
public final class FailureText {
  private final Predicate<Throwable> speaksForItself;

  /**
   * @param speaksForItself whether the message of a failure says it all
   */
  public FailureText(Predicate<Throwable> speaksForItself) {
    this.speaksForItself = speaksForItself;
  }

  String of(Throwable failure) {
    return switch (failure) {
      case Throwable told when speaksForItself.test(told) -> messageOf(told);
      case UncheckedIOException wrapped -> of(cause(wrapped));
      case NoSuchFileException missing -> "no such file or directory: " + missing.getFile();
      case FileAlreadyExistsException there ->
          "a file stands where a directory should be: " + there.getFile();
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      default -> withCause(failure);
    };
  }

  /** A wrapper that says nothing of its own is left out; a cause that is not told is added. */
  private String withCause(Throwable failure) {
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
}
