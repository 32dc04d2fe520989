package org.xipline.convert.address;

/** A text holds something that is no address. */
public final class UnreadableAddressException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String element;
  private final String why;

  UnreadableAddressException(String element, String why) {
    super(why + ": " + element);
    this.element = element;
    this.why = why;
  }

  /** The element that could not be read, as written; of any length. */
  public String element() {
    return element;
  }

  /** What is wrong with it. */
  public String why() {
    return why;
  }
}
