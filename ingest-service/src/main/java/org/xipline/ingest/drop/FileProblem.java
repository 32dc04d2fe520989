package org.xipline.ingest.drop;

/**
 * Why a file of a drop cannot be dealt with, though others can.
 *
 * @param file its name as it can be printed
 * @param reason in an operator's words
 */
public record FileProblem(String file, String reason) {

  @Override
  public String toString() {
    return file + ": " + reason;
  }
}
