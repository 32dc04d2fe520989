package org.xipline.convert.item;

/** The document is broken at a place behind which nothing can be read. */
final class UnreadableDocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String what;

  UnreadableDocumentException(String message) {
    super(message);
    this.what = message;
  }

  /** What is wrong, and where. */
  String what() {
    return what;
  }
}
