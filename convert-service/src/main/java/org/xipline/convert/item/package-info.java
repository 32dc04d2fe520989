/** What an archive's items mean: the model, and the parser of documents. */
@NullMarked
package org.xipline.convert.item;

import org.jspecify.annotations.NullMarked;
