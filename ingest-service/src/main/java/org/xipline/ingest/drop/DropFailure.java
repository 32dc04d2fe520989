package org.xipline.ingest.drop;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.xipline.runtime.azure.AzureStorageException;

/**
 * What stopped an operation on a drop, in an operator's words: the exceptions often name a path
 * alone.
 */
public final class DropFailure {

  private DropFailure() {}

  /** One line, without the path where the kind of failure says enough. */
  public static String reasonOf(Exception failure) {
    return ShownNames.of(
        switch (failure) {
          case AccessDeniedException _ -> "permission denied";
          case NoSuchFileException _ -> "no such file or directory";
          case NotDirectoryException _ -> "not a directory";
          case FileAlreadyExistsException there ->
              "a file exists with this name: " + there.getFile();
          case DirectoryNotEmptyException there ->
              "a directory exists with this name: " + there.getFile();
          case FileSystemException other when other.getReason() != null ->
              requireNonNull(other.getReason());
          case UncheckedIOException wrapped -> reasonOf(requireNonNull(wrapped.getCause()));
          case AzureStorageException azure -> firstLine(azure);
          case IOException ours when ours.getClass().equals(IOException.class) -> firstLine(ours);
          default -> failure.getClass().getSimpleName() + ": " + firstLine(failure);
        });
  }

  private static String firstLine(Exception failure) {
    String message = failure.getMessage();
    return message == null
        ? "no further detail"
        : message.lines().findFirst().orElse("no further detail");
  }
}
