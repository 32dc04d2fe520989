package org.xipline.convert.item;

/** Bounds what one document may hold in memory, whatever its size. */
final class ReadingBudget {
  /** Of all texts of one item together, in UTF-16 units. */
  static final int MAX_TEXT = 32 * 1024 * 1024;

  /** Of all strings, groups and lists of one item together. */
  static final int MAX_VALUES = 1_000_000;

  private long text;
  private int values;

  void chargeText(int length) throws UnreadableDocumentException {
    text += length;
    if (text > MAX_TEXT) {
      throw new UnreadableDocumentException(
          "the texts of the item exceed " + MAX_TEXT + " characters together");
    }
  }

  void chargeValue() throws UnreadableDocumentException {
    values++;
    if (values > MAX_VALUES) {
      throw new UnreadableDocumentException(
          "the item contains more than " + MAX_VALUES + " values");
    }
  }
}
