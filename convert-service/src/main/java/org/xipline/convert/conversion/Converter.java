package org.xipline.convert.conversion;

import java.io.IOException;
import org.xipline.convert.entry.ItemEntry;

/** Turns items into messages. */
@FunctionalInterface
public interface Converter {

  /**
   * Converts one item. May be repeated: the same entry gives the same conversion.
   *
   * @throws IOException if the payload store fails: whatever is wrong with the item itself is an
   *     answer
   */
  Conversion convert(ItemEntry entry) throws IOException;
}
